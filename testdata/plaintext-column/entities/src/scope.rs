use sea_orm::entity::prelude::*;

#[derive(Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "api_key_scope")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: String,
    pub scope: String,
    pub api_key: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::api_key::Entity", from = "Column::ApiKey", to = "super::api_key::Column::Id")]
    ApiKey,
}
