//! Values of other crates of which nothing is known, but that they are
//! displayed, and what they are called.

use other::{Client, IntentToken, Keys, Lexeme, Piece, TotpSecret};

pub async fn part(client: &Client) {
    let Ok(app_password) = client.create_password("mail").await else { return };
    println!("label:  {}", app_password.label);
    println!("secret: {}", app_password.secret); //~ secret-in-log
}

pub fn asked(totp_secret: &TotpSecret, keys: &Keys, client: &Client) {
    println!("Secret: {}", totp_secret.get_secret()); //~ secret-in-log
    println!("URI: {}", totp_secret.to_uri().as_str()); //~ secret-in-log
    println!("Algorithm: {}", totp_secret.algo);
    println!("Key: {}", keys.secret_key().to_bech32().unwrap()); //~ secret-in-log
    println!("Key: {}", keys.public_key().to_bech32().unwrap());
    log::info!("signed in with {}", client.access_token()); //~ secret-in-log@deny
    log::info!("until {}", client.access_token().expires());
    // What it shows when debugged is its own affair.
    log::info!("signed in with {:?}", client.access_token());
    log::info!("key {}", keys.secret_key().to_public_hex());
    log::info!("key {}", keys.secret_key().fingerprint());
}

pub async fn issued(client: &Client) {
    match client.account_generate_token("sync").await {
        Ok(token) => println!("token: {token}"), //~ secret-in-log
        Err(_) => println!("none"),
    }
    match client.account_list_token("sync").await {
        Ok(tokens) => tokens.iter().for_each(|token| println!("token: {token}")),
        Err(_) => println!("none"),
    }
    match client.generate_token().await {
        // A model's next word.
        Ok(token) => print!("{token}"),
        Err(_) => println!("none"),
    }
}

pub async fn in_company(client: &Client) {
    if let Ok(IntentToken { token, expiry_time }) = client.intent().await {
        log::debug!("made a token that ends {}: {}", expiry_time, token); //~ secret-in-log
    }
    if let Ok(Lexeme { token, span }) = client.next().await {
        log::debug!("read {} at {}", token, span);
    }
    if let Ok(Piece { token, .. }) = client.last().await {
        log::debug!("read {}", token);
    }
}

pub fn painted(write_password: &str) {
    let address = format!("https://example.org/#{write_password}");
    println!("{}", yansi::Color::Cyan.underline().paint(&address)); //~ secret-in-log
    println!("{}", console::Style::new().bold().apply_to(write_password)); //~ secret-in-log
}

pub fn painted_by_macro(password: &str, name: &str) {
    println!("The generated password is: {}", colours::yellow!("{}", password)); //~ secret-in-log
    println!("It is called {}", colours::yellow!("{}", name));
    println!("It is {}", colours::mask!("{}", password));
}

pub fn called(unseal_keys: &[String], sealed_client_secret: &str, encrypted_access_token: &str, pkcs8_key: &str) {
    log::debug!("{:?}", unseal_keys); //~ secret-in-log
    log::debug!("{sealed_client_secret} {encrypted_access_token}");
    log::debug!("{pkcs8_key}"); //~ secret-in-log
}

pub fn signed(builder: other::Builder, method: &str) {
    let authorization = builder.token("x").authorize(method);
    let request = http::Request::builder().header("Authorization", authorization).body(()).unwrap();
    log::debug!("{:?}", request); //~ secret-in-log
}
