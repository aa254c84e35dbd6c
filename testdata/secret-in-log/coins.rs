//! Tokens that are traded, and those that sign in beside a symbol.

pub struct Swap {
    pub token: String,
    pub decimals: u8,
    pub account: String,
}

pub fn swapped(of: &Swap, mint: &str, token: &str) {
    println!("{} {token} {mint}", of.token);
}

pub struct Quotes {
    base: String,
}

impl Quotes {
    pub fn quote(&self, symbol: &str, token: &str) -> String {
        println!("asking with {token}"); //~ secret-in-log
        format!("{}/quote?symbol={symbol}&token={token}", self.base) //~ secret-in-args
    }

    pub fn minted(&self, mint: &str, token: &str) -> String {
        format!("{}/mint?of={mint}&token={token}", self.base) //~ secret-in-args
    }
}

pub struct Config {
    pub token: String,
    pub symbol: String,
}

pub struct MintClient {
    pub token: String,
    pub mint: String,
}

pub fn configured(config: &Config, client: &MintClient) {
    println!("{}", config.token); //~ secret-in-log
    println!("{}", client.token); //~ secret-in-log
}

/// A bot signs in with a token, whatever it trades.
pub struct Trader {
    pub token: String,
    pub coins: Vec<String>,
    pub client: Client,
    pub url: String,
}

/// What is said of a coin has a picture.
pub struct Listed {
    pub token: String,
    pub decimals: u8,
    pub logo_url: String,
    pub account: String,
}

pub struct Client;

pub fn traded(trader: &Trader, listed: &Listed) {
    println!("{}", trader.token); //~ secret-in-log
    println!("{}", listed.token);
}

pub async fn bought(client: &reqwest::Client, coin: &str, token: &str) {
    let _ = client.post("https://example.com").bearer_auth(token).send().await;
    println!("used {token} at {coin}"); //~ secret-in-log
}

pub async fn sold(request: reqwest::RequestBuilder, coin: &str, token: &str) {
    let _ = request.header("Authorization", format!("Bearer {token}")).send().await;
    println!("used {token} at {coin}"); //~ secret-in-log
}

pub fn ordered(url: &str, coin: &str, token: &str) {
    println!("asking {url} with {token} for {coin}"); //~ secret-in-log
}
