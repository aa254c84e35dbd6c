use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)] //~ secret-in-debug
#[sea_orm(table_name = "sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique)]
    pub refresh_token: String, //~ plaintext-column
    pub csrf_token_hash: String,
    pub user_id: i64,
}

/// A form, no entity: its fields are no columns.
pub struct Login {
    pub password: String,
    pub access_token: String,
}
