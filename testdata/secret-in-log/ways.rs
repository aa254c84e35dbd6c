//! The ways in which somebody signs in hold what they are called after, whatever
//! a pattern calls it.

pub enum Auth {
    ApiKey(String),
    Password(String),
    TenantApiKey(String),
    User(String),
}

pub enum Scope {
    ApiKey(String),
    User(String),
}

pub fn signed_in(auth: &Auth) {
    match auth {
        Auth::ApiKey(name) => println!("{name}"), //~ secret-in-log
        Auth::TenantApiKey(name) => println!("{name}"),
        Auth::Password(v) | Auth::User(v) => println!("{v}"), //~ secret-in-log
    }
}

pub fn renamed(auth: &Auth) {
    match auth {
        Auth::Password(username) => println!("{username}"), //~ secret-in-log
        Auth::User(username) => println!("{username}"),
        _ => {}
    }
}

pub fn limited(scope: &Scope) {
    match scope {
        Scope::ApiKey(id) | Scope::User(id) => println!("{id}"),
    }
}
