//! Types that are named after what their texts are.

pub struct ServiceUrls {
    pub database_url: String,
    pub redis_url: String,
}

pub struct SendMessages {
    pub bot_token: String,
    pub chat: i64,
}

pub struct ListLabels {
    pub access_token: String,
}

pub struct PasswordLabels {
    pub new_password: String,
    pub old_password: String,
}

pub struct MenuLabels {
    pub token: String,
}

pub fn shown(urls: &ServiceUrls, send: &SendMessages, list: &ListLabels) {
    println!("{}", urls.redis_url); //~ secret-in-log
    println!("{}", send.bot_token); //~ secret-in-log
    println!("{}", list.access_token); //~ secret-in-log
}

pub fn labelled(labels: &PasswordLabels, menu: &MenuLabels) {
    println!("{} {}", labels.new_password, menu.token);
}
