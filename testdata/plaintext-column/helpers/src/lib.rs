//! A function that only `down` calls takes nothing away.
use sea_orm_migration::{prelude::*, schema::*};

pub struct Migration;

impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(create_members()).await?;
        manager.alter_table(drop_old_columns()).await?;
        manager.alter_table(add_columns()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(remove_columns()).await
    }
}

fn create_members() -> TableCreateStatement {
    Table::create()
        .table(Member::Table)
        .col(pk_auto(Member::Id))
        .col(string_null(Member::ResetToken)) //~ plaintext-column@warn
        .to_owned()
}

fn drop_old_columns() -> TableAlterStatement {
    Table::alter().table(Member::Table).drop_column(Member::ResetToken).to_owned()
}

fn add_columns() -> TableAlterStatement {
    Table::alter()
        .table(Member::Table)
        .add_column_if_not_exists(timestamp_null(Member::RecoverySentAt))
        .add_column_if_not_exists(string_null(Member::RecoveryToken)) //~ plaintext-column
        .to_owned()
}

fn remove_columns() -> TableAlterStatement {
    Table::alter()
        .table(Member::Table)
        .drop_column(Member::RecoverySentAt)
        .drop_column(Member::RecoveryToken)
        .to_owned()
}

#[derive(DeriveIden)]
pub enum Member {
    Table,
    Id,
    ResetToken,
    RecoverySentAt,
    RecoveryToken,
}
