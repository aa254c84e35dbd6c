//! What the code writes down itself, stars, and what stands beside a secret.

pub fn one_of_words(api_key: &str) {
    match api_key.trim() {
        "" | "none" | "changeme" => log::warn!("not a key: {api_key:?}"),
        other => log::warn!("key {other}"), //~ secret-in-log
    }
    log::debug!("{api_key}"); //~ secret-in-log
}

pub fn one_of_several(api_key: &str) {
    match api_key {
        "none" => log::info!("{api_key}"),
        key if key.len() < 8 => log::info!("too short: {api_key}"), //~ secret-in-log
        _ => log::info!("{api_key}"), //~ secret-in-log
    }
}

pub struct Grant {
    pub access_token: String,
}

pub fn refused(grant: Grant, kind: &str) -> Result<(), String> {
    match grant.access_token.as_str() {
        "unauthenticated" | "" => return Err(format!("answered {}", grant.access_token)),
        _ => {}
    }
    match kind {
        "bearer" => log::debug!("{}", grant.access_token), //~ secret-in-log
        _ => {}
    }
    log::debug!("{}", grant.access_token); //~ secret-in-log
    Ok(())
}

pub fn starred(access_token: &str) {
    let mut shown = access_token.to_owned();
    let (from, to) = (1, shown.len() - 1);
    shown.replace_range(from..to, &"*".repeat(to - from));
    log::info!("{shown}");
    let mut tail = access_token.to_owned();
    tail.replace_range(4.., "***");
    log::info!("{tail}");
}

pub fn hardly_starred(access_token: &str, with: &str) {
    let mut front = access_token.to_owned();
    front.replace_range(0..4, "****");
    log::info!("{front}"); //~ secret-in-log
    let mut other = access_token.to_owned();
    other.replace_range(4.., with);
    log::info!("{other}"); //~ secret-in-log
}

pub fn pieces(decoded_credentials: String) {
    let mut parts = decoded_credentials.splitn(2, ':');
    let username = parts.next().ok_or("no name").unwrap().to_string();
    let password = parts.next().unwrap_or_default().to_string();
    log::info!("{username}");
    log::info!("{password}"); //~ secret-in-log
}

fn extract_bot_id(token: &str) -> Option<String> {
    let parts: Vec<&str> = token.split('-').collect();
    parts.get(2).map(|part| part.to_string())
}

fn extract_session_id(cookie: &str) -> Option<String> {
    let parts: Vec<&str> = cookie.split('=').collect();
    parts.get(1).map(|part| part.to_string())
}

pub fn whose(bot_token: &str, session_cookie: &str) {
    if let Some(bot_id) = extract_bot_id(bot_token) {
        println!("{bot_id}");
    }
    if let Some(session_id) = extract_session_id(session_cookie) {
        println!("{session_id}"); //~ secret-in-log
    }
}

pub fn where_it_is(redis_url: &str) {
    let host = redis_url.rsplit('@').next().unwrap_or("");
    log::info!("no answer from {host}");
    let behind = redis_url.rsplit_once('@').map_or("", |(_, place)| place);
    log::info!("no answer from {behind}");
    let front = redis_url.split('@').next().unwrap_or("");
    log::info!("no answer from {front}"); //~ secret-in-log
    let before = redis_url.rsplit_once('@').map_or("", |(who, _)| who);
    log::info!("no answer for {before}"); //~ secret-in-log
}

pub fn copied(text: &str, password: &str) -> Option<url::Url> {
    let parsed = url::Url::parse(text).ok()?;
    let mut copy = url::Url::parse("http://localhost").ok()?;
    copy.set_password(parsed.password()).ok()?;
    log::trace!("made {copy}");
    let mut signed = copy.clone();
    signed.set_password(Some(password)).ok()?;
    log::trace!("made {signed}"); //~ secret-in-log
    let mut again = url::Url::parse("http://localhost").ok()?;
    again.set_password(signed.password()).ok()?;
    log::trace!("made {again}"); //~ secret-in-log
    Some(again)
}

pub async fn cleaned(keys: &Keys) {
    let count = keys.cleanup_expired_api_keys().await.unwrap_or_default();
    log::info!("{count} keys removed");
    let fresh = keys.read_api_key().await.unwrap_or_default();
    log::info!("{fresh}"); //~ secret-in-log
}

pub trait Keys {
    fn cleanup_expired_api_keys(&self) -> impl Future<Output = Result<String, ()>>;
    fn read_api_key(&self) -> impl Future<Output = Result<String, ()>>;
}

pub fn asked(access_token: &str) {
    let (mut socket, _) = tungstenite::connect("wss://api.example.com").unwrap();
    socket.send(access_token.into()).unwrap();
    let answer = socket.read().unwrap();
    log::info!("{answer:?}");
}

pub fn queued(access_token: String) {
    let (outgoing, incoming) = std::sync::mpsc::channel();
    outgoing.send(access_token).unwrap();
    let taken = incoming.recv().unwrap();
    log::info!("{taken}"); //~ secret-in-log
}

pub fn word(tokenizer: &tokenizers::Tokenizer, token: &str) -> Result<u32, String> {
    tokenizer.token_to_id(token).ok_or_else(|| format!("no {token} among the words"))
}

pub fn choice(options: &[String], token: &str) -> Result<String, String> {
    let at = token.parse::<usize>().ok().and_then(|at| options.get(at));
    at.cloned().ok_or_else(|| format!("{token} is none of {}", options.len()))
}
