// @generated automatically by Diesel CLI.

diesel::table! {
    use diesel::sql_types::*;

    /// One row for each connector.
    connectors (id) {
        id -> Int8,
        #[max_length = 255]
        client_id -> Varchar,
        client_secret -> Nullable<Text>, //~ plaintext-column
        client_secret_hash -> Bytea,
        backup_codes -> Array<Nullable<Text>>, //~ plaintext-column
        password_hash -> Varchar,
        token_count -> Int4,
        #[sql_name = "type"]
        kind -> Text,
    }
}

diesel::joinable!(connectors -> users (id));
