//! Tokens of a text and of work under way, and those that open something.

pub struct Likely {
    pub token: String,
    pub logprob: f64,
}

pub struct Progress {
    pub token: String,
    pub percentage: Option<u32>,
}

pub struct Upload {
    pub token: String,
    pub client: String,
    pub progress: u32,
}

pub fn told(likely: &Likely, progress: &Progress, upload: &Upload) {
    log::info!("{} {}", likely.token, likely.logprob);
    log::info!("{} is at {:?}", progress.token, progress.percentage);
    log::info!("{} is at {}", upload.token, upload.progress); //~ secret-in-log
}

pub fn heard(params: &serde_json::Value) -> Option<()> {
    let token = params.get("token").and_then(|token| token.as_str())?.to_string();
    let percentage = params.get("percentage").and_then(|of| of.as_u64());
    log::info!("{token} is at {percentage:?}");
    Some(())
}

pub fn signed(params: &serde_json::Value) -> Option<()> {
    let access_token = params.get("access_token").and_then(|token| token.as_str())?.to_string();
    let percentage = params.get("percentage").and_then(|of| of.as_u64());
    log::info!("{access_token} is at {percentage:?}"); //~ secret-in-log
    Some(())
}
