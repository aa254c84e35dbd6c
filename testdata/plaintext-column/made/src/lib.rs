//! Rows that constructors make, statements that wait in a variable, hashes
//! that another file knows how to make.

pub mod guard;
pub mod rows;
pub mod stores;

use axum::Json;
use guard::{Locked, protect, tidy};

pub struct NewMember {
    pub name: String,
    pub password: String,
}

/// The struct is only called `Self`.
impl TryFrom<SignUp> for NewMember {
    type Error = Failure;

    fn try_from(form: SignUp) -> Result<Self, Failure> {
        let password = bcrypt::hash(&form.secret_word, 12)?;
        Ok(Self { name: form.name, password })
    }
}

pub struct NewGuest {
    pub name: String,
    pub password: String,
}

impl From<Request> for NewGuest {
    fn from(req: Request) -> Self {
        Self { name: req.name, password: req.password }
    }
}

/// Of what is awaited together each has its place.
pub async fn found_admin(db: &mut PgConnection, form: SignUp) -> Result<(), Failure> {
    let hashing = spawn(move || argon2_hash(&form.secret_word));
    let making = spawn(generate_pair);
    let (password, private_key) = tokio::join!(hashing, making);
    let admin = NewAdmin { password, private_key: private_key.as_str() };
    diesel::insert_into(admins::table).values(admin).execute(db).await?;
    Ok(())
}

/// What comes back in parts may be the token or its hash.
pub async fn admit(db: &sqlx::PgPool) -> sqlx::Result<String> {
    let (pass_token, expires) = random_token(32);
    sqlx::query("INSERT INTO passes (pass_token, expires) VALUES ($1, $2)")
        .bind(&pass_token)
        .bind(expires)
        .execute(db)
        .await?;
    Ok(pass_token)
}

pub async fn hire_driver(db: &sqlx::PgPool, Json(req): Json<SignUp>) -> sqlx::Result<()> {
    let kept = protect(&req.password);
    sqlx::query("INSERT INTO drivers (password) VALUES ($1)").bind(kept).execute(db).await?;
    Ok(())
}

pub async fn hire_rider(db: &sqlx::PgPool, Json(req): Json<SignUp>) -> sqlx::Result<()> {
    let kept = tidy(&req.password);
    stores::add_rider(db, &req.password).await?;
    log_length(kept.len());
    Ok(())
}

pub async fn add_editor(db: &sqlx::PgPool, Json(req): Json<SignUp>) -> sqlx::Result<()> {
    stores::EditorStore::create(db, &protect(&req.password)).await
}

pub async fn add_author(db: &sqlx::PgPool, Json(req): Json<SignUp>) -> sqlx::Result<()> {
    stores::AuthorStore::create(db, &req.password).await
}

pub async fn add_buyer(db: &sqlx::PgPool, Json(req): Json<SignUp>) -> sqlx::Result<()> {
    let buyer = rows::Buyer::new(req.name, req.password);
    db.save(buyer).await
}

/// What a value was made of is what its fields hold.
pub async fn add_staff(db: &sqlx::PgPool, cmd: Enrol) -> sqlx::Result<()> {
    let person = Person::new(cmd.name, Password::hash(cmd.password));
    sqlx::query("INSERT INTO staff (password) VALUES ($1)").bind(person.password.as_str()).execute(db).await?;
    Ok(())
}

pub async fn visit(db: &Db, raw: &str) -> Result<(), Failure> {
    let visit = Visit::builder().name("front").visit_token(sha256_hex(raw)).build();
    db.save(visit).await
}

pub struct Opened {
    pub lock: Locked,
}

/// A statement that was prepared is run later.
pub fn stay(conn: &rusqlite::Connection, raw: &str) -> rusqlite::Result<()> {
    let hash = sha256_hex(raw);
    let mut statement = conn.prepare("INSERT INTO stays (id, stay_token) VALUES (?1, ?2)")?;
    statement.execute(params![1, hash])?;
    Ok(())
}

pub fn travel(conn: &rusqlite::Connection, req: Travel) -> rusqlite::Result<()> {
    let mut statement = conn.prepare("INSERT INTO trips (id, trip_token) VALUES (?1, ?2)")?;
    statement.execute(params![1, req.trip_token])?;
    Ok(())
}

/// Placeholders are called as the columns that they fill.
pub fn seal(conn: &rusqlite::Connection, token: &SealToken) -> rusqlite::Result<()> {
    conn.execute("INSERT INTO seals VALUES (:id, :seal_token)", named_params! { ":id": 1, ":seal_token": token.to_hash() })?;
    Ok(())
}

/// What a row was made with is what is bound of it.
pub async fn ring(db: &sqlx::PgPool) -> sqlx::Result<()> {
    let ring = Ring { secret: random_bytes::<32>().to_vec(), label: String::new() };
    sqlx::query(
        "INSERT INTO keyrings (secret, label) \
         VALUES ($1, $2)",
    )
        .bind(&ring.secret)
        .bind(&ring.label)
        .execute(db)
        .await?;
    Ok(())
}

/// Another file draws it.
pub async fn open_drawer(db: &sqlx::PgPool) -> sqlx::Result<()> {
    sqlx::query("INSERT INTO drawers (token) VALUES ($1)").bind(guard::fresh(32)).execute(db).await?;
    Ok(())
}

pub async fn open_locker(db: &sqlx::PgPool, raw: &str) -> sqlx::Result<()> {
    sqlx::query("INSERT INTO lockers (token) VALUES ($1)").bind(guard::protect(raw)).execute(db).await?;
    Ok(())
}
