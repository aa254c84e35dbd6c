pub struct Jwt {
    pub secret_key: String,
}
