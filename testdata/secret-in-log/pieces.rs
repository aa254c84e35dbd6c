//! Parts of what holds a secret somewhere, called after what they say.

pub struct Parts {
    user: String,
    dbname: String,
}

/// An address is taken apart; what signs in is one piece of it.
pub fn address(database_url: &str) -> Option<Parts> {
    let (sign_in, rest) = database_url.split_once('@')?;
    let (user, password) = sign_in.split_once(':')?;
    let (host, dbname) = rest.split_once('/')?;
    println!("{user} on {host} in {dbname}");
    println!("{password}"); //~ secret-in-log
    println!("{sign_in}"); //~ secret-in-log
    Some(Parts { user: user.to_owned(), dbname: dbname.to_owned() })
}

pub fn kept(database_url: &str) {
    if let Some(parts) = address(database_url) {
        println!("{} {}", parts.user, parts.dbname);
    }
}

/// The names of headers are not their values.
pub fn headers(api_key: &str) {
    let tried = vec![("x-api-key", api_key.to_string()), ("x-key", format!("Bearer {api_key}"))];
    for (header_name, header_value) in tried {
        println!("trying {header_name}");
        println!("{header_value}"); //~ secret-in-log
    }
}

pub fn environment(overlay: Vec<(String, String)>, api_key: &str) {
    let mut overlay = overlay;
    overlay.push(("API_KEY".into(), api_key.into()));
    for (k, v) in &overlay {
        println!("set {k}");
        println!("{v}"); //~ secret-in-log
    }
}

/// What a command is given: a secret may be among it, and all of it shows one.
pub fn command(password: &str) {
    let args = vec!["create".to_string(), "--password".to_string(), password.to_string()];
    println!("{args:?}"); //~ secret-in-log
    read(&args);
}

fn read(args: &[String]) {
    let mut given = args.iter();
    while let Some(arg) = given.next() {
        if arg == "--password" {
            let password = given.next();
            println!("{password:?}"); //~ secret-in-log
        }
        eprintln!("no such option: {arg}");
    }
}

/// A sealed text says with which key.
pub fn sealed(access_token: &str) -> Option<()> {
    let mut parts = access_token.splitn(3, '.');
    let version = parts.next()?;
    let key_id = parts.next()?;
    let rest = parts.next()?;
    println!("{version} {key_id}");
    println!("{rest}"); //~ secret-in-log
    Some(())
}

/// What a variant is called after may be somebody's.
pub enum Scope {
    TenantApiKey(String),
    TokenFromStdout(Vec<String>),
    ApiKey(String),
}

pub fn scope(scope: &Scope) {
    match scope {
        Scope::TenantApiKey(slug) => println!("limit of {slug}"),
        Scope::TokenFromStdout(command) => println!("from {command:?}"),
        Scope::ApiKey(text) => println!("{text}"), //~ secret-in-log
    }
}

/// A key that is made of what can be seen, and one that is not.
fn account_key(scope: &str, user: &str) -> String {
    format!("lock:{scope}:{user}")
}

fn bearer_token(password: &str) -> String {
    format!("token:{password}")
}

pub fn locked(user: &str, password: &str) {
    println!("{}", account_key("login", user));
    println!("{}", bearer_token(password)); //~ secret-in-log
}

/// What nobody knows but by a bound is not what one type of ours gives.
pub struct HookSecret(Vec<u8>);

