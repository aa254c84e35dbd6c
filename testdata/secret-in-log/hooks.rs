// Addresses by which everybody may post into a chat, and other addresses.

use log::{info, warn};

struct DiscordNotifier {
    url: String,
    avatar_url: String,
}

impl DiscordNotifier {
    async fn post(&self, client: &reqwest::Client) {
        info!("posting to {} as {}", self.url, self.avatar_url); //~ secret-in-log
        let _ = client.post(&self.url).send().await;
    }
}

struct SlackSettings {
    webhook_url: Option<String>,
    channel: String,
}

fn configured(settings: &SlackSettings) {
    info!("{} by {:?}", settings.channel, settings.webhook_url); //~ secret-in-log
}

async fn send_to_slack(webhook_url: &str) -> Result<(), Error> {
    warn!("cannot post to {webhook_url}"); //~ secret-in-log
    Ok(())
}

// Good: what is called by a service of the user's own, and what a chat has of addresses.
struct Subscription {
    webhook_url: String,
}

fn subscribed(subscription: &Subscription, webhook_url: &str) {
    info!("calling {} and {webhook_url}", subscription.webhook_url);
}

struct SlackFile {
    url: String,
}

struct DiscordUser {
    url: String,
}

fn shared(file: &SlackFile, user: &DiscordUser) {
    info!("{} of {}", file.url, user.url);
}
