use crate::schema::changed_users::dsl::*;
use crate::schema::listed_users::dsl::listed_users;
use crate::schema::spread_users;

pub fn change(connection: &mut Connection, body: web::Json<Change>) -> QueryResult<usize> {
    let target = changed_users.filter(id.eq(body.id));
    diesel::update(target).set(password.eq(&body.new_password)).execute(connection)
}

pub fn list(connection: &mut Connection, body: web::Json<SignUp>) -> QueryResult<usize> {
    let kept = body.password.clone();
    diesel::insert_into(listed_users).values((id.eq(body.id), password.eq(&kept))).execute(connection)
}

pub fn spread(connection: &mut Connection, body: web::Json<SignUp>) -> QueryResult<usize> {
    let kept = bcrypt::hash(&body.password, 12)?;
    diesel::insert_into(spread_users::table).values((id.eq(body.id), password.eq(&kept))).execute(connection)
}
