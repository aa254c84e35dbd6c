//! What a coin is called, and what one asks for it with.

pub struct Market {
    pub ticker: String,
    pub rate: u64,
}

pub struct Exchange {
    pub api_token: String,
    pub ticker: String,
}

pub fn sold(market: &Market, asked: &str) -> Result<(), String> {
    let pay_token = market.ticker.clone();
    if asked != pay_token {
        log::info!("this one only sells {pay_token}");
        return Err(format!("not {pay_token}"));
    }
    Ok(())
}

pub fn asked(exchange: &Exchange) {
    let pay_token = exchange.api_token.clone();
    log::info!("asking for {} with {pay_token}", exchange.ticker); //~ secret-in-log
}

pub fn changed(exchange: &Exchange, given: &str) {
    let mut pay_token = exchange.ticker.clone();
    if pay_token.is_empty() {
        pay_token = exchange.api_token.clone();
    }
    log::info!("asking with {pay_token} for {given}"); //~ secret-in-log
}
