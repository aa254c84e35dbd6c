//! Results that were asked whether they failed.

pub async fn health(base: &str, token: &str) -> anyhow::Result<u16> {
    let url = format!("{base}/models?key={token}"); //~ secret-in-args
    let res = reqwest::Client::new().get(&url).send().await;
    if res.is_err() {
        anyhow::bail!("not reachable");
    }
    Ok(res.unwrap().status().as_u16())
}

pub async fn alive(base: &str, token: &str) -> bool {
    let url = format!("{base}/models?key={token}"); //~ secret-in-args
    let res = reqwest::Client::new().get(&url).send().await;
    if res.is_ok() {
        return res.unwrap().status().is_success();
    }
    let res = reqwest::Client::new().get(&url).send().await;
    if res.is_err() {
        log::warn!("not reachable");
    }
    res.unwrap().status().is_success() //~ secret-in-error
}

pub async fn all(bases: &[String], token: &str) {
    for base in bases {
        let url = format!("{base}/models?key={token}"); //~ secret-in-args
        let res = reqwest::Client::new().get(&url).send().await;
        if res.is_err() {
            continue;
        }
        let _ = res.unwrap();
    }
}

pub async fn or_not_at_all(base: &str, token: &str) {
    let url = format!("{base}/models?key={token}"); //~ secret-in-args
    let res = reqwest::Client::new().get(&url).send().await;
    if res.is_err() {
        std::process::exit(1);
    }
    let _ = res.unwrap();
    let res = reqwest::Client::new().get(&url).send().await;
    if res.is_err() {
        exit(1);
    }
    let _ = res.unwrap(); //~ secret-in-error
}

fn exit(code: i32) {
    log::warn!("would exit with {code}");
}
