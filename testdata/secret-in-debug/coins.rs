//! Tokens that are traded, or prove whose a domain is, and what a type says of
//! its field.

#[derive(Debug)]
pub struct SpotTransfer {
    pub token: String,
    pub amount: String,
    pub usdc_value: String,
    pub user: String,
}

#[derive(Debug)]
pub struct TradeInfo {
    pub user: String,
    pub fee: String,
    pub fee_token: String,
    pub budget_token: Option<String>,
}

/// A card's token has an amount as well.
#[derive(Debug)] //~ secret-in-debug
pub struct Charge {
    pub user: String,
    pub token: String,
    pub amount: u64,
}

#[derive(Debug)]
pub struct VerificationOutput {
    pub verified: bool,
    pub dns_host: Option<String>,
    pub token: Option<String>,
}

/// One who sets records signs in by it.
#[derive(Debug)] //~ secret-in-debug
pub struct DnsClient {
    pub dns_zone: String,
    pub token: String,
}

#[derive(Debug)]
pub struct Network {
    pub rpc_url: String,
    pub passphrase: String,
}

#[derive(Debug)] //~ secret-in-debug
pub struct Wallet {
    pub rpc_url: String,
    pub passphrase: String,
}

#[derive(Debug)]
pub struct DriveConfig {
    pub api_base_url: String,
    pub refresh_token_host: String,
}
