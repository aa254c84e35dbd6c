//! A word that a text was cut into, and one of several tokens.

fn find_token_value(tokens: &[&str], name: &str) -> Option<String> {
    let at = tokens.iter().position(|word| *word == name)?;
    tokens.get(at + 1).map(|word| word.to_string())
}

pub fn routed(output: &str) -> Result<(), String> {
    let tokens: Vec<&str> = output.split_whitespace().collect();
    match find_token_value(&tokens, "via") {
        Some(raw) => Err(format!("no gateway at {raw}")),
        None => Ok(()),
    }
}

fn auth_token_value(fields: &[&str], name: &str) -> Option<String> {
    fields.iter().find(|field| field.starts_with(name)).map(|field| field.to_string())
}

pub fn signed(auth_header: &str, api_tokens: &[&str]) {
    let fields: Vec<&str> = auth_header.split_whitespace().collect();
    println!("{:?}", auth_token_value(&fields, "token")); //~ secret-in-log
    println!("{:?}", auth_token_value(api_tokens, "token")); //~ secret-in-log
}
