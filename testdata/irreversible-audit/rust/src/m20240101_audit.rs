use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create().table(AuditLog::Table).col(big_integer(AuditLog::Id)).to_owned();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("audit_log_id").to_owned()).await?;
        manager.drop_table(Table::drop().table(AuditLog::Table).to_owned()).await //~ irreversible-audit
    }
}

#[derive(DeriveIden)]
enum AuditLog {
    Table,
    Id,
}
