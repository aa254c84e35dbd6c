use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::alter().table(AuditTrail::Table).add_column(binary(AuditTrail::PrevHash)).to_owned();
        manager.alter_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::alter().table(AuditTrail::Table).drop_column(AuditTrail::PrevHash).to_owned(); //~ irreversible-audit
        manager.alter_table(table).await?;
        manager.truncate_table(Table::truncate().table(AuditTrail::Table).to_owned()).await //~ irreversible-audit
    }
}

#[derive(DeriveIden)]
enum AuditTrail {
    Table,
    PrevHash,
}
