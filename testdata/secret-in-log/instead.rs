//! What stands in a secret's place: the name of where it is read, the other of
//! two things.

pub struct Settings {
    pub api_key: String,
}

pub fn place(settings: &Settings) -> Option<String> {
    settings.api_key.strip_prefix("${").map(str::to_owned)
}

pub fn missing(settings: &Settings) {
    if let Some(place) = place(settings) {
        log::warn!("{place} is not set");
    }
}

pub fn rest(settings: &Settings) {
    if let Some(rest) = settings.api_key.strip_prefix("sk-") {
        log::warn!("{rest} is too short"); //~ secret-in-log
    }
}

pub fn client_name_or_token(name: Option<String>, token: Option<String>) -> String {
    name.or(token).unwrap_or_default()
}

pub fn asked(name: Option<String>) {
    let client_name = client_name_or_token(name, None);
    log::info!("{client_name} asks");
}

pub fn called(name: Option<String>) {
    let given = client_name_or_token(name, None);
    log::info!("{given} asks"); //~ secret-in-log
}
