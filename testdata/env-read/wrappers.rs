//! Functions, closures and macros around a read are reads themselves.
use std::env;

fn required(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("{name} is missing"))
}

fn optional(name: &str) -> Option<String> {
    let value = env::var(name).ok()?;
    (!value.is_empty()).then_some(value)
}

fn prefixed(name: &str) -> Option<String> {
    optional(&format!("APP_{name}"))
}

fn with_default(prefix: &str, name: &str, default: &str) -> String {
    optional(&format!("{prefix}_{name}")).unwrap_or_else(|| default.to_owned())
}

fn calls() {
    let _ = required("WRAPPED_API_KEY"); //~ env-read
    let _ = required("WRAPPED_HOST");
    let _ = optional("OPTIONAL_TOKEN"); //~ env-read
    let _ = prefixed("DB_PASSWORD"); //~ env-read
    let _ = prefixed("DB_NAME");
    let _ = with_default("SMTP", "PASSWORD", ""); //~ env-read
    let _ = with_default("SMTP", "HOST", "localhost");
    let _ = ["ITER_SECRET", "ITER_NAME"].map(required); //~ env-read
}

fn closures() {
    let get = |name: &str| env::var(name).ok();
    let _ = get("CLOSURE_TOKEN"); //~ env-read
    let _ = get("CLOSURE_PORT");
    let read = env::var;
    let _ = read("ALIASED_SECRET"); //~ env-read
}

fn load(lookup: impl Fn(&str) -> Option<String>) {
    let _ = lookup("LOOKED_UP_API_KEY"); //~ env-read
    let _ = lookup("LOOKED_UP_HOST");
}

fn higher_order() {
    load(|name| env::var(name).ok());
}

struct Environment;

impl Environment {
    fn get(&self, name: &str) -> Option<String> {
        env::var(name).ok()
    }

    fn of(name: &str) -> Option<String> {
        env::var(name).ok()
    }

    fn load(&self) {
        let _ = self.get("METHOD_PASSWORD"); //~ env-read
        let _ = Self::of("ASSOCIATED_TOKEN"); //~ env-read
        let _ = Environment::of("ASSOCIATED_PORT");
    }
}

macro_rules! env_or {
    ($name:expr, $default:expr) => {
        std::env::var($name).unwrap_or_else(|_| $default.to_string())
    };
}

macro_rules! getter {
    ($function:ident, $name:literal) => {
        fn $function() -> Option<String> {
            std::env::var($name).ok()
        }
    };
}

getter!(api_token, "GENERATED_API_TOKEN"); //~ env-read
getter!(region, "GENERATED_REGION");

fn macros() {
    let _ = env_or!("MACRO_SECRET", ""); //~ env-read
    let _ = env_or!("MACRO_HOST", "localhost");
}

// A name that stays open is reported where its last known part is added.
fn of_client(prefix: &str) -> Option<String> {
    env::var(format!("{prefix}_API_KEY")).ok() //~ env-read
}

fn of_any(clients: &[Client]) {
    for client in clients {
        let _ = of_client(&client.name());
    }
}

fn of_client_too(prefix: &str) -> Option<String> {
    of_client(prefix)
}

/// A function in a field is called through the field.
struct Lookup {
    inner: Box<dyn Fn(&str) -> Option<String> + Send + Sync>,
    other: fn(&str) -> Option<String>,
}

impl Lookup {
    fn process() -> Self {
        Lookup { inner: Box::new(|key| env::var(key).ok()), other: |_| None }
    }

    fn get(&self, key: &str) -> Option<String> {
        (self.inner)(key)
    }

    fn token(&self) -> Option<String> {
        let _ = (self.other)("BOT_TOKEN");
        let _ = self.get("BOT_NAME");
        self.get("BOT_TOKEN") //~ env-read
    }
}

/// Behind a reference, or in a box.
fn load(get: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    get("LOADED_API_KEY") //~ env-read
}

fn load_boxed(get: Box<dyn Fn(&str) -> Option<String>>) -> Option<String> {
    get("LOADED_SECRET") //~ env-read
}

fn loads() {
    load(&|key| env::var(key).ok());
    load_boxed(Box::new(|key| env::var(key).ok()));
}
