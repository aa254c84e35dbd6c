//! Calls that reach a function some other way than by its name.

pub mod built;

fn same(text: &str) -> String {
    text.to_string()
}

fn condense(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

fn stretch(text: &str) -> String {
    bcrypt::hash(text, 12).unwrap()
}

pub async fn pointers(pool: &PgPool, owner: &str) -> sqlx::Result<()> {
    let token = Uuid::new_v4().to_string();
    let plain: fn(&str) -> String = same;
    let short: fn(&str) -> String = condense;
    sqlx::query("INSERT INTO plain_pointers (owner, token) VALUES ($1, $2)").bind(owner).bind(plain(&token)).execute(pool).await?;
    sqlx::query("INSERT INTO pointers (owner, token) VALUES ($1, $2)").bind(owner).bind(short(&token)).execute(pool).await?;
    Ok(())
}

pub async fn closures(pool: &PgPool, owner: &str) -> sqlx::Result<()> {
    let token = Uuid::new_v4().to_string();
    let plain = |text: &str| text.to_string();
    let short = |text: &str| condense(text);
    sqlx::query("INSERT INTO plain_closures (owner, token) VALUES ($1, $2)").bind(owner).bind(plain(&token)).execute(pool).await?;
    sqlx::query("INSERT INTO closures (owner, token) VALUES ($1, $2)").bind(owner).bind(short(&token)).execute(pool).await?;
    Ok(())
}

pub async fn pipes(pool: &PgPool, owner: &str) -> sqlx::Result<()> {
    let token = Uuid::new_v4().to_string();
    sqlx::query("INSERT INTO plain_pipes (owner, token) VALUES ($1, $2)").bind(owner).bind(token.as_str().pipe(str::to_owned)).execute(pool).await?;
    sqlx::query("INSERT INTO pipes (owner, token) VALUES ($1, $2)").bind(owner).bind(token.as_str().pipe(condense)).execute(pool).await?;
    Ok(())
}

pub async fn pools(State(pool): State<PgPool>, Json(form): Json<SignUp>) -> Result<(), ApiError> {
    let (given, again) = (form.password.clone(), form.password);
    let plain = tokio::task::spawn_blocking(move || given).await?;
    let kept = tokio::task::spawn_blocking(move || stretch(&again)).await?;
    sqlx::query("INSERT INTO plain_pools (owner, password) VALUES ($1, $2)").bind(&form.owner).bind(plain).execute(&pool).await?;
    sqlx::query("INSERT INTO pools (owner, password) VALUES ($1, $2)").bind(&form.owner).bind(kept).execute(&pool).await?;
    Ok(())
}

pub async fn maps(State(pool): State<PgPool>, Form(form): Form<HashMap<String, String>>) -> Result<(), ApiError> {
    let password = form.get("password").cloned().unwrap_or_default();
    sqlx::query("INSERT INTO plain_maps (owner, password) VALUES ($1, $2)").bind(form.get("owner")).bind(&password).execute(&pool).await?;
    sqlx::query("INSERT INTO maps (owner, password) VALUES ($1, $2)").bind(form.get("owner")).bind(stretch(&password)).execute(&pool).await?;
    Ok(())
}

pub async fn batches(conn: &mut Conn, Json(list): Json<Vec<SignUp>>) -> mysql_async::Result<()> {
    conn.exec_batch("INSERT INTO plain_batches (owner, password) VALUES (?, ?)", list.iter().map(|one| (one.owner.clone(), one.password.clone()))).await?;
    conn.exec_batch("INSERT INTO batches (owner, password) VALUES (?, ?)", list.iter().map(|one| (one.owner.clone(), stretch(&one.password)))).await
}

const PLAIN: &str = concat!("INSERT INTO plain_pieces ", "(owner, token) ", "VALUES ($1, $2)");
const PIECES: &str = concat!("INSERT INTO pieces ", "(owner, token) ", "VALUES ($1, $2)");

pub async fn pieces(pool: &PgPool, owner: &str) -> sqlx::Result<()> {
    let token = Uuid::new_v4().to_string();
    sqlx::query(PLAIN).bind(owner).bind(&token).execute(pool).await?;
    sqlx::query(PIECES).bind(owner).bind(condense(&token)).execute(pool).await?;
    Ok(())
}

pub async fn chained(pool: &PgPool, owner: &str) -> sqlx::Result<()> {
    let token = Uuid::new_v4().to_string();
    let plain = sqlx::query("INSERT INTO plain_chained (owner, token) VALUES ($1, $2)");
    plain.bind(owner).bind(&token).execute(pool).await?;
    let chained = sqlx::query("INSERT INTO chained (owner, token) VALUES ($1, $2)");
    chained.bind(owner).bind(condense(&token)).execute(pool).await?;
    Ok(())
}

pub async fn typed(client: &Client, owner: &str) -> Result<(), Error> {
    let token = Uuid::new_v4().to_string();
    let kept = condense(&token);
    let plain = client.prepare_typed("INSERT INTO plain_typed (owner, token) VALUES ($1, $2)", &[Type::TEXT, Type::TEXT]).await?;
    client.execute(&plain, &[&owner, &token]).await?;
    let insert = client.prepare_typed("INSERT INTO typed (owner, token) VALUES ($1, $2)", &[Type::TEXT, Type::TEXT]).await?;
    client.execute(&insert, &[&owner, &kept]).await?;
    Ok(())
}

pub async fn named(client: &Client, Json(form): Json<SignUp>) -> Result<(), Error> {
    let kept = stretch(&form.password);
    insert_plain().bind(client, &form.owner, &form.password).await?;
    insert_named().bind(client, &form.owner, &kept).await?;
    Ok(())
}

pub struct Open(String);

impl From<&SignUp> for Open {
    fn from(form: &SignUp) -> Open {
        Open(form.password.clone())
    }
}

pub struct Kept(String);

impl From<&SignUp> for Kept {
    fn from(form: &SignUp) -> Kept {
        Kept(stretch(&form.password))
    }
}

pub async fn wrapped(State(pool): State<PgPool>, Json(form): Json<SignUp>) -> Result<(), ApiError> {
    let open = Open::from(&form);
    let kept = Kept::from(&form);
    sqlx::query("INSERT INTO plain_wrapped (owner, password) VALUES ($1, $2)").bind(&form.owner).bind(open.0).execute(&pool).await?;
    sqlx::query("INSERT INTO wrapped (owner, password) VALUES ($1, $2)").bind(&form.owner).bind(kept.0).execute(&pool).await?;
    Ok(())
}
