//! The argument: everything that stands for a name.
use std::env;

const API_KEY_VAR: &str = "CONST_API_KEY";
static TOKEN_VAR: &str = "STATIC_NAME_TOKEN";
const PLAIN: &str = "LOG_LEVEL";
const PREFIX: &str = "APP";
const TABLE: [&str; 3] = ["TABLE_PASSWORD", "TABLE_HOST", "TABLE_PORT"];
const PAIRS: &[(&str, u16)] = &[("PAIR_SECRET", 1), ("PAIR_HOST", 2)];

struct Config;

impl Config {
    const VAR: &'static str = "ASSOC_API_TOKEN";
    const MODE: &'static str = "ASSOC_MODE";

    fn read(&self) {
        let _ = env::var(Self::VAR); //~ env-read
        let _ = env::var(Config::VAR); //~ env-read
        let _ = env::var(Self::MODE);
    }
}

fn constants() {
    let _ = env::var(API_KEY_VAR); //~ env-read
    let _ = env::var(TOKEN_VAR); //~ env-read
    let _ = env::var(PLAIN);
    let _ = env::var(concat!("CONCAT", "_", "SECRET")); //~ env-read
    let _ = env::var(format!("{PREFIX}_DB_PASSWORD")); //~ env-read
    let _ = env::var(format!("{}_{}", PREFIX, "HOST"));
    let _ = env::var(PREFIX.to_owned() + "_AUTH_TOKEN"); //~ env-read
}

fn locals(prefix: &str, upper: bool) {
    let name = "LOCAL_API_KEY";
    let _ = env::var(name); //~ env-read
    let name = name.replace("API_KEY", "REGION");
    let _ = env::var(name);
    let chosen = if upper { "UPPER_TOKEN" } else { "LOWER_MODE" };
    let _ = env::var(chosen); //~ env-read
    let _ = env::var(format!("{prefix}_CLIENT_SECRET")); //~ env-read
    let _ = env::var(format!("{}_TIMEOUT", prefix));
    let lowered = "lowered_password";
    let _ = env::var(lowered.to_uppercase()); //~ env-read
}

fn loops() {
    for name in ["LOOP_HOST", "LOOP_PASSWORD"] {
        let _ = env::var(name); //~ env-read
    }
    for name in TABLE {
        let _ = env::var(name); //~ env-read
    }
    for (name, _) in PAIRS {
        let _ = env::var(name); //~ env-read
    }
    for (at, name) in ["ENUMERATED_TOKEN"].iter().enumerate() {
        let _ = (at, env::var(name)); //~ env-read
    }
    for name in ["LOOP_HOST", "LOOP_PORT"] {
        let _ = env::var(name);
    }
    let _: Vec<_> = ["MAPPED_SECRET", "MAPPED_HOST"].iter().map(|name| env::var(name)).collect(); //~ env-read
    let _: Vec<_> = ["HANDED_SECRET", "HANDED_HOST"].iter().map(env::var).collect(); //~ env-read
    let _ = Some("OPTION_TOKEN").map(std::env::var); //~ env-read
}

struct Lookup {
    key: &'static str,
    mode: &'static str,
}

fn field() {
    let lookup = Lookup { key: "FIELD_API_KEY", mode: "FIELD_MODE" };
    let _ = env::var(lookup.key); //~ env-read
    let _ = env::var(lookup.mode);
}

impl Lookup {
    fn named(key: &'static str) -> Self {
        Lookup { key, mode: "X_MODE" }
    }

    fn get(&self) -> Option<String> {
        env::var(self.key).ok() //~ env-read
    }
}

fn set() {
    let _ = Lookup::named("BUILT_PASSWORD").get();
}

enum Provider {
    OpenAi,
    Local,
}

impl Provider {
    fn key_var(&self) -> &'static str {
        match self {
            Provider::OpenAi => "OPENAI_API_KEY",
            Provider::Local => "LOCAL_URL",
        }
    }

    fn load(&self) {
        let _ = env::var(self.key_var()); //~ env-read
    }
}

fn appended() {
    let mut name = String::from("APPENDED_");
    name.push_str("SECRET_KEY");
    let _ = env::var(name); //~ env-read
    let mut harmless = String::from("APPENDED_");
    harmless.push_str("TIMEOUT");
    let _ = env::var(&harmless);
}

/// A field that nobody sets holds what its attribute says.
#[derive(serde::Deserialize)]
struct Chosen {
    #[serde(default = "usual_variable")]
    key_variable: String,
    #[serde(default = "usual_host")]
    host_variable: String,
}

fn usual_variable() -> String {
    "USUAL_API_KEY".to_string()
}

fn usual_host() -> String {
    "USUAL_HOST".to_string()
}

fn by_default(provider: &Chosen) {
    let _ = env::var(&provider.key_variable); //~ env-read
    let _ = env::var(&provider.host_variable);
}
