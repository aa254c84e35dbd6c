//! Tuples that closures give, and what holds them: the host beside a password
//! is none.

use std::collections::{BTreeMap, HashMap};

pub struct Login {
    pub host: String,
    pub password: String,
}

/// A list of them, taken apart in a loop, in a closure, by number.
pub fn listed(logins: &[Login]) {
    for (host, word) in logins.iter().map(|login| (&login.host, &login.password)) {
        log::info!("{host}");
        log::info!("{word}"); //~ secret-in-log
    }
    let pairs: Vec<_> = logins.iter().map(|login| (login.host.clone(), login.password.clone())).collect();
    log::info!("{pairs:?}"); //~ secret-in-log
    log::info!("{:?}", pairs[0]); //~ secret-in-log
    log::info!("{}", pairs[0].1); //~ secret-in-log
    log::info!("{}", pairs[0].0);
    pairs.iter().for_each(|(host, _)| log::info!("{host}"));
    pairs.iter().filter(|(host, _)| host.is_empty()).for_each(|(_, word)| {
        log::info!("{word}"); //~ secret-in-log
    });
    let numbered: Vec<_> = logins.iter().map(|login| (1, &login.host)).collect();
    log::info!("{numbered:?}");
    if let Some((host, word)) = pairs.first() {
        log::info!("{host}");
        log::info!("{word}"); //~ secret-in-log
    }
    let found = logins.iter().find(|login| login.host == "a").map(|login| (&login.host, &login.password));
    let Some(found) = found else { return };
    log::info!("{}", found.0);
    log::info!("{}", found.1); //~ secret-in-log
}

/// Two lists out of one, and one out of two.
pub fn split(logins: &[Login], hosts: &[String], passwords: &[String]) {
    let (hosts_of, words): (Vec<_>, Vec<_>) = logins.iter().map(|login| (&login.host, &login.password)).unzip();
    log::info!("{hosts_of:?}");
    log::info!("{words:?}"); //~ secret-in-log
    for (host, word) in hosts.iter().zip(passwords) {
        log::info!("{host}");
        log::info!("{word}"); //~ secret-in-log
    }
    for (at, (word, host)) in passwords.iter().zip(hosts).enumerate() {
        log::info!("{at} {host}");
        log::info!("{at} {word}"); //~ secret-in-log
    }
    let (short, long): (Vec<_>, Vec<_>) =
        logins.iter().map(|login| (&login.host, &login.password)).partition(|(host, _)| host.len() < 9);
    log::info!("{:?}", short.iter().map(|(host, _)| host).collect::<Vec<_>>());
    log::info!("{:?}", long.iter().map(|(_, word)| word).collect::<Vec<_>>()); //~ secret-in-log
}

/// Maps: what is looked up is the second of two.
pub fn mapped(logins: &[Login]) {
    let by_host: HashMap<_, _> =
        logins.iter().map(|login| (login.host.clone(), login.password.clone())).collect();
    for (host, word) in &by_host {
        log::info!("{host}");
        log::info!("{word}"); //~ secret-in-log
    }
    log::info!("{by_host:?}"); //~ secret-in-log
    log::info!("{:?}", by_host.get("a")); //~ secret-in-log
    log::info!("{}", by_host["a"]); //~ secret-in-log
    log::info!("{:?}", by_host.keys().collect::<Vec<_>>());
    by_host.iter().map(|(host, _)| host).for_each(|host| log::info!("{host}"));
    let filtered: BTreeMap<_, _> =
        logins.iter().filter_map(|login| (login.host.len() > 3).then(|| (&login.host, &login.password))).collect();
    filtered.values().for_each(|word| {
        log::info!("{word}"); //~ secret-in-log
    });
    filtered.keys().for_each(|host| log::info!("{host}"));
    let by_password: HashMap<_, _> = logins.iter().map(|login| (&login.password, &login.host)).collect();
    log::info!("{:?}", by_password.values().collect::<Vec<_>>());
    log::info!("{:?}", by_password.keys().collect::<Vec<_>>()); //~ secret-in-log
}

/// What a closure gives that is held, or handed to a function of our own.
pub fn held(login: &Login, at: Option<Login>) {
    let pair = |login: &Login| (login.host.clone(), login.password.clone());
    let (host, word) = pair(login);
    log::info!("{host}");
    log::info!("{word}"); //~ secret-in-log
    let (host, word) = with(login, |login| (login.host.clone(), login.password.clone()));
    log::info!("{host}");
    log::info!("{word}"); //~ secret-in-log
    if let Some((host, word)) = at.as_ref().and_then(|login| Some((&login.host, &login.password))) {
        log::info!("{host}");
        log::info!("{word}"); //~ secret-in-log
    }
    let (host, word) = at.map(two).unwrap_or_default();
    log::info!("{host}");
    log::info!("{word}"); //~ secret-in-log
}

fn with<T>(login: &Login, read: impl Fn(&Login) -> T) -> T {
    read(login)
}

fn two(login: Login) -> (String, String) {
    (login.host, login.password)
}

/// What is put in one by one, here and by another.
pub fn pushed(logins: &[Login], settings: &mut Vec<(String, String)>) {
    let mut pairs = Vec::new();
    for login in logins {
        pairs.push((login.host.clone(), login.password.clone()));
    }
    for (host, word) in &pairs {
        log::info!("{host}");
        log::info!("{word}"); //~ secret-in-log
    }
    shown(&pairs);
    let made = logins.iter().fold((String::new(), String::new()), |(hosts, words), login| {
        (hosts + &login.host, words + &login.password)
    });
    log::info!("{}", made.0);
    log::info!("{}", made.1); //~ secret-in-log
    settings.push(("password".to_owned(), logins[0].password.clone()));
    for (name, value) in settings.iter() {
        log::info!("{name}");
        log::info!("{value}"); //~ secret-in-log
    }
}

fn shown(pairs: &[(String, String)]) {
    for (host, word) in pairs {
        log::info!("at {host}");
        log::info!("signs in with {word}"); //~ secret-in-log
    }
    log::info!("{}", serde_json::to_string(pairs).unwrap()); //~ secret-in-log
}

/// Who hands a list over is told that it leaks, not who shows many others.
pub fn handed(login: &Login, at: &str) {
    let pairs: Vec<(String, String)> = [("word".to_owned(), login.password.to_string())].into_iter().collect();
    told(&pairs); //~ secret-in-log
    let pairs: Vec<(String, String)> = [("at".to_owned(), at.to_owned())].into_iter().collect();
    told(&pairs);
    told(&[("b".to_owned(), at.to_owned())]);
}

fn told(pairs: &[(String, String)]) {
    log::info!("{pairs:?}");
}
