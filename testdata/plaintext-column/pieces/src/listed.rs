//! Lists of arguments that have a name.

pub async fn listed_slice(client: &Client, req: NewRequest) -> Result<()> {
    let digest = sha256_hex(&req.api_token);
    let params: &[&(dyn ToSql + Sync)] = &[&req.name, &digest];
    client.execute("INSERT INTO listed_slice (name, api_token) VALUES ($1, $2)", params).await
}

/// The hash is the first of them.
pub async fn listed_other(client: &Client, req: NewRequest) -> Result<()> {
    let digest = sha256_hex(&req.name);
    let params: &[&(dyn ToSql + Sync)] = &[&digest, &req.api_token];
    client.execute("INSERT INTO listed_other (name, api_token) VALUES ($1, $2)", params).await
}

pub fn listed_macro(db: &Connection, req: NewRequest) -> Result<()> {
    let row = params![req.name, sha256_hex(&req.api_token)];
    db.execute("INSERT INTO listed_macro (name, api_token) VALUES (?1, ?2)", row)
}

pub fn listed_pushed(db: &Connection, req: NewRequest) -> Result<()> {
    let digest = sha256_hex(&req.api_token);
    let mut row: Vec<&dyn ToSql> = Vec::new();
    row.push(&req.name);
    row.push(&digest);
    db.execute("INSERT INTO listed_pushed (name, api_token) VALUES (?1, ?2)", params_from_iter(row.iter()))
}

/// A branch puts the hash where the token is otherwise.
pub fn listed_perhaps(db: &Connection, req: NewRequest) -> Result<()> {
    let digest = sha256_hex(&req.name);
    let mut row: Vec<&dyn ToSql> = Vec::new();
    if req.is_named {
        row.push(&req.name);
    }
    row.push(&digest);
    row.push(&req.api_token);
    db.execute("INSERT INTO listed_perhaps (name, api_token) VALUES (?1, ?2)", row.as_slice())
}

/// A macro binds each of its arguments: this is one.
pub async fn listed_whole(db: &Db, req: NewRequest) -> Result<()> {
    let all = [sha256_hex(&req.name), req.api_token];
    query!("INSERT INTO listed_whole (api_token) VALUES ($1)", all).execute(db).await
}

pub fn listed_returning(db: &Connection, req: NewRequest) -> Result<i64> {
    db.query_row(
        "INSERT INTO listed_returning (name, api_token) VALUES (?1, ?2) RETURNING id",
        params![req.name, sha256_hex(&req.api_token)],
        |row| row.get(0),
    )
}
