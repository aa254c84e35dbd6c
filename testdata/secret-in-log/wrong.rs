//! What is said of a secret: texts by their names, and what is wrong with one.
use std::borrow::Cow;
use std::collections::HashMap;

pub struct Language(HashMap<String, String>);

impl Language {
    pub fn get(&self, key: &str) -> Cow<'static, str> {
        self.0.get(key).cloned().unwrap_or_default().into()
    }
}

pub fn t(language: &Language, key: &str) -> Cow<'static, str> {
    language.get(key)
}

fn superuser_password_weakness(password: &str) -> Option<&'static str> {
    if password.len() < 8 {
        return Some("wizard.password_too_short");
    }
    None
}

pub fn told(language: &Language, password: &str) {
    println!("{}", t(language, "forms.password_empty"));
    println!("{}", t(language, "wizard.password_mismatch"));
    println!("{}", t(language, "check.secret_key_weak"));
    if let Some(password_weakness) = superuser_password_weakness(password) {
        println!("{}", t(language, password_weakness));
    }
    println!("{}", t(language, "smtp.password")); //~ secret-in-log
    println!("{}", t(language, "smtp.password_confirmed")); //~ secret-in-log
}

fn label(field: &'static str) -> &'static str {
    match field {
        "current_password" => "current password",
        _ => field,
    }
}

fn chosen(given: String, other: &str) -> String {
    if given.is_empty() {
        return other.to_string();
    }
    given
}

fn kept(field: &str, password: &'static str) -> &'static str {
    match field {
        "none" => "nothing",
        _ => password,
    }
}

pub fn called(stored: &'static str) {
    let password = label("password");
    println!("{password} is too short");
    let password = kept("password", stored);
    println!("{password}"); //~ secret-in-log
    let password = chosen(String::from("password"), stored);
    println!("{password}"); //~ secret-in-log
}

/// One that failed is one all the same.
pub fn tried(failed_password: &str, invalid_token: &str, wrong_password: &str) {
    println!("{failed_password}"); //~ secret-in-log
    println!("{invalid_token} {wrong_password}");
}

#[derive(Debug, serde::Serialize)]
pub struct Request {
    pub query: HashMap<String, String>,
}

pub fn record(request: &Request) {
    println!("{request:?}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_test_puts_into_a_request() {
        let mut request = Request { query: HashMap::new() };
        let secret = concat!("sk-", "abcdefghijkl");
        request.query.insert(secret.to_string(), secret.to_string());
        record(&request);
    }
}
