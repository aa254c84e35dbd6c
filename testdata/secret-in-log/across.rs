//! Across functions, fields and closures.

use std::collections::HashMap;

pub struct Holder {
    inner: String,
    shown: String,
}

impl Holder {
    pub fn new(password: String) -> Self {
        Holder { inner: password, shown: String::from("x1") }
    }

    pub fn show(&self) {
        log::info!("{}", self.inner); //~ secret-in-log
        log::info!("{}", self.shown);
    }

    pub fn inner(&self) -> &str {
        &self.inner
    }
}

pub fn uses(holder: &Holder) {
    let value = holder.inner();
    log::info!("{value}"); //~ secret-in-log
}

fn same(text: &str) -> String {
    text.trim().to_owned()
}

pub fn by_context(password: &str, user: &str) {
    let a = same(password);
    let b = same(user);
    log::info!("{a}"); //~ secret-in-log
    log::info!("{b}");
}

fn note(line: &str) {
    log::info!("{line}"); //~ secret-in-log
}

pub fn hands_over(api_key: &str) {
    note(api_key);
}

fn often(line: &str) {
    log::info!("{line}");
}

pub fn one_of_many(api_key: &str, user: &str) {
    often(user);
    often("start");
    often("end");
    often(api_key); //~ secret-in-log
    often(&user.to_uppercase());
}

fn fill(buffer: &mut String, text: &str) {
    buffer.push_str(text);
}

pub fn filled(client_secret: &str) {
    let mut clean = String::new();
    fill(&mut clean, "x");
    log::info!("{clean}");
    let mut buffer = String::new();
    fill(&mut buffer, client_secret);
    log::info!("{buffer}"); //~ secret-in-log
}

pub fn closures(password: Option<String>, users: Vec<String>) {
    let shout = password.as_deref().map(|p| p.to_uppercase()).unwrap_or_default();
    log::info!("{shout}"); //~ secret-in-log
    password.iter().for_each(|p| log::info!("{p}")); //~ secret-in-log
    let length = password.as_ref().map(|p| p.len()).unwrap_or(0);
    log::info!("{length}");
    users.iter().for_each(|u| log::info!("{u}"));
    let print = |what: &str| log::info!("{what}"); //~ secret-in-log
    print(&password.unwrap_or_default());
}

pub fn collections(password: &str, user: &str) {
    let mut form = HashMap::new();
    form.insert("user", user);
    form.insert("password", password);
    log::info!("{form:?}"); //~ secret-in-log
    let list = vec![user, password];
    for item in &list {
        log::info!("{item}"); //~ secret-in-log
    }
}

pub fn matched(given: Result<String, std::env::VarError>) {
    let read = std::env::var("SERVICE_API_KEY"); //~ env-read
    match read {
        Ok(value) => log::info!("{value}"), //~ secret-in-log
        Err(error) => log::warn!("{error}"),
    }
    if let Ok(value) = given {
        log::info!("{value}");
    }
}

pub enum Auth {
    Basic { user: String, word: String },
    Bearer(String),
}

pub fn signs_in(password: String) -> Auth {
    Auth::Basic { user: "x1".to_owned(), word: password }
}

pub fn looks(auth: &Auth) {
    match auth {
        Auth::Basic { user, word } => {
            log::info!("{user}");
            log::info!("{word}"); //~ secret-in-log
        }
        Auth::Bearer(token) => log::info!("{token}"), //~ secret-in-log
    }
}

macro_rules! say {
    ($($arg:tt)*) => { log::info!($($arg)*) };
}

pub fn by_macro(password: &str) {
    say!("{}", password); //~ secret-in-log
    say!("{}", password.len());
}

pub trait Named {
    fn label(&self) -> String;
}

pub struct Only {
    pub access_token: String,
}

impl Named for Only {
    fn label(&self) -> String {
        format!("only {}", self.access_token)
    }
}

pub fn by_trait(named: &dyn Named) {
    log::info!("{}", named.label()); //~ secret-in-log
}

pub async fn awaited(password: &str) {
    let made = async { password.to_string() }.await;
    tracing::info!(message = %made); //~ secret-in-log
}

#[derive(Debug, serde::Serialize)] //~ secret-in-debug secret-in-serialize
pub struct Grant {
    pub access_token: String,
}

#[derive(Debug, serde::Serialize)]
pub struct Plain {
    pub user: String,
}

fn debugged<T: std::fmt::Debug>(x: T) {
    log::info!("{x:?}"); //~ secret-in-log
}

fn debugged_by_impl(x: impl std::fmt::Debug) {
    log::info!("{:?}", x); //~ secret-in-log
}

fn debugged_by_where<T>(x: &T)
where
    T: Clone + std::fmt::Debug,
{
    log::info!("{:?}", x); //~ secret-in-log
}

fn rendered<T: serde::Serialize>(data: &T, pretty: bool) -> Result<String, serde_json::Error> {
    match pretty {
        true => serde_json::to_string_pretty(data),
        false => serde_json::to_string(data),
    }
}

fn handed_on<T: serde::Serialize>(data: &T) -> String {
    rendered(data, true).unwrap_or_default()
}

pub fn generic(grant: &Grant, plain: &Plain) {
    debugged(grant);
    debugged_by_impl(grant);
    debugged_by_where(grant);
    println!("{}", rendered(grant, false).unwrap_or_default()); //~ secret-in-log
    println!("{}", rendered(plain, false).unwrap_or_default());
    println!("{}", handed_on(grant)); //~ secret-in-log
    println!("{}", handed_on(plain));
}

/// What a field begins with says nothing of what it is for.
pub struct Stack {
    items: Vec<String>,
    last: Option<String>,
}

impl Stack {
    fn new() -> Self {
        Stack { items: Vec::new(), last: None }
    }

    fn add(&mut self, item: impl Into<String>) -> &mut Self {
        self.items.push(item.into());
        self
    }
}

pub fn stacked(password: &str) {
    let mut stack = Stack::new();
    stack.add(password).last = Some("x1".to_owned());
    println!("{:?}", stack.items); //~ secret-in-log
    println!("{:?}", stack.last);
    stack.last = None;
}
