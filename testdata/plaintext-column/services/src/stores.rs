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
