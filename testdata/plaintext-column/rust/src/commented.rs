//! Names from constants, and what the lines around a field say.

use sea_query::{ColumnDef, Iden, Table};

const TABLE: &str = "portal_sessions";

pub fn up() -> String {
    Table::create()
        .table(TABLE)
        .col(ColumnDef::new(SessionIden::Id).integer().primary_key())
        .col(ColumnDef::new(SessionIden::Secret).string_len(26).not_null()) //~ plaintext-column
        .to_owned()
        .build(sea_query::PostgresQueryBuilder)
}

#[derive(Iden)]
enum SessionIden {
    Id,
    Secret,
}

pub mod pair {
    /// A pair of the sign-in.
    #[derive(Clone, DeriveEntityModel)]
    #[sea_orm(table_name = "gate_credentials")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        /// Argon2 hashed secret (never plaintext).
        pub secret: String,
        pub bot_secret: String, //~ plaintext-column
    }
}

diesel::table! {
    gate_pins (id) {
        id -> Int4,
        /// bcrypt, of what was typed
        pin_code -> Varchar,
        unlock_code -> Varchar, // a sha256 of it
        door_code -> Varchar, //~ plaintext-column
    }
}

pub const SCRIPT: &str = "
CREATE FN [sys].[Clear](t int) AS
BEGIN
END
GO
CREATE TABLE [email].[SmtpGate]([server] string,[username] string,[password] string) --~ plaintext-column
GO
";
