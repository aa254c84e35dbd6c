//! What a cookie of a session is set to, and whose session it is.

use actix_web::cookie::Cookie;

pub struct User {
    pub username: String,
    pub login_key: String,
}

pub fn named(user: &User) -> Cookie<'static> {
    log::info!("{} is here", user.username);
    Cookie::build("session", user.username.clone()).path("/").finish()
}

pub fn kept(user: &User) -> Cookie<'static> {
    log::info!("{} is here", user.login_key); //~ secret-in-log
    Cookie::build("session", user.login_key.clone()).path("/").finish()
}

pub fn is_given(password: &str) -> bool {
    !password.is_empty()
}
