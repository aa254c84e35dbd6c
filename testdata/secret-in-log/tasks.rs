//! Tasks, and what waits for several of them.

use futures::{StreamExt, future};
use std::time::Duration;

async fn load(word: String) -> String {
    word
}

async fn count(password: String) -> usize {
    password.len()
}

async fn fetch_token(user: &str) -> Result<String, std::io::Error> {
    tokio::fs::read_to_string(user).await
}

pub async fn one(password: String) {
    let value = tokio::spawn(load(password.clone())).await;
    log::info!("{value:?}"); //~ secret-in-log
    let copy = password.clone();
    let value = tokio::spawn(async move { copy }).await;
    log::info!("{value:?}"); //~ secret-in-log
    let size = tokio::spawn(count(password.clone())).await;
    log::info!("{size:?}");
    let value = tokio::time::timeout(Duration::from_secs(1), load(password.clone())).await;
    log::info!("{value:?}"); //~ secret-in-log
    let copy = password.clone();
    let value = tokio::task::spawn_blocking(move || copy.to_uppercase()).await;
    log::info!("{value:?}"); //~ secret-in-log
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let value = runtime.block_on(load(password.clone()));
    log::info!("{value}"); //~ secret-in-log
}

pub async fn several(password: String, name: String) {
    let (value, other) = tokio::join!(load(password.clone()), load(name.clone()));
    log::info!("{value}"); //~ secret-in-log
    log::info!("{other}");
    let (token, size) = future::join(fetch_token("a"), count(password.clone())).await;
    log::info!("{token:?}"); //~ secret-in-log
    log::info!("{size}");
    let (token, _) = tokio::try_join!(fetch_token("a"), fetch_token("b")).unwrap();
    log::info!("{token}"); //~ secret-in-log
    let all = future::join_all(["a", "b"].iter().map(|user| fetch_token(user))).await;
    log::info!("{all:?}"); //~ secret-in-log
    let mut set = tokio::task::JoinSet::new();
    set.spawn(load(password.clone()));
    while let Some(done) = set.join_next().await {
        log::info!("{done:?}"); //~ secret-in-log
    }
    match future::join(fetch_token("a"), load(name)).await {
        (Ok(found), rest) => log::info!("{found} {}", rest.len()), //~ secret-in-log
        (Err(error), rest) => log::info!("{error} {rest}"),
    }
}

pub async fn first(mut names: tokio::sync::mpsc::Receiver<String>, password: String) {
    loop {
        tokio::select! {
            biased;
            Some(name) = names.recv() => log::info!("{name}"),
            _ = future::ready(1), if { log::info!("{password}"); true } => break, //~ secret-in-log
            token = fetch_token("a"), if password.len() > 3 => {
                log::info!("{token:?}"); //~ secret-in-log
            }
            _ = tokio::time::sleep(Duration::from_secs(1)) => break,
            else => log::info!("nothing"),
        }
    }
    let chosen = tokio::select! {
        value = load(password.clone()) => value,
        _ = future::ready(1) => String::new(),
    };
    log::info!("{chosen}"); //~ secret-in-log
}

pub async fn streamed() {
    let each = futures::stream::iter(["a"]);
    let all: Vec<String> = each.then(|user| async move { fetch_token(user).await.unwrap_or_default() }).collect().await;
    log::info!("{all:?}"); //~ secret-in-log
}
