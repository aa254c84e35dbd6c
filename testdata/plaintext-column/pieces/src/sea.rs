//! Builders of sea-query and sea-orm.

pub async fn inserted_row(db: &Db, req: NewRequest) -> Result<()> {
    let digest = sha256_hex(&req.api_token);
    let (sql, values) = Query::insert()
        .into_table(SeaInserted::Table)
        .columns([SeaInserted::Name, SeaInserted::ApiToken])
        .values_panic([req.name.into(), digest.into()])
        .build_sqlx(PostgresQueryBuilder);
    query_with(&sql, values).execute(db).await
}

/// The hash is that of the name.
pub async fn inserted_plain(db: &Db, req: NewRequest) -> Result<()> {
    let (sql, values) = Query::insert()
        .into_table(SeaPlain::Table)
        .columns([SeaPlain::Name, SeaPlain::ApiToken])
        .values_panic([sha256_hex(&req.name).into(), req.api_token.into()])
        .build_sqlx(PostgresQueryBuilder);
    query_with(&sql, values).execute(db).await
}

pub async fn inserted_rows(db: &Db, all: Vec<NewRequest>) -> Result<()> {
    let mut insert = Query::insert();
    insert.into_table(Alias::new("sea_rows")).columns(vec![Alias::new("name"), Alias::new("api_token")]);
    for one in all {
        insert.values(vec![one.name.into(), sha256_hex(&one.api_token).into()])?;
    }
    db.execute(insert).await
}

pub async fn updated(db: &Db, req: NewRequest) -> Result<()> {
    let update = Query::update().table(SeaUpdated::Table).value(SeaUpdated::ApiToken, sha256_hex(&req.api_token));
    db.execute(update.and_where(Expr::col(SeaUpdated::Id).eq(req.id))).await
}

/// The table is another's.
pub async fn updated_other(db: &Db, req: NewRequest) -> Result<()> {
    let update = Query::update().table(SeaHashes::Table).value(SeaHashes::ApiToken, sha256_hex(&req.api_token));
    db.execute(update).await?;
    let update = Query::update().table(SeaOther::Table).value(SeaOther::ApiToken, req.api_token);
    db.execute(update).await
}

pub async fn updated_pairs(db: &Db, req: NewRequest) -> Result<()> {
    let digest = sha256_hex(&req.api_token);
    db.execute(Query::update().table(SeaPairs::Table).values([(SeaPairs::Name, req.name.into()), (SeaPairs::ApiToken, digest.into())])).await
}

pub async fn updated_many(db: &Db, req: NewRequest) -> Result<()> {
    sea_many::Entity::update_many()
        .col_expr(sea_many::Column::ApiToken, Expr::value(sha256_hex(&req.api_token)))
        .filter(sea_many::Column::Id.eq(req.id))
        .exec(db)
        .await
}
