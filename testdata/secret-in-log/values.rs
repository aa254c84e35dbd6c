// Values of other crates by a strong name, and behind an extractor.

use actix_web::web::ReqData;
use hlua::AnyLuaValue;
use log::debug;

#[derive(Clone, Debug)] //~ secret-in-debug
struct Token(String);

async fn usage(token: ReqData<Token>) {
    debug!("asked by {token:?}"); //~ secret-in-log
}

fn run(user: AnyLuaValue, password: AnyLuaValue) {
    debug!("trying {user:?} with {password:?}"); //~ secret-in-log
}

// Good: what hides itself, and what is no value.
fn hidden(password: other::SecretString, api_key: other::KeyHandle) {
    debug!("{password:?} {api_key:?}");
}

fn copied(token: &str) -> String {
    debug!("{}", brief_copy(token)); //~ secret-in-log
    debug!("{}", brief_length(token));
    String::new()
}

// Bad: one of its two cases gives what it was handed, under another name.
fn brief_copy(token: &str) -> String {
    let copy = token.to_string();
    if copy.len() < 8 {
        return copy;
    }
    "***".to_string()
}

fn brief_length(token: &str) -> String {
    let shown = token.len();
    if shown < 8 {
        return shown.to_string();
    }
    "***".to_string()
}

/// What is said of whom a token is for.
#[derive(Debug)]
pub struct Consent {
    pub access_token: Option<serde_json::Value>,
    pub id_token: Option<serde_json::Value>,
}
