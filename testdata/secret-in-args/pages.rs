//! Where a list goes on, and what opens it.

pub fn rest(base: &str, token: &Option<String>, since_token: Option<&str>, auth: &Auth) -> Vec<String> {
    let mut pages = Vec::new();
    if let Some(t) = token {
        pages.push(format!("{base}/results?limit=100&pagination_token={t}"));
        pages.push(format!("{base}/results?limit=100&token={t}")); //~ secret-in-args
        pages.push(format!("{base}/results?limit=100&access_token={t}")); //~ secret-in-args
    }
    if let Some(token) = since_token {
        pages.push(format!("{base}/sync?timeout=30&since={token}"));
    }
    if let Some(token) = &auth.token {
        pages.push(format!("{base}/sync?timeout=30&since={token}")); //~ secret-in-args
    }
    pages
}

pub fn continued(base: &str, body: &serde_json::Value, auth: &Auth) -> Vec<String> {
    let mut pages = vec![auth.user.clone()];
    if let Some(token) = body["next_batch"].as_str() {
        pages.push(format!("{base}/sync?timeout=30&from={token}"));
    }
    if let Some(token) = body.get("cursor").and_then(|of| of.as_str()) {
        pages.push(format!("{base}/sync?timeout=30&from={token}"));
    }
    if let Some(token) = body["auth"]["token"].as_str() {
        pages.push(format!("{base}/sync?timeout=30&from={token}")); //~ secret-in-args
    }
    if let Some(token) = body["next"]["token"].as_str() {
        pages.push(format!("{base}/sync?timeout=30&from={token}")); //~ secret-in-args
    }
    pages
}

pub struct Auth {
    pub user: String,
    pub token: Option<String>,
}
