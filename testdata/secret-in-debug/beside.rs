//! Fields that are secrets by what stands beside them.

#[derive(Debug)] //~ secret-in-debug
pub struct AppRole {
    pub role_id: String,
    pub secret_id: String,
}

/// The name under which a secret is kept.
#[derive(Debug)]
pub struct Reference {
    pub secret_id: String,
    pub version: u32,
}

#[derive(Debug)] //~ secret-in-debug
pub struct PinTanClient {
    pub url: String,
    pub username: String,
    pub pin: String,
}

/// What a map is marked with.
#[derive(Debug)]
pub struct Mark {
    pub title: String,
    pub pin: String,
}

pub fn shown(role: &AppRole, of: &Reference) {
    println!("{} {}", role.role_id, role.secret_id); //~ secret-in-log
    println!("{}", of.secret_id);
}

/// What is kept on a board.
#[derive(Debug)]
pub struct BoardPin {
    pub username: String,
    pub pin: String,
}

/// Who pays for what is sent.
#[derive(Debug)]
pub struct Transfer {
    pub charge_bearer: String,
}
