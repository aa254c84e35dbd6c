//! All variables, followed to where one is picked.
use std::collections::HashMap;
use std::env;

fn from_map(variables: &HashMap<String, String>) {
    let _ = variables.get("PARAMETER_API_TOKEN"); //~ env-read
    let _ = variables.get("PARAMETER_HOST");
}

fn give() {
    let all: HashMap<String, String> = env::vars().collect();
    from_map(&all);
}

struct Variables {
    map: HashMap<String, String>,
    labels: HashMap<String, String>,
}

impl Variables {
    fn new() -> Self {
        Self { map: env::vars().collect(), labels: HashMap::new() }
    }

    fn get(&self, name: &str) -> Option<&String> {
        self.map.get(name)
    }

    fn required(&self, name: &str) -> String {
        self.get(name).cloned().unwrap()
    }

    fn label(&self, name: &str) -> Option<&String> {
        self.labels.get(name)
    }
}

fn fields() {
    let variables = Variables::new();
    let _ = variables.get("FIELD_API_TOKEN"); //~ env-read
    let _ = variables.required("DEMANDED_API_TOKEN"); //~ env-read
    let _ = variables.required("DEMANDED_HOST");
    let _ = variables.label("LABEL_API_TOKEN");
}

fn snapshot() -> HashMap<String, String> {
    env::vars().collect()
}

fn returned() {
    let all = snapshot();
    let _ = all.get("RETURNED_API_TOKEN"); //~ env-read
}

fn by_affix(end: &str) -> Option<String> {
    let end = format!("_{}", end.to_uppercase());
    env::vars().find_map(|(key, value)| {
        let name = key.strip_prefix("REGISTRIES_")?.strip_suffix(&end)?;
        (name == "MINE").then_some(value)
    })
}

fn affixes() {
    let _ = by_affix("token"); //~ env-read
    let _ = by_affix("index");
    let _: Vec<_> = env::vars().filter(|(key, _)| key.ends_with("_API_KEY")).collect(); //~ env-read
    let _: Vec<_> = env::vars().filter(|(key, _)| key.starts_with("LC_")).collect();
    for (key, value) in env::vars() {
        match key.as_str() {
            "MATCHED_HOST" => {}
            "MATCHED_API_TOKEN" => drop(value), //~ env-read
            _ => {}
        }
    }
    let names = ["LISTED_TOKEN", "LISTED_HOST"];
    let _: Vec<_> = env::vars().filter(|(key, _)| names.contains(&key.as_str())).collect(); //~ env-read
}
