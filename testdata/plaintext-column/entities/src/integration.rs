use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)] //~ secret-in-debug
#[sea_orm(schema_name = "app", table_name = "integrations")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: IntegrationKind,
    pub api_key: String, //~ plaintext-column
    #[sea_orm(column_type = "VarBinary(StringLen::N(64))", nullable)]
    pub signing_key_ciphertext: Option<Vec<u8>>,
    #[sea_orm(column_name = "webhook_secret", column_type = "Text", nullable)] //~ plaintext-column
    pub hook: Option<String>,
    #[sea_orm(ignore)]
    pub client_secret: String,
    pub token_type: String,
    pub is_password_set: bool,
    pub public_key: Vec<u8>,
    pub refresh_token_expires_at: DateTimeWithTimeZone,
    pub secret_id: Uuid,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
