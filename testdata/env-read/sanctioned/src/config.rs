//! A file with a module of its own.
mod loader {
    fn load() {
        let _ = std::env::var("LOADER_TOKEN");
    }
}

fn load() {
    let _ = std::env::var("CONFIG_TOKEN"); //~ env-read
}
