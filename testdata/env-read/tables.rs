//! Macros that make configuration.
macro_rules! config {
    ($($field:ident: $ty:ty = $variable:literal),* $(,)?) => {
        pub struct Config {
            $(pub $field: $ty),*
        }

        impl Config {
            pub fn load() -> Self {
                Self { $($field: std::env::var($variable).unwrap()),* }
            }
        }
    };
}

config! {
    database: String = "TABLE_DATABASE_PASSWORD", //~ env-read
    host: String = "TABLE_DATABASE_HOST",
}

macro_rules! written {
    ($name:ident) => {
        std::env::var(stringify!($name))
    };
}

macro_rules! or_default {
    ($name:expr) => {
        required($name)
    };
    ($name:expr, $default:expr) => {
        std::env::var($name).unwrap_or($default.into())
    };
}

fn required(name: &str) -> String {
    std::env::var(name).unwrap()
}

fn calls() {
    let _ = written!(WRITTEN_API_KEY); //~ env-read
    let _ = written!(WRITTEN_HOST);
    let _ = or_default!("ONE_ARM_API_KEY"); //~ env-read
    let _ = or_default!("OTHER_ARM_API_KEY", "x"); //~ env-read
    let _ = or_default!("OTHER_ARM_HOST", "api_key");
}
