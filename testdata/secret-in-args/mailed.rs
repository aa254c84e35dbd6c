//! The links of mails, wherever the pages lie that they lead to.

pub struct Mailer;

impl Mailer {
    pub async fn send_verification_email(&self, to: &str, verification_token: &str, base_url: &str) {
        let url = format!("{}/api/auth/verify-email?token={}", base_url, verification_token);
        self.deliver(to, &format!("<a href={url}>")).await;
    }

    pub async fn send_approval_mail(&self, to: &str, approval_token: &str, base_url: &str) {
        let url = format!("{}/api/auth/approve?token={}", base_url, approval_token);
        self.deliver(to, &format!("<a href={url}>")).await;
    }

    /// What opens again and again is none that a mail may hold.
    pub async fn send_welcome_email(&self, to: &str, api_token: &str, base_url: &str) {
        let url = format!("{}/api/start?token={}", base_url, api_token); //~ secret-in-args
        self.deliver(to, &url).await;
    }

    /// Nor is the address that a service is asked at a link.
    pub async fn send_email(&self, client: &reqwest::Client, base_url: &str, token: &str) {
        let url = format!("{}/api/send?token={}", base_url, token); //~ secret-in-args
        let _ = client.post(url).send().await;
    }

    async fn deliver(&self, to: &str, body: &str) {
        log::info!("sending {} bytes to {to}", body.len());
    }
}
