//! Stores that are handed a row, and rows that store themselves.

pub struct Opening<'a> {
    pub owner: Uuid,
    pub token: &'a str,
}

impl Opening<'_> {
    pub async fn execute(&self, pool: &PgPool) -> Result<()> {
        sqlx::query!("INSERT INTO own_sessions (id, owner, token) VALUES ($1, $2, $3)", Uuid::new_v4(), self.owner, self.token)
            .execute(pool)
            .await?;
        Ok(())
    }
}

pub struct OpeningPlain<'a> {
    pub owner: Uuid,
    pub token: &'a str,
}

impl OpeningPlain<'_> {
    pub async fn execute(&self, pool: &PgPool) -> Result<()> {
        sqlx::query!("INSERT INTO own_sessions_open (id, owner, token) VALUES ($1, $2, $3)", Uuid::new_v4(), self.owner, self.token)
            .execute(pool)
            .await?;
        Ok(())
    }
}

#[async_trait]
impl Registry for PgRegistry {
    async fn enrol(&self, payload: EnrolDto) -> Result<()> {
        sqlx::query("INSERT INTO members (id, email, password) VALUES ($1, $2, $3)")
            .bind(Uuid::new_v4())
            .bind(payload.email)
            .bind(payload.password)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    async fn enrol_openly(&self, payload: OpenDto) -> Result<()> {
        sqlx::query("INSERT INTO members_open (id, email, password) VALUES ($1, $2, $3)")
            .bind(Uuid::new_v4())
            .bind(payload.email)
            .bind(payload.password)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    async fn keep(&self, account: &Account) -> Result<()> {
        sqlx::query("INSERT INTO readers (id, email, password) VALUES ($1, $2, $3)")
            .bind(account.id())
            .bind(account.email().as_str())
            .bind(account.password().as_str())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    async fn keep_writer(&self, payload: &WriterDto) -> Result<()> {
        sqlx::query("INSERT INTO writers_open (id, email, password) VALUES ($1, $2, $3)")
            .bind(Uuid::new_v4())
            .bind(&payload.email)
            .bind(&payload.password)
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}
