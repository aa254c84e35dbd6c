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

pub enum Given {
    Secret { password: String },
    Plain { name: String },
}

pub enum Shown {
    Plain { name: String },
    Kind { kind: String },
}

/// However deep the alternatives bind it.
pub fn either(given: &Given, auth: Option<Auth>, other: Option<Auth>) {
    match given {
        Given::Secret { password: v } | Given::Plain { name: v } => println!("{v}"), //~ secret-in-log
    }
    match auth {
        Some(Auth::Password(v)) | Some(Auth::User(v)) => println!("{v}"), //~ secret-in-log
        _ => {}
    }
    if let (3, Some(Auth::ApiKey(v))) | (_, Some(Auth::User(v))) = (given_number(), other) {
        println!("{v}"); //~ secret-in-log
    }
}

fn given_number() -> u8 {
    3
}

/// Each variable has what its own name has in the others.
pub fn apart(shown: &Shown, pair: &(Auth, String)) {
    match shown {
        Shown::Plain { name: v } | Shown::Kind { kind: v } => println!("{v}"),
    }
    match pair {
        (Auth::Password(v), of) | (Auth::User(of), v) => println!("{of} {}", v.len()),
        _ => {}
    }
}

pub fn result(answer: Result<String, String>, api_token: String) {
    let tried: Result<String, String> = if answer.is_ok() { Ok(api_token) } else { answer };
    let (Ok(v) | Err(v)) = tried;
    println!("{v}"); //~ secret-in-log
}
