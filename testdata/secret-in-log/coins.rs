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
