//! Statements that are put together piece by piece.

pub async fn pushed_set(db: &Db, id: i64, token: &str) -> Result<()> {
    let mut builder: QueryBuilder<Postgres> = QueryBuilder::new("UPDATE pushed_set SET ");
    builder.push("api_token = ").push_bind(sha256_hex(token)).push(" WHERE id = ").push_bind(id);
    builder.build().execute(db).await
}

/// The hash fills another column.
pub async fn pushed_beside(db: &Db, id: i64, req: NewRequest) -> Result<()> {
    let mut builder = QueryBuilder::new("UPDATE pushed_beside SET ");
    builder.push("name = ").push_bind(sha256_hex(&req.name));
    builder.push(", api_token = ").push_bind(&req.api_token);
    builder.push(" WHERE id = ").push_bind(id);
    builder.build().execute(db).await
}

pub async fn pushed_row(db: &Db, req: NewRequest) -> Result<()> {
    let mut builder = QueryBuilder::new("INSERT INTO pushed_row (name, api_token) VALUES (");
    builder.push_bind(&req.name).push(", ").push_bind(sha256_hex(&req.api_token)).push(")");
    builder.build().execute(db).await
}

pub async fn pushed_rows(db: &Db, all: &[NewRequest]) -> Result<()> {
    let mut builder = QueryBuilder::<Postgres>::new("INSERT INTO pushed_rows (name, api_token) ");
    builder.push_values(all, |mut row, one| {
        row.push_bind(&one.name);
        row.push_bind(sha256_hex(&one.api_token));
    });
    builder.build().execute(db).await
}

/// The hash is that of the name.
pub async fn pushed_plain_rows(db: &Db, all: &[NewRequest]) -> Result<()> {
    let mut builder = QueryBuilder::<Postgres>::new("INSERT INTO pushed_plain_rows (name, api_token) ");
    builder.push_values(all, |mut row, one| {
        row.push_bind(sha256_hex(&one.name)).push_bind(&one.api_token);
    });
    builder.build().execute(db).await
}

pub async fn pushed_list(db: &Db, id: i64, change: Change) -> Result<()> {
    let mut builder = QueryBuilder::new("UPDATE pushed_list SET ");
    let mut fields = builder.separated(", ");
    if let Some(name) = change.name {
        fields.push("name = ").push_bind_unseparated(name);
    }
    if let Some(token) = change.token {
        fields.push("api_token = ").push_bind_unseparated(sha256_hex(&token));
    }
    builder.push(" WHERE id = ").push_bind(id);
    builder.build().execute(db).await
}

/// Which value is which column's, a branch decides.
pub async fn pushed_perhaps(db: &Db, req: NewRequest) -> Result<()> {
    let mut builder = QueryBuilder::new("INSERT INTO pushed_perhaps (name, api_token) VALUES (");
    let mut row = builder.separated(", ");
    if let Some(name) = &req.name {
        row.push_bind(name);
    } else {
        row.push("NULL");
    }
    row.push_bind(&req.api_token);
    row.push_unseparated(") RETURNING ").push_bind(sha256_hex(&req.name));
    builder.build().execute(db).await
}

/// What another function pushes is not known here.
pub async fn pushed_elsewhere(db: &Db, req: NewRequest) -> Result<()> {
    let mut builder = QueryBuilder::new("INSERT INTO pushed_elsewhere (name, api_token, digest) VALUES (");
    begin(&mut builder);
    builder.push_bind(&req.api_token).push(", ").push_bind(sha256_hex(&req.api_token)).push(")");
    builder.build().execute(db).await
}

/// Two statements in one function.
pub async fn pushed_twice(db: &Db, req: NewRequest) -> Result<()> {
    let mut builder = QueryBuilder::new("UPDATE pushed_first SET ");
    builder.push("api_token = ").push_bind(&req.api_token);
    builder.build().execute(db).await?;
    let mut builder = QueryBuilder::new("UPDATE pushed_second SET ");
    builder.push("api_token = ").push_bind(sha256_hex(&req.api_token));
    builder.build().execute(db).await
}
