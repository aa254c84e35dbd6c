//! Every way to call the reading functions.
use std::env;
use std::env::var as getenv;
use std::env::{self as environment, var_os};

fn imported() {
    let _ = env::var("STRIPE_API_KEY"); //~ env-read
    let _ = getenv("GITHUB_TOKEN"); //~ env-read
    let _ = environment::var("SMTP_PASSWORD"); //~ env-read
    let _ = var_os("JWT_SECRET"); //~ env-read
    let _ = ::std::env::var("DATABASE_URL"); //~ env-read
    let _ = env::var::<&str>("SESSION_SECRET"); //~ env-read
    let _ = env::var(r#"RAW_API_KEY"#); //~ env-read
    let _ = dotenvy::var("MAIL_PASSWORD"); //~ env-read
    let _ = some_common::env::var("FOREIGN_TOKEN"); //~ env-read
    let _ = env::var(
        //~^ env-read
        "MULTI_LINE_TOKEN",
    );
}

fn built() -> Option<&'static str> {
    let _ = env!("SENTRY_DSN"); //~ env-read
    let _ = core::option_env!("BUILD_SIGNING_KEY"); //~ env-read
    option_env!("RELEASE_TOKEN") //~ env-read
}

mod globbed {
    use std::env::*;

    fn read() {
        let _ = var("GLOB_TOKEN"); //~ env-read
    }
}

mod nested {
    pub mod prelude {
        pub use std::env;
        pub use std::env::var as read_var;
    }

    mod inner {
        use super::prelude::*;

        fn read() {
            let _ = env::var("NESTED_PASSWORD"); //~ env-read
            let _ = read_var("REEXPORTED_SECRET"); //~ env-read
        }
    }
}

fn inside_a_function() {
    use std::env as e;
    let _ = e::var("SCOPED_TOKEN"); //~ env-read
}

fn in_macros(ok: bool) {
    println!("{}", env::var("PRINTED_MODE").is_ok());
    assert_eq!(env::var("ASSERTED_TOKEN").is_ok(), ok); //~ env-read
    let _ = serde_json::json!({ "key": env::var("JSON_API_KEY").unwrap() }); //~ env-read secret-in-serialize
    let _ = vec![env::var("VEC_SECRET")]; //~ env-read
    tokio::select! {
        _ = async { env::var("SELECTED_TOKEN") } => {} //~ env-read
    }
    lazy! {
        static ref KEY: String = std::env::var("LAZY_API_KEY").unwrap(); //~ env-read
    }
}

static FROM_STATIC: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| env::var("STATIC_TOKEN").unwrap()); //~ env-read

thread_local! {
    static T: String = env::var("THREAD_SECRET").unwrap(); //~ env-read
}
