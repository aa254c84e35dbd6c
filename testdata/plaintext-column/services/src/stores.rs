//! Two stores with a function of one name.

pub struct Members(PgConnection);
pub struct Guests(PgConnection);

impl Members {
    pub async fn insert(&mut self, password: &str) -> QueryResult<usize> {
        diesel::insert_into(members::table).values(members::password.eq(password)).execute(&mut self.0).await
    }
}

impl Guests {
    pub async fn insert(&mut self, password: &str) -> QueryResult<usize> {
        diesel::insert_into(guests::table).values(guests::password.eq(password)).execute(&mut self.0).await
    }
}

/// What is taken apart came with a request.
pub fn register(query: Json<Register>, db: &mut PgConnection) -> QueryResult<usize> {
    let Json(Register { name, password }) = query;
    diesel::insert_into(visitors::table)
        .values((visitors::name.eq(name), visitors::password.eq(password)))
        .execute(db)
}

impl AgentStore {
    pub async fn insert_agent(&self, name: &str, secret: &str) -> sqlx::Result<()> {
        sqlx::query("INSERT INTO agents (name, secret) VALUES ($1, $2)")
            .bind(name)
            .bind(secret)
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

impl RobotStore {
    pub async fn insert_robot(&self, name: &str, secret: &str) -> sqlx::Result<()> {
        sqlx::query("INSERT INTO robots (name, secret) VALUES ($1, $2)")
            .bind(name)
            .bind(secret)
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

/// Sealed where it stands, and spelled.
pub async fn keep(db: &sqlx::PgPool, key: &LessSafeKey, given: &str) -> sqlx::Result<()> {
    let mut text = given.as_bytes().to_vec();
    key.seal_in_place_append_tag(nonce(), Aad::empty(), &mut text)?;
    let spelled = STANDARD.encode(&text);
    sqlx::query("INSERT INTO credentials (token) VALUES ($1)").bind(&spelled).execute(db).await?;
    Ok(())
}

pub async fn spell(db: &sqlx::PgPool, given: &str) -> sqlx::Result<()> {
    let text = given.as_bytes().to_vec();
    let spelled = STANDARD.encode(&text);
    sqlx::query("INSERT INTO vouchers (voucher_token) VALUES ($1)").bind(&spelled).execute(db).await?;
    Ok(())
}
