//! Statements whose table has a name of its own, and tables made by enums.
use sea_query::{ColumnDef, Iden, Table, enum_def};

const RELAYS: &str = "relays";
const SCHEMA: &str = "app";

#[enum_def]
pub struct Gateway {
    pub id: i64,
    pub api_secret: String, // sqlx row
}

pub enum Uplink {
    Table,
    Id,
    Pass,
}

impl Iden for Uplink {
    fn unquoted(&self, s: &mut dyn std::fmt::Write) {
        let name = match self {
            Self::Table => "uplinks",
            Self::Id => "id",
            Uplink::Pass => "smtp_password",
        };
        let _ = s.write_str(name);
    }
}

pub fn create() -> [String; 2] {
    let table = RELAYS;
    [
        format!("CREATE TABLE IF NOT EXISTS {SCHEMA}.{table} (id BIGINT, relay_secret TEXT)"), //~ plaintext-column
        format!("{}\ncreate table if not exists \"{table}\" (id bigint, join_secret text)", header()), //~ plaintext-column
    ]
}

pub fn built() -> Vec<sea_query::TableCreateStatement> {
    vec![
        Table::create().table(GatewayIden::Table).col(ColumnDef::new(GatewayIden::ApiSecret).string()).to_owned(), //~ plaintext-column
        Table::create().table(Uplink::Table).col(ColumnDef::new(Uplink::Pass).string()).to_owned(), //~ plaintext-column
    ]
}
