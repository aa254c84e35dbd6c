//! Writes what it is handed.

pub struct Store(sqlx::PgPool);

impl Store {
    pub async fn add_user(&self, name: &str, password: &str) -> sqlx::Result<()> {
        sqlx::query("INSERT INTO users (name, password) VALUES ($1, $2)")
            .bind(name)
            .bind(password)
            .execute(&self.0)
            .await?;
        Ok(())
    }

    pub async fn add_member(&self, name: &str, password: &str) -> sqlx::Result<()> {
        sqlx::query("INSERT INTO members (name, password) VALUES ($1, $2)")
            .bind(name)
            .bind(password)
            .execute(&self.0)
            .await?;
        Ok(())
    }

    /// One variable after the other has the same name.
    pub async fn change(&self, patch: Patch) -> sqlx::Result<()> {
        let mut link = Link::default();
        if let Ok(v) = serde_json::from_value(patch.checksum) {
            link.checksum = v;
        }
        if let Ok(v) = serde_json::from_value(patch.link_token) {
            link.link_token = v;
        }
        self.keep(link).await
    }

    pub async fn add_token(&self) -> sqlx::Result<()> {
        let token = hex::encode(Uuid::new_v4().as_bytes()) + &hex::encode(Uuid::new_v4().as_bytes());
        sqlx::query("INSERT INTO tokens (token) VALUES ($1)").bind(&token).execute(&self.0).await?;
        Ok(())
    }
}
