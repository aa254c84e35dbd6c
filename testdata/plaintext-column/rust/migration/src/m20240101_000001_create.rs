use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table(Members::Table)
                    .if_not_exists()
                    .col(ColumnDef::new(Members::Id).integer().not_null().primary_key())
                    .col(ColumnDef::new(Members::ApiKey).string().not_null()) //~ plaintext-column
                    .col(ColumnDef::new(Members::PasswordHash).string_len(97).not_null())
                    .col(ColumnDef::new(Members::Totp).text()) //~ plaintext-column
                    .col(ColumnDef::new(Members::IsTokenValid).boolean())
                    .col(string_null(Members::VerificationToken)) //~ plaintext-column
                    .to_owned(),
            )
            .await?;
        manager
            .alter_table(
                Table::alter()
                    .table(Alias::new("servers"))
                    .add_column(ColumnDef::new(Alias::new("ssh_private_key")).text().null()) //~ plaintext-column
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(
                Table::alter()
                    .table(Members::Table)
                    .add_column(ColumnDef::new(Members::Secret).string())
                    .drop_column(Members::ApiKey)
                    .to_owned(),
            )
            .await
    }
}

#[derive(Iden)]
enum Members {
    Table,
    Id,
    ApiKey,
    PasswordHash,
    #[iden = "totp_secret"]
    Totp,
    IsTokenValid,
    VerificationToken,
    Secret,
}
