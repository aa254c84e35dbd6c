//! The vault's API: `resolve` and `expose` give secrets, its types show none.

use secret_guard_vault::resolver::{Resolved, Resolver};
use secret_guard_vault::store::Store;
use secret_guard_vault::{Secret, envelope};

pub fn lent(secret: &Secret<Vec<u8>>) {
    secret.expose(|value| println!("{}", String::from_utf8_lossy(value))); //~ secret-in-log
    secret.expose(|value| println!("{} bytes", value.len()));
    let length = secret.expose(|value| value.len());
    println!("{length}");
    let text = secret.expose(|value| String::from_utf8_lossy(value).into_owned());
    println!("{text}"); //~ secret-in-log
    let copy = secret.expose(Clone::clone);
    println!("{copy:?}"); //~ secret-in-log
    println!("{secret:?}");
}

pub fn resolved(resolver: &Resolver) -> Result<(), Box<dyn std::error::Error>> {
    let found = resolver.resolve("payment-key")?;
    tracing::info!(source = ?found.source, version = ?found.version, "resolved");
    tracing::info!(?found.value, "resolved");
    let key = found.value.expose(|value| format!("Bearer {}", String::from_utf8_lossy(value)));
    tracing::info!(%key, "resolved"); //~ secret-in-log
    shown(&found);
    Ok(())
}

fn shown(found: &Resolved) {
    found.value.expose(|value| {
        let text = std::str::from_utf8(value).unwrap_or("none");
        eprintln!("{text}"); //~ secret-in-log
        eprintln!("{}", text.is_empty());
    });
}

/// The vault's own are made for it.
pub fn kept(store: &Store, passphrase: &Secret<Vec<u8>>, password: String) -> Result<u64, Box<dyn std::error::Error>> {
    let sealed = passphrase.expose(|key| envelope::seal(key, password.as_bytes()))?;
    println!("{}", sealed.len());
    println!("{:?}", passphrase.ct_eq(&password));
    let value = Secret::new(password.into_bytes());
    println!("{value:?}");
    Ok(store.put("payment-key", "runtime", &value, 1)?)
}
