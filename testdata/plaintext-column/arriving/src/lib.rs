//! Requests that are taken apart where they arrive, and what rows are looked for by.
use axum::extract::{Json, Path, State};
use actix_web::web;
pub mod rows;
pub mod store;
pub mod used;

pub async fn join(State(st): State<App>, Json(Join { name, password }): Json<Join>) -> Result<(), Error> {
    store::add_player(&st.pool, name, password).await
}

pub async fn visit(State(st): State<App>, Json(Join { name, password }): Json<Join>) -> Result<(), Error> {
    let password = bcrypt::hash(password, 12)?;
    store::add_guest(&st.pool, name, password).await
}

pub async fn watch(st: web::Data<App>, web::Form(Join { name, password }): web::Form<Join>) -> Result<(), Error> {
    sqlx::query("INSERT INTO viewers (name, password) VALUES ($1, $2)").bind(name).bind(password).execute(&st.pool).await?;
    Ok(())
}

pub async fn edit(st: web::Data<App>, web::Form(Join { name, password }): web::Form<Join>) -> Result<(), Error> {
    let stored = st.vault.seal(&password)?;
    sqlx::query("INSERT INTO editors (name, password) VALUES ($1, $2)").bind(name).bind(stored).execute(&st.pool).await?;
    Ok(())
}

#[server]
pub async fn write(name: String, password: String) -> Result<(), ServerFnError> {
    sqlx::query("INSERT INTO writers (name, password) VALUES ($1, $2)").bind(name).bind(password).execute(pool()).await?;
    Ok(())
}

#[server]
pub async fn drive(name: String, password: String) -> Result<(), ServerFnError> {
    let password = argon2_hash(&password)?;
    sqlx::query("INSERT INTO drivers (name, password) VALUES ($1, $2)").bind(name).bind(password).execute(pool()).await?;
    Ok(())
}

pub async fn follow(State(st): State<App>, Path(token): Path<String>) -> Result<Json<Link>, Error> {
    Ok(Json(store::link(&st.pool, &token).await?))
}

pub async fn open(State(st): State<App>, Path(token): Path<String>) -> Result<Json<Door>, Error> {
    Ok(Json(store::door(&st.pool, &sha256_hex(&token)).await?))
}

#[Object]
impl Mutation {
    async fn report(&self, ctx: &Context<'_>, password: String) -> Result<bool, Error> {
        let pool = ctx.data::<PgPool>()?;
        sqlx::query("INSERT INTO reporters (password) VALUES ($1)").bind(password).execute(pool).await?;
        Ok(true)
    }
}
