//! Statements in files of their own.

pub async fn in_a_file(db: &Db, req: NewRequest) -> Result<()> {
    query_file!("queries/in_a_file.sql", req.name, sha256_hex(&req.api_token)).execute(db).await
}

/// The hash is that of the name.
pub async fn in_a_file_plain(db: &Db, req: NewRequest) -> Result<()> {
    query_file_as!(Row, "queries/in_a_file_plain.sql", sha256_hex(&req.name), req.api_token).fetch_one(db).await
}

pub async fn included(db: &Db, req: NewRequest) -> Result<()> {
    query(include_str!("../queries/included.sql"))
        .bind(&req.name)
        .bind(sha256_hex(&req.api_token))
        .execute(db)
        .await
}

const KEEP: &str = include_str!("../queries/included_by_name.sql");

pub async fn included_by_name(db: &Db, req: NewRequest) -> Result<()> {
    query(KEEP).bind(&req.name).bind(sha256_hex(&req.api_token)).execute(db).await
}
