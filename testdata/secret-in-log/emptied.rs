//! Copies that a method takes the secrets out of.

#[derive(Clone, serde::Serialize)] //~ secret-in-serialize@warn
pub struct Tracker {
    pub url: String,
    pub token: ApiToken,
}

#[derive(Clone, serde::Serialize)] //~ secret-in-serialize@warn
pub struct ApiToken(String);

impl ApiToken {
    pub fn new(text: &str) -> Self {
        ApiToken(text.to_owned())
    }
}

#[derive(Clone, serde::Serialize)]
pub struct Settings {
    pub name: String,
    pub tracker: Tracker,
}

impl Settings {
    pub fn remove_secrets(&mut self) {
        self.tracker.token = ApiToken::new("***");
    }

    pub fn rename(&mut self) {
        self.name = String::from("other");
    }

    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() //~ secret-in-serialize@warn
    }
}

pub fn shows_a_copy(settings: &Settings) {
    let mut copy = settings.clone();
    copy.remove_secrets();
    log::info!("configuration:\n{}", copy.to_json());
}

pub fn shows_another(settings: &Settings) {
    let mut copy = settings.clone();
    copy.remove_secrets();
    log::info!("configuration:\n{}", settings.to_json()); //~ secret-in-log
}

pub fn shows_renamed(settings: &Settings) {
    let mut copy = settings.clone();
    copy.rename();
    log::info!("configuration:\n{}", copy.to_json()); //~ secret-in-log
}

pub fn shows_before(settings: &Settings) {
    let mut copy = settings.clone();
    log::info!("configuration:\n{}", copy.to_json()); //~ secret-in-log
    copy.remove_secrets();
    drop(copy);
}

pub fn mask_secrets(value: &mut serde_json::Value) {
    if let Some(part) = value.pointer_mut("/tracker/token") {
        *part = "***".into();
    }
}

pub fn validate(value: &serde_json::Value) {
    assert!(value.is_object());
}

pub fn prints_masked(settings: &Settings) {
    let mut value = serde_json::to_value(settings).unwrap_or_default();
    mask_secrets(&mut value);
    println!("{value}");
}

pub fn prints_as_it_is(settings: &Settings) {
    let value = serde_json::to_value(settings).unwrap_or_default();
    validate(&value);
    println!("{value}"); //~ secret-in-log
}
