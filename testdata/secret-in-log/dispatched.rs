//! Methods of a trait that several types have.

pub trait Store {
    fn load(&self) -> String;
    fn name(&self) -> String;
    fn put(&self, value: &str);
    fn note(&self) {
        log::info!("holds {}", self.load()); //~ secret-in-log
        log::info!("is {}", self.name());
    }
}

pub struct Vault {
    password: String,
}

pub struct Nothing;

impl Store for Vault {
    fn load(&self) -> String {
        self.password.clone()
    }
    fn name(&self) -> String {
        "vault".into()
    }
    fn put(&self, value: &str) {
        log::info!("is given {value}"); //~ secret-in-log
    }
}

impl Store for Nothing {
    fn load(&self) -> String {
        String::new()
    }
    fn name(&self) -> String {
        "none".into()
    }
    fn put(&self, value: &str) {
        log::info!("drops {}", value.len());
    }
}

pub fn dynamic(store: &dyn Store) {
    log::info!("{}", store.load()); //~ secret-in-log
    log::info!("{}", store.name());
}

pub fn generic<S: Store>(store: &S, api_secret: &str) {
    log::info!("{}", store.load()); //~ secret-in-log
    log::info!("{}", store.name());
    store.put(api_secret);
}

pub struct Service {
    store: std::sync::Arc<dyn Store + Send + Sync>,
}

impl Service {
    pub fn show(&self) {
        let loaded = self.store.load();
        log::info!("{loaded}"); //~ secret-in-log
    }
}

/// Where none of them holds a secret, nothing is one.
pub trait Named {
    fn text(&self) -> String;
}

impl Named for Vault {
    fn text(&self) -> String {
        self.password.len().to_string()
    }
}

impl Named for Nothing {
    fn text(&self) -> String {
        "nothing".into()
    }
}

pub fn named(named: &dyn Named) {
    log::info!("{}", named.text());
}
