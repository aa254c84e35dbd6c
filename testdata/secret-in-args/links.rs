//! What an address is handed out with, and what it must not hold.

/// The link of a mail opens one thing, once.
pub fn mailed(base: &str, reset_token: &str, raw_token: &str, token: &str) -> Vec<String> {
    vec![
        format!("{base}/go?token={reset_token}"),
        format!("{base}/reset-password?token={raw_token}"),
        format!("{}/verify-email?token={}", base, token),
        format!("{base}/users?reset_password_token={token}"),
    ]
}

/// What is used again and again is none that a mail may hold, wherever the
/// link leads; nor is one that another service is asked with.
pub fn asked(base: &str, admin_api_token: &str, token: &str, password: &str) -> Vec<String> {
    vec![
        format!("{base}/reset-password?token={admin_api_token}"), //~ secret-in-args
        format!("{base}/users?token={token}"), //~ secret-in-args
        format!("{base}/users?access_token={token}"), //~ secret-in-args
        format!("{base}/users?reset_password_token={admin_api_token}"), //~ secret-in-args
        format!("https://example.com/reset?token={token}"), //~ secret-in-args
        format!("{base}/reset-password?new={password}"), //~ secret-in-args
    ]
}

/// Who is sent back with a code, and a download that is signed.
pub fn back(redirect_uri: &str, base: &str, client_secret: &str, url: &str) -> Vec<String> {
    let code = client_secret;
    vec![
        format!("{redirect_uri}?code={code}&state=x"),
        format!("{base}/verify?code={code}"), //~ secret-in-args
        format!("{url}?X-Amz-Credential={client_secret}&X-Amz-Date={base}"),
    ]
}

/// A form is no address, until it is made one.
pub async fn form(client: reqwest::Client, client_secret: &str) -> reqwest::Result<reqwest::Response> {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.append_pair("client_secret", client_secret);
    client.post("https://example.com/token").body(form.finish()).send().await
}

pub fn address(client_secret: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("client_secret", client_secret); //~ secret-in-args
    let query = query.finish();
    format!("https://example.com/token?{query}")
}

pub async fn chained(client: reqwest::Client, client_secret: &str) -> reqwest::Result<reqwest::Response> {
    let body = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("grant_type", "authorization_code")
        .append_pair("client_secret", client_secret)
        .finish();
    client.post("https://example.com/token").body(body).send().await
}

pub fn chained_address(client_secret: &str) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("client_secret", client_secret) //~ secret-in-args
        .finish();
    format!("https://example.com/token?{query}")
}

pub fn request_magic_link(page: &str, display_token: &str, api_token: &str) -> Vec<String> {
    vec![
        format!("{}?token={}", page, display_token),
        format!("{}?token={}", page, api_token), //~ secret-in-args
    ]
}

/// A service is asked again and again, wherever its paths lead.
pub struct Mailer {
    base_url: String,
    link_base: String,
    site: String,
    token: String,
    page: String,
}

impl Mailer {
    pub fn asked(&self, share_token: &str) -> Vec<String> {
        vec![
            format!("{}/v1/email/send?token={}", self.base_url, self.token), //~ secret-in-args
            format!("{}/reset-password?token={}", self.base_url, self.token), //~ secret-in-args
            format!("{}/api/invites?token={}", self.site, self.token), //~ secret-in-args
            format!("{}/signup?token={}", self.site, self.token), //~ secret-in-args
            format!("https://example.com/{}/files?token={share_token}", self.page), //~ secret-in-args
        ]
    }

    pub fn start_magic_link(&self, token: &str) -> String {
        format!("{}?token={}", self.link_base, token)
    }

    pub fn mailed(&self, share_token: &str, token: &str) -> Vec<String> {
        vec![
            format!("{}/invites/accept?token={token}", self.site),
            format!("{}/files?token={share_token}", self.site),
        ]
    }
}
