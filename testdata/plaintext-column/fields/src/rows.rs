//! Rows whose names say nothing of their tables.

use crate::schema::{guests, visitors};

#[derive(Insertable)]
#[diesel(table_name = guests)]
struct Arrival {
    id: Uuid,
    email: String,
    password: String,
}

#[derive(Insertable)]
#[diesel(table_name = crate::schema::visitors)]
struct Entry {
    id: Uuid,
    email: String,
    password: String,
}

pub async fn arrive(pool: &Pool, form: Arrive) -> Result<usize> {
    let encoded = hash_encoded(form.password.as_bytes(), &salt(), &config())?;
    let conn = pool.get().await?;
    conn.interact(move |conn| {
        diesel::insert_into(guests::table).values(Arrival { id: Uuid::new_v4(), email: form.email, password: encoded }).execute(conn)
    })
    .await?
}

pub async fn enter(pool: &Pool, form: Arrive) -> Result<usize> {
    let conn = pool.get().await?;
    conn.interact(move |conn| {
        diesel::insert_into(visitors::table).values(Entry { id: Uuid::new_v4(), email: form.email, password: form.password }).execute(conn)
    })
    .await?
}
