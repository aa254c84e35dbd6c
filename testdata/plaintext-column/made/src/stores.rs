//! Two functions of one name: which is meant, its type says.

pub struct EditorStore;
pub struct AuthorStore;

impl EditorStore {
    pub async fn create(db: &sqlx::PgPool, password: &str) -> sqlx::Result<()> {
        let sql = "INSERT INTO editors (password) VALUES ($1)";
        sqlx::query(sql).bind(password).execute(db).await?;
        Ok(())
    }
}

impl AuthorStore {
    pub async fn create(db: &sqlx::PgPool, password: &str) -> sqlx::Result<()> {
        let sql = "INSERT INTO authors (password) VALUES ($1)";
        sqlx::query(sql).bind(password).execute(db).await?;
        Ok(())
    }
}

pub async fn add_rider(db: &sqlx::PgPool, password: &str) -> sqlx::Result<()> {
    sqlx::query("INSERT INTO riders (password) VALUES ($1)").bind(password).execute(db).await?;
    Ok(())
}
