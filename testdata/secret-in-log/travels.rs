//! Across functions, closures, loops and tasks.

use std::sync::{Arc, Mutex, OnceLock, mpsc};

pub struct Client {
    endpoint: String,
    auth: String,
    cache: Mutex<Option<String>>,
}

static CURRENT: OnceLock<String> = OnceLock::new();

impl Client {
    pub fn new(endpoint: &str, api_key: &str) -> Self {
        Client { endpoint: endpoint.into(), auth: format!("Bearer {api_key}"), cache: Mutex::new(None) }
    }

    pub fn describe(&self) -> String {
        format!("{} with {}", self.endpoint, self.auth)
    }

    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    fn header(&self) -> (&'static str, &str) {
        ("authorization", &self.auth)
    }

    pub fn connect(&self) {
        log::debug!("connecting to {}", self.endpoint());
        log::debug!("connecting {}", self.describe()); //~ secret-in-log
        let (name, value) = self.header();
        log::debug!("{name}");
        log::debug!("{value}"); //~ secret-in-log
    }
}

fn note(what: &str, detail: &str) {
    log::info!("{what}: {detail}");
}

fn label(text: &str) -> String {
    format!("<{text}>")
}

fn pick<'a>(first: &'a str, _second: &'a str) -> &'a str {
    first
}

fn fetch_password(user: &str) -> Result<String, std::io::Error> {
    std::fs::read_to_string(format!("/run/passwords/{user}"))
}

fn twice<F: Fn(&str)>(text: &str, show: F) {
    show(text);
    show(text);
}

pub fn through_functions(password: &str, user: &str) -> Result<(), std::io::Error> {
    note("user", user);
    note("user", user);
    note("word", password); //~ secret-in-log
    log::info!("{}", label(user));
    log::info!("{}", label(password)); //~ secret-in-log
    log::info!("{}", pick(user, password));
    log::info!("{}", pick(password, user)); //~ secret-in-log
    let word = fetch_password(user)?;
    log::info!("{word}"); //~ secret-in-log
    twice(user, |text| log::info!("{text}"));
    twice(password, |text| log::info!("{text}")); //~ secret-in-log
    match fetch_password(user) {
        Ok(found) => log::info!("{found}"), //~ secret-in-log
        Err(error) => log::warn!("{error}"),
    }
    if let Ok(found) = fetch_password(user) {
        log::info!("{}", found); //~ secret-in-log
    }
    let Ok(found) = fetch_password(user) else { return Ok(()) };
    log::info!("{}", found); //~ secret-in-log
    Ok(())
}

pub fn through_options(password: Option<String>, user: Option<&str>) {
    log::info!("{}", password.clone().unwrap_or_default()); //~ secret-in-log
    log::info!("{}", password.as_deref().unwrap_or("none")); //~ secret-in-log
    log::info!("{:?}", password); //~ secret-in-log
    log::info!("{:?}", password.as_ref().map(|p| p.len()));
    log::info!("{:?}", password.as_ref().map(|p| format!("<{p}>"))); //~ secret-in-log
    log::info!("{}", password.is_some());
    log::info!("{}", password.as_ref().map_or("unset", |_| "set"));
    log::info!("{}", user.unwrap_or("nobody"));
    if let Some(word) = &password {
        log::info!("{word}"); //~ secret-in-log
    }
    password.iter().for_each(|word| log::info!("{word}")); //~ secret-in-log
    let known = password.ok_or("no password");
    match known {
        Ok(word) => println!("{word}"), //~ secret-in-log
        Err(message) => println!("{message}"),
    }
}

pub fn through_closures(password: String, users: Vec<String>) {
    let show = |text: &str| log::info!("{text}");
    show("nothing");
    let tell = || log::info!("{password}"); //~ secret-in-log
    tell();
    let join = |user: &String| format!("{user}:{password}");
    for user in &users {
        log::info!("{user}");
        log::info!("{}", join(user)); //~ secret-in-log
    }
    let lines: Vec<String> = users.iter().map(|user| format!("{user}:{}", password)).collect();
    for line in lines.iter().filter(|line| !line.is_empty()) {
        log::info!("{line}"); //~ secret-in-log
    }
    let all = users.iter().fold(String::new(), |mut all, user| {
        all.push_str(user);
        all
    });
    log::info!("{all}");
    std::thread::spawn(move || {
        log::info!("{password}"); //~ secret-in-log
    });
}

pub fn through_channels(password: String, user: String) {
    let (send, receive) = mpsc::channel();
    send.send(password).unwrap();
    let word: String = receive.recv().unwrap();
    log::info!("{word}"); //~ secret-in-log
    let (names, named) = mpsc::channel();
    names.send(user).unwrap();
    for name in named {
        log::info!("{name}");
    }
}

pub fn through_state(client: &Client, password: &str) {
    *client.cache.lock().unwrap() = Some(password.to_string());
    let _ = CURRENT.set(password.to_string());
    log::info!("{:?}", CURRENT.get()); //~ secret-in-log
    let shared = Arc::new(Mutex::new(String::new()));
    log::info!("{}", shared.lock().unwrap());
    shared.lock().unwrap().push_str(password);
    log::info!("{}", shared.lock().unwrap()); //~ secret-in-log
}

pub fn proven() {
    let first = std::fs::read_to_string("first").unwrap_or_default();
    log::info!("{first}"); //~ secret-in-log
    let second = std::fs::read_to_string("second").unwrap_or_default();
    log::info!("{second}");
    let literal = "correct horse";
    log::info!("{literal}"); //~ secret-in-log
    sign_in(&first, &second);
    sign_in(literal, "x");
}

fn sign_in(password: &str, user: &str) -> bool {
    password.len() > user.len()
}

pub trait Store {
    fn secret_key(&self) -> String;
    fn name(&self) -> String;
}

pub fn through_traits(store: &dyn Store) {
    log::info!("{}", store.name());
    log::info!("{}", store.secret_key()); //~ secret-in-log
}

pub fn from_environment() {
    let key = std::env::var("STRIPE_SECRET_KEY").unwrap_or_default(); //~ env-read
    log::info!("{key}"); //~ secret-in-log
    let home = std::env::var("HOME").unwrap_or_default();
    log::info!("{home}");
    for (name, value) in [("api", std::env::var("SERVICE_API_KEY"))] { //~ env-read
        log::info!("{name}");
        log::info!("{value:?}"); //~ secret-in-log
    }
}

pub fn through_json(access_token: &str) {
    let request = serde_json::json!({ "server": "a", "access_token": access_token });
    println!("{}", request["access_token"]); //~ secret-in-log
    println!("{}", request); //~ secret-in-log
}

pub fn after_the_scheme(auth_header: &str) {
    if let Some((_, credential)) = auth_header.split_once(' ') {
        log::info!("{credential}"); //~ secret-in-log
    }
    let value = auth_header.split_once(' ').map(|(_, value)| value);
    log::info!("{value:?}"); //~ secret-in-log
}
