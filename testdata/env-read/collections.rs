//! Names out of lists, maps and tables.
use std::collections::HashMap;
use std::env;

struct Provider {
    name: &'static str,
    variable: &'static str,
    region: &'static str,
}

const PROVIDERS: &[Provider] = &[
    Provider { name: "a", variable: "TABLE_API_KEY", region: "A_REGION" },
    Provider { name: "b", variable: "TABLE_HOST", region: "B_REGION" },
];

static BY_NAME: phf::Map<&'static str, &'static str> = phf::phf_map! {
    "openai" => "PHF_API_KEY",
};

fn tables() {
    for provider in PROVIDERS {
        let _ = env::var(provider.variable); //~ env-read
        let _ = env::var(provider.region);
    }
    PROVIDERS.iter().filter_map(|provider| env::var(provider.variable).ok()).for_each(drop); //~ env-read
    let first = PROVIDERS.iter().find(|provider| provider.name == "a").unwrap();
    let _ = env::var(first.variable); //~ env-read
    let _ = env::var(first.region);
}

fn maps() {
    let map = HashMap::from([("openai", "MAPPED_API_KEY"), ("other", "MAPPED_HOST")]);
    let _ = env::var(map.get("openai").unwrap()); //~ env-read
    let _ = env::var(map["openai"]); //~ env-read
    let _ = env::var(BY_NAME.get("openai").unwrap()); //~ env-read
    let hosts = HashMap::from([("a", "A_HOST"), ("b", "B_HOST")]);
    let _ = env::var(hosts["a"]);
}

fn joined() {
    let _ = env::var(["APP", "JOINED", "TOKEN"].join("_")); //~ env-read
    let _ = env::var(["APP", "JOINED", "HOST"].join("_"));
    let name = Some("MAP_CLOSURE").map(|name| format!("{name}_TOKEN")).unwrap();
    let _ = env::var(name); //~ env-read
}

fn first_of(names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| env::var(name).ok())
}

fn with_defaults(pairs: &[(&str, &str)]) {
    for (name, default) in pairs {
        let _ = env::var(name).unwrap_or_else(|_| default.to_string());
    }
}

fn parameters() {
    let _ = first_of(&["GH_HOST", "FIRST_OF_TOKEN"]); //~ env-read
    let _ = first_of(&["GH_HOST", "GH_USER"]);
    with_defaults(&[("PAIRS_TOKEN", "x")]); //~ env-read
    with_defaults(&[("PAIRS_HOST", "secret_token")]);
}

fn bytes() {
    unsafe {
        libc::getenv(c"C_API_KEY".as_ptr()); //~ env-read
        libc::getenv(b"BYTES_API_KEY\0".as_ptr().cast()); //~ env-read
        libc::getenv(c"C_HOST".as_ptr());
    }
}
