//! Modules that may read, written out in a file and as files.
mod boot;
mod config;

mod settings {
    pub mod env {
        pub fn load() {
            let _ = std::env::var("SANCTIONED_TOKEN");
        }

        mod deeper {
            fn load() {
                let _ = std::env::var("DEEPER_TOKEN");
            }
        }
    }

    fn load() {
        let _ = std::env::var("BESIDE_TOKEN"); //~ env-read
    }
}

mod env {
    fn load() {
        let _ = std::env::var("ANOTHER_ENV_TOKEN"); //~ env-read
    }
}

fn load() {
    let _ = std::env::var("ROOT_TOKEN"); //~ env-read
}