impl AsRef<[u8]> for HookSecret {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

pub fn networks<S: AsRef<str>>(all: &[S]) {
    for one in all {
        println!("{}", one.as_ref());
    }
}

pub fn hook(secret: &HookSecret) {
    println!("{:?}", secret.as_ref()); //~ secret-in-log
}

/// Whether they may be sent at all.
pub fn allowed() {
    if let Ok(cors_allow_credentials) = std::env::var("CORS_ALLOW_CREDENTIALS") {
        println!("{cors_allow_credentials}");
    }
    let cors_credentials_token = std::env::var("CORS_TOKEN").unwrap_or_default(); //~ env-read
    println!("{cors_credentials_token}"); //~ secret-in-log
}

const SETTING: &str = "CI_RELEASE_TOKEN";

pub fn which() {
    let release_token: &str = SETTING;
    println!("set {release_token}");
}

pub fn lexed(line: &str) {
    let found = line.split_whitespace().find_map(|token| token.strip_prefix("at:"));
    println!("{found:?}");
}

/// Of a type that is not ours nothing is known, but what we print of it.
pub async fn exported(store: &remote::Store) {
    let mut export = remote::Export::default();
    export.master_key = store.get_secret("master").await;
    println!("{export:?}");
    println!("{:?}", export.master_key); //~ secret-in-log
}

pub async fn revoked(access_token: &str, refresh_token: &str) {
    let tokens = [(refresh_token, "refresh"), (access_token, "access")];
    for (token, hint) in tokens {
        println!("revoking the {hint}");
        println!("{token}"); //~ secret-in-log
    }
}

pub fn names(resolved: &[(String, String)], api_key: String) {
    let all: Vec<(String, String)> = resolved.iter().cloned().chain([("API_KEY".to_owned(), api_key)]).collect();
    println!("{:?}", all.iter().map(|(k, _)| k.as_str()).collect::<Vec<_>>());
    println!("{:?}", all.iter().map(|(_, v)| v.as_str()).collect::<Vec<_>>()); //~ secret-in-log
}

/// Which credentials, by their name; and what they are.
pub fn found(credentials: Option<&str>, client_secret: Option<&str>) {
    if let Some(name) = credentials {
        println!("no credentials called {name}");
    }
    if let Some(name) = client_secret {
        println!("{name}"); //~ secret-in-log
    }
}

pub fn challenged(path: &str) {
    if let Some(token) = path.strip_prefix("/.well-known/acme-challenge/") {
        println!("asked for {token}");
    }
    if let Some(auth_token) = path.strip_prefix("/hooks/") {
        println!("{auth_token}"); //~ secret-in-log
    }
}

pub fn reported(sentry_dsn: &str, dsn: &str) {
    println!("{sentry_dsn}");
    println!("{dsn}"); //~ secret-in-log
}

/// What is traded, and what signs in.
pub fn traded(token: &str, decimals: u8) {
    println!("{token} with {decimals}");
}

pub fn signed_in(token: &str, user: &str) {
    println!("{user}: {token}"); //~ secret-in-log
}

/// The key of a cache, and the one that is kept there.
pub fn cached(api_key_cache_key: &str, cached_api_key: &str, api_key_cache: &str) {
    println!("{api_key_cache_key} {api_key_cache}");
    println!("{cached_api_key}"); //~ secret-in-log
}

pub fn chained() {
    let memory_chain_key = std::env::var("MEMORY_CHAIN_KEY").unwrap_or_default();
    println!("{memory_chain_key}");
}

/// Where one signs in.
pub struct Connection {
    host: String,
    password: String,
}

impl Connection {
    fn database_url(&self, user: &str) -> String {
        ["postgres://", user, ":", &self.password, "@", &self.host].join("")
    }
}

pub fn connected(connection: &Connection) {
    println!("{}", connection.database_url("me")); //~ secret-in-log
}

pub struct Stores(HashMap<String, String>);

impl Stores {
    fn database_url(&self, name: &str) -> String {
        self.0[name].clone()
    }
}

pub fn stored(stores: &Stores, name: &str) {
    println!("{}", stores.database_url(name)); //~ secret-in-log
    println!("{}", stores.database_url("primary")); //~ secret-in-log
}

pub fn kinds(context_token: &str, routing_token: &str, api_key_num: &str, context_api_token: &str, preview_token: &str) {
    println!("{preview_token}"); //~ secret-in-log
    println!("{context_token} {routing_token} {api_key_num}");
    println!("{context_api_token}"); //~ secret-in-log
}

pub fn called_back(callback_token: &str, slack_command_token: &str, message_token: &str, model_token: &str) {
    println!("{callback_token}"); //~ secret-in-log
    println!("{slack_command_token}"); //~ secret-in-log
    println!("{message_token} {model_token}"); //~ secret-in-log
}

/// Of what is called after what they are, each is one.
pub struct Allowed {
    api_tokens: String,
    words: String,
}

pub fn allowed(of: &Allowed) {
    of.api_tokens.split(',').for_each(|token| println!("{token}")); //~ secret-in-log
    for token in of.api_tokens.split(',') {
        println!("{token}"); //~ secret-in-log
    }
    of.words.split(',').for_each(|token| println!("{token}"));
}

/// What may be an address is taken apart as a word; a token has its own beginning.
pub fn taken(token: &str) -> Option<&str> {
    println!("{token}");
    token.strip_prefix("file://")
}

pub fn begun(token: &str) -> bool {
    println!("{token}"); //~ secret-in-log
    token.starts_with("ghp_")
}

/// Of a list that is made here it is known what is in it.
pub fn command(args: &[String]) {
    let db_args = vec![format!("--password={}", std::env::var("DB_PASSWORD").unwrap())]; //~ env-read
    println!("{}", db_args.first().unwrap()); //~ secret-in-log
    let password = args.first().unwrap();
    println!("{}", args.last().unwrap());
    println!("{password}"); //~ secret-in-log
}

/// Two values are no channel, and a method that any type has is not one's own.
pub fn two(line: &str, keys: &Keys, entry: &foreign::Entry) {
    let (access_token, user) = split(line);
    drop_it(access_token);
    println!("login of {user}");
    entry.schemas.iter().for_each(|schema| println!("{schema}"));
    keys.iter().for_each(|one| println!("{one}")); //~ secret-in-log
    let (c_token, cmd_token) = (keys.number(), keys.word());
    println!("{c_token} {cmd_token}");
}

pub struct Keys {
    passwords: Vec<String>,
}

impl Keys {
    fn iter(&self) -> std::slice::Iter<'_, String> {
        self.passwords.iter()
    }
}

fn split(line: &str) -> (&str, &str) {
    line.split_once(' ').unwrap_or((line, ""))
}

fn drop_it(_what: &str) {}
