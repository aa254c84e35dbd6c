//! What columns are given is known where the writing function is called.

pub mod store;

use axum::Json;

pub async fn sign_up(store: store::Store, Json(req): Json<SignUp>) -> Result<(), Failure> {
    let kept = bcrypt::hash(&req.password, 12)?;
    store.add_user(&req.name, &kept).await
}

pub async fn join(store: store::Store, Json(req): Json<SignUp>) -> Result<(), Failure> {
    store.add_member(&req.name, &req.password).await
}

/// The type says that it came with a request.
pub async fn invite(db: &sqlx::PgPool, guest: Json<Guest>) -> sqlx::Result<()> {
    sqlx::query("INSERT INTO guests (name, password) VALUES ($1, $2)")
        .bind(&guest.name)
        .bind(&guest.password)
        .execute(db)
        .await?;
    Ok(())
}

/// What is bound was hashed in its place.
pub async fn hire(db: &sqlx::PgPool, mut req: NewDoctor) -> sqlx::Result<()> {
    req.password = argon2_of(&req.password);
    sqlx::query("INSERT INTO doctors (name, password) VALUES ($1, $2)")
        .bind(&req.name)
        .bind(&req.password)
        .execute(db)
        .await?;
    Ok(())
}

/// A salt in front of what the server's key made of both.
pub async fn enrol(db: &sqlx::PgPool, signer: &Signer, req: NewDriver) -> sqlx::Result<()> {
    let salt: String = (0..32).map(|_| rng().sample(Alphanumeric) as char).collect();
    let made = signer.sign512((req.password + salt.as_str()).as_bytes());
    sqlx::query("INSERT INTO drivers (name, password) VALUES ($1, $2)")
        .bind(&req.name)
        .bind(salt + made.as_str())
        .execute(db)
        .await?;
    Ok(())
}
