//! What a loop or a block is left with.

pub fn chosen(password: &str, names: [&str; 2]) {
    let first = 'pick: {
        if password.len() > 3 {
            break 'pick password;
        }
        "none"
    };
    log::info!("{first}"); //~ secret-in-log
    let second = loop {
        if password.len() > 3 {
            break password;
        }
    };
    log::info!("{second}"); //~ secret-in-log
    let third = 'each: {
        for name in names {
            if name.len() > password.len() {
                break 'each name;
            }
        }
        "none"
    };
    log::info!("{third}");
    let size = loop {
        if !password.is_empty() {
            break password.len();
        }
    };
    log::info!("{size}");
    // The inner loop is left, not the outer one.
    let outer = loop {
        let inner = loop {
            break password;
        };
        break inner.len();
    };
    log::info!("{outer}");
}

/// A loop's last expression is not what it is left with.
pub async fn polled(client: &other::Client) {
    let granted = loop {
        match client.poll().await {
            other::Poll::Pending => {}
            other::Poll::Done(granted) => break granted,
        }
    };
    println!("granted {}", granted.access_token); //~ secret-in-log
}

/// A block runs once: what is written later is not read before.
pub fn in_order(password: &str, sure: bool) {
    let mut shown = String::new();
    'once: {
        log::info!("{shown}");
        shown = password.to_owned();
        if sure {
            break 'once;
        }
    }
    log::info!("{shown}"); //~ secret-in-log
}
