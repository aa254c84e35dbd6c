//! Words of a text, and secrets that are cut out of one.

pub fn chosen(input: &str, header: &str) -> Option<String> {
    let mut parts = input.split_whitespace();
    let Some(provider_token) = parts.next() else { return None };
    let model_token = parts.collect::<Vec<&str>>().join(" ");
    log::info!("{provider_token} {model_token}");
    let effort_token = input.split(' ').nth(2)?;
    log::info!("{effort_token}");
    let mut parts = input.split_whitespace();
    let access_token = parts.next()?;
    log::info!("{access_token}"); //~ secret-in-log
    let mut parts = header.split_whitespace();
    let scheme_token = parts.nth(1)?;
    log::info!("{scheme_token}"); //~ secret-in-log
    let device_token = input.split(':').nth(1)?;
    log::info!("{device_token}"); //~ secret-in-log
    let github_token = input.split_whitespace().nth(1)?;
    log::info!("{github_token}"); //~ secret-in-log
    let first_vault_token = input.split_whitespace().last()?;
    log::info!("{first_vault_token}"); //~ secret-in-log
    let second_token = input.split_whitespace().nth(1)?;
    log::info!("{second_token}");
    Some(model_token)
}

fn first_upper_token(text: &str) -> String {
    text.split_whitespace().next().unwrap_or_default().to_ascii_uppercase()
}

fn second_device_token(text: &str) -> String {
    text.split(',').nth(1).unwrap_or_default().to_owned()
}

fn session_token(text: &str) -> String {
    text.split_whitespace().next().unwrap_or_default().to_owned()
}

fn first_command_token(line: &str) -> &str {
    for token in line.split_whitespace() {
        if token.contains('=') {
            continue;
        }
        return token;
    }
    ""
}

fn next_vault_token(line: &str) -> String {
    for token in line.split_whitespace() {
        return vault(token);
    }
    String::new()
}

fn vault(of: &str) -> String {
    of.repeat(2)
}

pub fn cut(line: &str) {
    let first_token = first_command_token(line);
    log::info!("no command {first_token}");
    let vault_token = next_vault_token(line);
    log::info!("{vault_token}"); //~ secret-in-log
    if let Some((_, model_token)) = line.split_once('|') {
        log::info!("{model_token}");
    }
    if let Some((_, device_token)) = line.split_once('|') {
        log::info!("{device_token}"); //~ secret-in-log
    }
}

pub fn given(answer: &str) {
    log::info!("{}", first_upper_token(answer));
    log::info!("{}", second_device_token(answer)); //~ secret-in-log
    log::info!("{}", session_token(answer)); //~ secret-in-log
}
