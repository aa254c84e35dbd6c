//! Other libraries' ways of binding, and what is done with a value that was read.

pub async fn add_potter(conn: &mut Conn, body: AddPotter) -> mysql_async::Result<()> {
    conn.exec_drop(
        "INSERT INTO potters (name, password) VALUES (:name, :password)",
        params! { "name" => body.name, "password" => body.password },
    ).await
}

pub async fn add_cooper(conn: &mut Conn, body: AddPotter) -> mysql_async::Result<()> {
    conn.exec_drop(
        "INSERT INTO coopers (name, password) VALUES (:name, :password)",
        params! { "name" => body.name, "password" => pbkdf2_encode(&body.password) },
    ).await
}

pub fn add_ranger(conn: &sqlite::Connection, form: &RangerForm) -> sqlite::Result<()> {
    let mut statement = conn.prepare("INSERT INTO rangers (name, password) VALUES (?, ?)")?;
    statement.bind((1, form.name.as_str()))?;
    statement.bind((2, form.password.as_str()))?;
    statement.next().map(|_| ())
}

pub fn add_warden(conn: &sqlite::Connection, form: &RangerForm) -> sqlite::Result<()> {
    let mut statement = conn.prepare("INSERT INTO wardens (name, password) VALUES (?, ?)")?;
    statement.bind((2, hash_password(&form.password).as_str()))?;
    statement.bind((1, form.name.as_str()))?;
    statement.next().map(|_| ())
}

pub async fn put_key(State(app): State<App>, Json(body): Json<PutKey>) -> Result<(), Error> {
    sqlx::query("INSERT INTO provider_keys (provider, key) VALUES ($1, $2)").bind(&body.provider).bind(&body.key).execute(&app.db).await?;
    let sealed = app.sealer.seal(&body.key)?;
    sqlx::query("INSERT INTO upstream_keys (upstream, key) VALUES ($1, $2)").bind(&body.provider).bind(sealed).execute(&app.db).await?;
    sqlx::query("INSERT INTO usages (provider_key, amount) VALUES ($1, 1)").bind(&body.provider_key).execute(&app.db).await?;
    sqlx::query("INSERT INTO shares (holder, secret) VALUES ($1, $2)").bind(&body.provider).bind(keccak256(&body.share)).execute(&app.db).await?;
    Ok(())
}

pub async fn deliver(app: &App, hook: Hook, payload: &[u8]) -> Result<(), Error> {
    let opened = app.cipher.open(&hook.secret)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&opened)?;
    mac.update(payload);
    app.http.post(&hook.url).body(mac.finalize().into_bytes().to_vec()).send().await
}

pub fn is_relay(relay: &Relay, given: &str) -> bool {
    constant_time_eq(relay.token.as_bytes(), sha256_hex(given).as_bytes())
}

pub fn is_probe(probe: &Probe, given: &str) -> bool {
    constant_time_eq(probe.token.as_bytes(), given.as_bytes())
}

pub async fn badge(client: &Client, holder: i64) -> Result<String, Error> {
    let token = Uuid::new_v4().to_string();
    client.query_typed("INSERT INTO badges (holder, token) VALUES ($1, $2)", &[(&holder, Type::INT8), (&sha256_hex(&token), Type::TEXT)]).await?;
    Ok(token)
}
