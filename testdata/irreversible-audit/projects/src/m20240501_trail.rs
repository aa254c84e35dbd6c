use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(Alias::new("vault_audit_events"))
            .if_not_exists()
            .col(ColumnDef::new(Alias::new("id")).big_integer().not_null().primary_key())
            .col(ColumnDef::new(Alias::new("actor")).string().not_null())
            .to_owned();
        manager.create_table(table).await?;
        manager.get_connection().execute_unprepared("CREATE TABLE sign_in_audit (id bigint PRIMARY KEY)").await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        db.execute_unprepared("DROP TABLE IF EXISTS sign_in_audit").await?; //~ irreversible-audit
        manager
            .drop_table(
                Table::drop() //~ irreversible-audit
                    .table(Alias::new("vault_audit_events"))
                    .if_exists()
                    .to_owned(),
            )
            .await?;
        manager.drop_table(Table::drop().table(Alias::new("auditoriums")).to_owned()).await
    }
}
