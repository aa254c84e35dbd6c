pub async fn add_player(pool: &PgPool, name: String, password: String) -> Result<(), Error> {
    sqlx::query("INSERT INTO players (name, password) VALUES ($1, $2)").bind(name).bind(password).execute(pool).await?;
    Ok(())
}

pub async fn add_guest(pool: &PgPool, name: String, password: String) -> Result<(), Error> {
    sqlx::query("INSERT INTO guests (name, password) VALUES ($1, $2)").bind(name).bind(password).execute(pool).await?;
    Ok(())
}

pub async fn link(pool: &PgPool, token: &str) -> Result<Link, Error> {
    Ok(sqlx::query_as("SELECT id, user_id FROM links WHERE token = $1").bind(token).fetch_one(pool).await?)
}

pub async fn door(pool: &PgPool, token: &str) -> Result<Door, Error> {
    Ok(sqlx::query_as("SELECT id, user_id FROM doors WHERE token = $1").bind(token).fetch_one(pool).await?)
}

pub fn clerk(conn: &Connection, name: &str, password: &str) -> rusqlite::Result<i64> {
    conn.query_row("SELECT id FROM clerks WHERE name = ?1 AND password = ?2", params![name, password], |row| row.get(0))
}

pub async fn agent(client: &Client, name: &str, password: &str) -> Result<Row, Error> {
    client.query_one("SELECT id FROM agents WHERE name = $1 AND password = crypt($2, password)", &[&name, &password]).await
}

pub fn teller(conn: &Connection, name: &str, password: &str) -> rusqlite::Result<i64> {
    conn.query_row("SELECT id FROM tellers WHERE name = ?1 AND password = ?2", params![name, password], |row| row.get(0))
}

pub fn sign_in(conn: &Connection, form: SignIn) -> rusqlite::Result<i64> {
    teller(conn, &form.name, &format!("{:x}", md5::compute(form.password)))
}
