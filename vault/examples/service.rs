//! A service's start: a store is filled, one secret is resolved, another is refused, the audit log is verified.
//!
//! `cargo run -p secret-guard-vault --example service`
//!
//! The key is fresh and forgotten at the end; a real program takes it from where its operator keeps it.

use std::error::Error;
use std::sync::Arc;

use ring::rand::{SecureRandom as _, SystemRandom};
use secret_guard_vault::Secret;
use secret_guard_vault::audit::{AuditKey, AuditLog, verify};
use secret_guard_vault::manifest::{Class, Manifest, Profile};
use secret_guard_vault::policy::SourceKind;
use secret_guard_vault::record::Kek;
use secret_guard_vault::resolver::Vault;
use secret_guard_vault::source::EnvSource;
use secret_guard_vault::store::{AccountId, Store};

const MANIFEST: &str = "
version: 1
secrets:
  - { id: mail-token, class: runtime, kind: secret, env: MAIL_TOKEN, owner: web, required_in: [strict] }
  - { id: peer-key, class: transport, kind: secret, env: PEER_KEY, owner: web }
";

fn random() -> Result<Secret<[u8; 32]>, Box<dyn Error>> {
    let mut bytes = [0; 32];
    SystemRandom::new().fill(&mut bytes).map_err(|_| "the system gives no random bytes")?;
    Ok(Secret::new(bytes))
}

fn main() -> Result<(), Box<dyn Error>> {
    let home = tempfile::tempdir()?;
    let log = home.path().join("audit.log");
    let key = Arc::new(AuditKey::from_seed(&random()?).ok_or("the seed is refused")?);
    let public = key.public();
    let account = AccountId::parse("example-shop")?;
    let store = Store::init(&home.path().join("vault.db"), Kek { id: [1; 16], key: random()? }, account)?;
    store.put("mail-token", Class::Runtime, &Secret::new(random()?.expose(|bytes| bytes.to_vec())), 0)?;

    let manifest = Manifest::parse(MANIFEST).map_err(|mut errors| errors.remove(0))?;
    let audit = AuditLog::create(&log, key)?;
    let vault = Vault::builder(manifest, Profile::Strict, audit, "example-shop", "service")
        .route(Class::Transport, SourceKind::Env)
        .bind(store)
        .bind(EnvSource::process())
        .build();

    let token = vault.resolve("mail-token")?;
    println!("mail-token: version {:?} from {}: {:?}", token.version, token.source, token.value);
    match vault.resolve("peer-key") {
        Ok(_) => return Err("the policy must refuse this".into()),
        Err(refusal) => println!("refused: {refusal} (exit code {})", refusal.status().exit_code()),
    }
    println!("audit log: {} lines verified", verify(&log, &public, None)?.head.seq);
    Ok(())
}
