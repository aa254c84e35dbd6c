//! Statements within statements.

pub async fn with_insert(db: &Db, req: NewRequest) -> Result<()> {
    query("WITH a AS (INSERT INTO clients (id) VALUES ($1) RETURNING id) INSERT INTO with_insert (id, api_token) SELECT a.id, $2 FROM a")
        .bind(req.id)
        .bind(sha256_hex(&req.api_token))
        .execute(db)
        .await
}

/// The hash goes into the other table.
pub async fn with_other(db: &Db, req: NewRequest) -> Result<()> {
    query(
        "WITH a AS (INSERT INTO clients (digest) VALUES ($1) RETURNING id)
         INSERT INTO with_other (id, api_token) SELECT a.id, $2 FROM a",
    )
    .bind(sha256_hex(&req.api_token))
    .bind(&req.api_token)
    .execute(db)
    .await
}

pub async fn with_inner(db: &Db, req: NewRequest) -> Result<()> {
    query("WITH a AS (UPDATE with_inner SET api_token = $1 WHERE id = $2 RETURNING id) SELECT id FROM a")
        .bind(sha256_hex(&req.api_token))
        .bind(req.id)
        .fetch_one(db)
        .await
}

pub async fn with_update(db: &Db, req: NewRequest) -> Result<()> {
    query("WITH a AS (SELECT id FROM clients WHERE name = $1) UPDATE with_update SET api_token = $2 FROM a WHERE with_update.id = a.id")
        .bind(req.name)
        .bind(sha256_hex(&req.api_token))
        .execute(db)
        .await
}
