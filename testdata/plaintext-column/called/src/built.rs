//! Builders in a file that declares no table.

pub fn statements(owner: &str) -> Vec<(String, SeaValues)> {
    let token = Uuid::new_v4().simple().to_string();
    let plain = Query::insert()
        .into_table(PlainBuilt::Table)
        .columns([PlainBuilt::Owner, PlainBuilt::Token])
        .values_panic([owner.into(), token.clone().into()])
        .build_sqlx(PostgresQueryBuilder);
    let built = Query::insert()
        .into_table(Built::Table)
        .columns([Built::Owner, Built::Token])
        .values_panic([owner.into(), crate::condense(&token).into()])
        .build_sqlx(PostgresQueryBuilder);
    vec![plain, built]
}

#[derive(Iden)]
enum PlainBuilt {
    Table,
    Owner,
    Token,
}

#[derive(Iden)]
enum Built {
    Table,
    Owner,
    Token,
}
