//! A service's start: one secret is resolved, another is refused, the audit log is verified.
//!
//! ```console
//! $ cargo run -p secret-guard-vault --example service -- init
//! $ cargo run -p secret-guard-vault --example service
//! ```
//!
//! The folder is `$SERVICE_HOME`, or `secret-guard-example` among the temporary files. The passphrase of its key file
//! stands here only because this is an example: a desktop's program uses the keyring
//! (`KeyringHolder::new(SecretService::session())`), a server's asks its operator.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use secret_guard_vault::Secret;
use secret_guard_vault::account::AccountId;
use secret_guard_vault::audit::{AuditKey, verify};
use secret_guard_vault::custody::{KeyFile, KeyHolder as _, KeyName};
use secret_guard_vault::envelope::Cost;
use secret_guard_vault::home::Home;
use secret_guard_vault::manifest::{Class, Manifest, Profile};
use secret_guard_vault::policy::SourceKind;
use secret_guard_vault::source::EnvSource;

const MANIFEST: &str = include_str!("secrets.yaml");

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::var_os("SERVICE_HOME").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| std::env::temp_dir().join("secret-guard-example"));
    let account = AccountId::parse("example-shop")?;
    let passphrase = Secret::new(b"of an example only".to_vec());
    if std::env::args().nth(1).as_deref() == Some("init") {
        return init(&folder, &account, passphrase);
    }
    serve(&folder, &account, passphrase)
}

fn init(folder: &Path, account: &AccountId, passphrase: Secret<Vec<u8>>) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    let keys = Arc::new(KeyFile::create(&folder.join("keys"), passphrase, Cost::default())?);
    let home = Home::init(folder, keys, account, "operator")?;
    home.store.put("mail-token", Class::Runtime, &Secret::new(b"from the mail provider".to_vec()), 0)?;
    println!("{} is ready", folder.display());
    Ok(())
}

fn serve(folder: &Path, account: &AccountId, passphrase: Secret<Vec<u8>>) -> Result<(), Box<dyn Error>> {
    let keys = Arc::new(KeyFile::open(&folder.join("keys"), passphrase)?);
    let home = Home::open(folder, keys.clone(), account, "example-service")?;
    let manifest = Manifest::parse(MANIFEST).map_err(|mut errors| errors.remove(0))?;
    let vault = home
        .vault(manifest, Profile::Strict)
        .route(Class::Transport, SourceKind::Env)
        .bind(EnvSource::process())
        .build();

    let token = vault.resolve("mail-token")?;
    println!("mail-token: version {:?} from {}: {:?}", token.version, token.source, token.value);
    match vault.resolve("peer-key") {
        Ok(_) => return Err("the policy must refuse this".into()),
        Err(refusal) => println!("refused: {refusal} (exit code {})", refusal.status().exit_code()),
    }
    let public = AuditKey::from_seed(&keys.load(&KeyName::audit(account))?).ok_or("no key")?.public();
    println!("audit log: {} lines verified", verify(home.trail.log().path(), &public, None)?.head.seq);
    Ok(())
}
