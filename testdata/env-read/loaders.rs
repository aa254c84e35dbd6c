//! Configuration that is put together in several places before a struct is
//! filled from it.
use config::{Config, ConfigBuilder, ConfigError, Environment, builder::DefaultState};
use serde::{Deserialize, de::DeserializeOwned};

/// The object comes out of another function, by the library's older calls.
#[derive(Deserialize)]
struct Account {
    auth_key: String, //~ env-read
    zone: String,
}

fn merged() -> Result<Config, ConfigError> {
    let mut config = Config::new();
    config.merge(Environment::with_prefix("CF"))?;
    Ok(config)
}

fn account() -> Account {
    merged().unwrap().try_into().unwrap()
}

/// What is filled is what the caller of a general reader asks for.
#[derive(Deserialize)]
struct Mail {
    smtp_password: String, //~ env-read
    smtp_port: u16,
}

fn read<T: DeserializeOwned>(prefix: Option<&str>) -> T {
    let mut builder = Config::builder();
    if let Some(prefix) = prefix {
        builder = builder.add_source(Environment::with_prefix(prefix).separator("."));
    }
    builder.build().unwrap().try_deserialize().unwrap()
}

fn mail() -> Mail {
    read::<Mail>(Some("APP"))
}

/// The builder is a field, and one method adds the environment.
#[derive(Deserialize)]
struct Forge {
    api_key: String, //~ env-read
    database: Database,
}

#[derive(Deserialize)]
struct Database {
    password: String, //~ env-read
    pool: u32,
}

struct Reader {
    builder: ConfigBuilder<DefaultState>,
}

impl Reader {
    fn environment(mut self) -> Self {
        self.builder = self.builder.add_source(Environment::with_prefix("FORGE").separator("__"));
        self
    }

    fn read(self) -> Forge {
        self.builder.build().unwrap().try_deserialize::<Forge>().unwrap()
    }
}

fn entries() {
    let config = merged().unwrap();
    let _: String = config.get("auth.secret").unwrap(); //~ env-read
    let _: u16 = config.get("auth.port").unwrap();
    let _ = config.get_str("mail.password"); //~ env-read
    let cache = std::collections::HashMap::<String, String>::new();
    let _ = cache.get("mail.password");
}

/// By another name, since the service has an `Environment` of its own.
#[derive(Deserialize)]
struct Cache {
    redis_password: String, //~ env-read
}

fn cache() -> Cache {
    use config::Environment as Variables;
    Config::builder().add_source(Variables::default()).build().unwrap().try_deserialize().unwrap()
}

/// Nothing here comes from the environment.
#[derive(Deserialize)]
struct Stored {
    password: String,
}

fn stored() -> Stored {
    Config::builder().add_source(config::File::with_name("stored")).build().unwrap().try_deserialize().unwrap()
}
