//! What runs instead of something else, and what is put together in pairs.

pub fn injected(url: &mut String, api_key: &str) {
    if let Ok(mut parsed) = url::Url::parse(url) {
        parsed.query_pairs_mut().append_pair("v", api_key); //~ secret-in-args
        *url = parsed.to_string();
        tracing::info!(url = %url, "asked"); //~ secret-in-log
    } else {
        tracing::warn!(url = %url, "could not parse");
    }
    tracing::info!(url = %url, "asked"); //~ secret-in-log
}

pub fn chosen(kind: u8, password: &str) {
    let mut text = String::new();
    match kind {
        0 => text.push_str(password),
        1 => log::info!("{text}"),
        _ => {}
    }
    log::info!("{text}"); //~ secret-in-log
}

pub fn again(kinds: &[u8], password: &str) {
    let mut text = String::new();
    for kind in kinds {
        if *kind == 0 {
            text.push_str(password);
        } else {
            log::info!("{text}"); //~ secret-in-log
        }
    }
}

pub fn called_again(kinds: &[u8], password: &str) {
    let mut text = String::new();
    let mut step = |kind: u8| match kind {
        0 => text = password.to_owned(),
        _ => log::info!("{text}"), //~ secret-in-log
    };
    kinds.iter().for_each(|kind| step(*kind));
}

pub fn for_each(kinds: &[u8], password: &str) {
    let mut text = String::new();
    kinds.iter().for_each(|kind| {
        if *kind == 0 {
            text.push_str(password);
        } else {
            log::info!("{text}"); //~ secret-in-log
        }
    });
}

/// What a call begins with it does not have from the one before.
pub fn begun_anew(kinds: &[u8], password: &str) {
    let step = |kind: &u8| {
        let mut text = String::new();
        match kind {
            0 => text.push_str(password),
            _ => log::info!("{text}"),
        }
        text.len()
    };
    kinds.iter().map(step).for_each(drop);
}

pub fn missing(key: Option<String>, password: Option<String>) {
    let names: Vec<&str> = [("KEY", &key), ("PASSWORD", &password)]
        .iter()
        .filter(|(_, value)| value.is_none())
        .map(|(name, _)| *name)
        .collect();
    eprintln!("not set: {}", names.join(", "));
    let values: Vec<String> =
        [("KEY", &key), ("PASSWORD", &password)].iter().filter_map(|(_, value)| (*value).clone()).collect();
    eprintln!("set: {}", values.join(", ")); //~ secret-in-log
}
