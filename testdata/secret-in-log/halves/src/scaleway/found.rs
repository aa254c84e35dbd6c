pub struct FoundKey {
    pub access_key: String,
    pub secret_key: Option<String>,
}

pub struct Pair {
    pub access_key: String,
    pub secret_access_key: String,
}
