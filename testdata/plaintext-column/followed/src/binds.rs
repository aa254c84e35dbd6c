//! A placeholder is what stands in its place.

pub async fn lowered(db: &Db, Json(req): Json<New>) -> Result<()> {
    let digest = sha256_hex(&req.api_token);
    query("INSERT INTO lowered (email_hash, api_token) VALUES (LOWER(?), ?)")
        .bind(sha256_hex(&req.email))
        .bind(&req.api_token)
        .execute(db)
        .await
}

pub async fn lowered_first(db: &Db, Json(req): Json<New>) -> Result<()> {
    let digest = sha256_hex(&req.api_token);
    query("INSERT INTO lowered_first (note, api_token) VALUES (LOWER(?), ?)")
        .bind(&req.note)
        .bind(&digest)
        .execute(db)
        .await
}

pub async fn coalesced(db: &Db, Json(req): Json<New>) -> Result<()> {
    let digest = sha256_hex(&req.api_token);
    query("UPDATE coalesced SET email_hash = COALESCE(?, email_hash), api_token = ? WHERE id = ?")
        .bind(sha256_hex(&req.email))
        .bind(&req.api_token)
        .bind(req.id)
        .execute(db)
        .await
}

pub async fn coalesced_hash(db: &Db, Json(req): Json<New>) -> Result<()> {
    let digest = sha256_hex(&req.api_token);
    query("UPDATE coalesced_hash SET name = $1, api_token = COALESCE($2, api_token)")
        .bind(&req.name)
        .bind(&digest)
        .execute(db)
        .await
}

pub async fn upserted(db: &Db, Json(req): Json<New>) -> Result<()> {
    let digest = sha256_hex(&req.api_token);
    query("INSERT INTO upserted (id, api_token) VALUES ($1, '') ON CONFLICT (id) DO UPDATE SET api_token = $2")
        .bind(req.id)
        .bind(&digest)
        .execute(db)
        .await
}

pub async fn second_rows(db: &Db, Json(req): Json<New>) -> Result<()> {
    let digest = sha256_hex(&req.api_token);
    query("INSERT INTO second_rows (id, api_token) VALUES ($1, $2), ($3, $4)")
        .bind(1)
        .bind(&digest)
        .bind(2)
        .bind(&req.api_token)
        .execute(db)
        .await
}

pub async fn selected(db: &Db, Json(req): Json<New>) -> Result<()> {
    let digest = sha256_hex(&req.api_token);
    query("INSERT INTO selected (id, api_token) SELECT $1, $2 WHERE NOT EXISTS (SELECT 1 FROM selected)")
        .bind(1)
        .bind(&digest)
        .execute(db)
        .await
}

pub async fn set_list(db: &Db, Json(req): Json<New>) -> Result<()> {
    let digest = sha256_hex(&req.api_token);
    query("INSERT INTO set_list SET name = ?, api_token = ?").bind(&req.name).bind(&digest).execute(db).await
}

pub async fn other_tables_where(db: &Db, Json(req): Json<New>) -> Result<()> {
    let digest = sha256_hex(&req.api_token);
    query("UPDATE other_tables_where SET name = $2 WHERE id = (SELECT client_id FROM sessions WHERE api_token = $1)")
        .bind(&digest)
        .bind(&req.name)
        .execute(db)
        .await
}

pub async fn commented(db: &Db, Json(req): Json<New>) -> Result<()> {
    let digest = sha256_hex(&req.api_token);
    query("-- name: add\nINSERT INTO commented (name, api_token) VALUES ($1, $2)")
        .bind(&req.name)
        .bind(&digest)
        .execute(db)
        .await
}

pub fn at_values(db: &Connection, req: New) -> Result<()> {
    let digest = sha256_hex(&req.name);
    db.execute("INSERT INTO at_values (name, api_token, note) VALUES (?1, ?2, ?3)", params!["@me", req.api_token, digest])
}

pub fn named_tuples(db: &Connection, req: New) -> Result<()> {
    let digest = sha256_hex(&req.api_token);
    db.execute("INSERT INTO named_tuples (api_token) VALUES (:t)", &[(":t", &digest)])
}

pub async fn in_macros(db: &Db, Json(req): Json<New>) -> Result<()> {
    query!("INSERT INTO in_macros (api_token) VALUES ($1)", sha256_hex(&req.api_token)).execute(db).await
}

pub async fn put_into_text(db: &Db, Json(req): Json<New>) -> Result<()> {
    let sql = format!("INSERT INTO put_into_text (api_token, {}) VALUES ($1, $2)", digest_column);
    query(&sql).bind(&req.api_token).bind(1).execute(db).await
}

pub async fn prepared(db: &Client, req: Login) -> Result<()> {
    let digest = sha256_hex(&req.api_token);
    let statement = db.prepare("INSERT INTO prepared (name, api_token) VALUES ($1, $2)").await?;
    db.execute(&statement, &[&req.name, &digest]).await
}

pub async fn bound_later(db: &Db, Json(req): Json<New>) -> Result<()> {
    let digest = sha256_hex(&req.api_token);
    let mut insert = query("INSERT INTO bound_later (name, api_token) VALUES ($1, $2)");
    insert = insert.bind(&req.name);
    insert = insert.bind(&digest);
    insert.execute(db).await
}

pub struct Said;
pub struct Kept;

impl Said {
    const INSERT: &'static str = "INSERT INTO said_by_type (name, api_token) VALUES ($1, $2)";

    pub async fn add(db: &Db, Json(req): Json<New>) -> Result<()> {
        query(Self::INSERT).bind(&req.name).bind(&req.api_token).execute(db).await
    }
}

impl Kept {
    const INSERT: &'static str = "INSERT INTO kept_by_type (name, api_token) VALUES ($1, $2)";

    pub async fn add(db: &Db, Json(req): Json<New>) -> Result<()> {
        let digest = sha256_hex(&req.api_token);
        query(Self::INSERT).bind(&req.name).bind(&digest).execute(db).await
    }
}
