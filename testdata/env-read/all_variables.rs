//! Reads of the whole environment.
use std::collections::HashMap;
use std::env;

fn printed() {
    for (name, value) in env::vars() {
        println!("{name}={value}"); //~ env-read secret-in-log
    }
    dbg!(env::vars().collect::<Vec<_>>()); //~ env-read secret-in-log
}

fn inherited() {
    let _ = std::process::Command::new("child").envs(env::vars()); //~ env-read
    let kept = env::vars().filter(|(name, _)| name.starts_with("LC_"));
    let _ = std::process::Command::new("child").envs(kept);
}

fn picked() {
    let all: HashMap<String, String> = env::vars().collect();
    let _ = all.get("MAP_API_KEY"); //~ env-read
    let _ = &all["INDEXED_PASSWORD"]; //~ env-read
    let _ = all.get("MAP_HOST");
    for (name, value) in env::vars() {
        if name == "COMPARED_TOKEN" { //~ env-read
            drop(value);
        }
    }
    let _ = env::vars().find(|(name, _)| name == "FOUND_SECRET"); //~ env-read
}

fn counted() {
    println!("{} variables", env::vars().count());
    for (name, _) in env::vars() {
        println!("{name}");
    }
}
