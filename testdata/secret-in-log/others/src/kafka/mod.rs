pub struct SchemaRegistry {
    pub url: String,
    pub api_key: String,
    pub openai_api_key: String,
}

pub fn go(registry: &SchemaRegistry, stripe_api_key: &str) {
    println!("{}", registry.api_key); //~ secret-in-log
    println!("{} {stripe_api_key}", registry.openai_api_key); //~ secret-in-log
}
