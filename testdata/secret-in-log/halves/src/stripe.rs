//! Halves of one pair say whose they are, and a flag is none.

pub struct ApiKey {
    pub key: String,
    pub is_secret_key: bool,
}

pub struct PairedApiKey {
    pub key: String,
    pub secret: String,
}

pub struct Jwt {
    pub jwt_secret_key: String,
}

pub fn asked(unsplash_access_key: &str, one: &ApiKey, other: &PairedApiKey) {
    println!("{unsplash_access_key}"); //~ secret-in-log
    println!("{}", one.key); //~ secret-in-log
    println!("{}", other.key);
}

pub fn signed(aws_access_key: &str, aws_secret_access_key: &str) -> usize {
    println!("{aws_access_key}");
    aws_secret_access_key.len()
}

pub fn of_aws(aws_access_key: &str) {
    println!("{aws_access_key}");
}
