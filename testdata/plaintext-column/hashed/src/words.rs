//! Words that hash and seal.

pub async fn keyed(db: &Db, pepper: &[u8], api_token: &str) -> Result<()> {
    let mut mac = Hmac::<Sha256>::new_from_slice(pepper)?;
    mac.update(api_token.as_bytes());
    let tag = hex::encode(mac.finalize().into_bytes());
    query("INSERT INTO keyed (api_token) VALUES ($1)").bind(tag).execute(db).await
}

/// What is taken from a hash is no hash of it.
pub async fn taken_from(db: &Db, vault: &Store, req: NewRequest) -> Result<()> {
    let known = vault.token_from_hash(&req.digest);
    query("INSERT INTO taken_from (api_token) VALUES ($1)").bind(known).execute(db).await
}

pub async fn blaked(db: &Db, api_token: &str) -> Result<()> {
    let mut state = blake3::Hasher::new();
    state.update(api_token.as_bytes());
    let tag = state.finalize().to_hex().to_string();
    query("INSERT INTO blaked (api_token) VALUES ($1)").bind(tag).execute(db).await
}

pub async fn made_by_hashers(db: &Db, api_token: &str) -> Result<()> {
    let stored = djangohashers::make_password(api_token);
    query("INSERT INTO made_by_hashers (api_token) VALUES ($1)").bind(stored).execute(db).await
}

/// A password that is made up is readable.
pub async fn made_up(db: &Db) -> Result<()> {
    let stored = passwords::make_password(24);
    query("INSERT INTO made_up (api_token) VALUES ($1)").bind(stored).execute(db).await
}

pub async fn guarded(db: &Db, protector: &Protector, api_token: &str) -> Result<()> {
    let stored = protector.protect(api_token)?;
    query("INSERT INTO guarded (api_token) VALUES ($1)").bind(stored).execute(db).await
}

/// What is protected by others is what it was.
pub async fn unguarded(db: &Db, protector: &Protector, stored: &[u8]) -> Result<()> {
    let value = protector.unprotect(stored)?;
    query("INSERT INTO unguarded (api_token) VALUES ($1)").bind(value).execute(db).await
}

pub async fn wrapped_by_kms(db: &Db, kms: &Kms, api_token: &str) -> Result<()> {
    let stored = kms.wrap(api_token).await?;
    query("INSERT INTO wrapped_by_kms (api_token) VALUES ($1)").bind(stored).execute(db).await
}

/// Lines are wrapped, too.
pub async fn wrapped_lines(db: &Db, api_token: &str) -> Result<()> {
    let stored = textwrap::wrap(api_token, 64).join("\n");
    query("INSERT INTO wrapped_lines (api_token) VALUES ($1)").bind(stored).execute(db).await
}

pub async fn in_a_module(db: &Db, api_token: &str) -> Result<()> {
    query("INSERT INTO in_a_module (api_token) VALUES ($1)").bind(inner::derive(api_token)).execute(db).await
}

/// The other module's function of that name does not hash.
pub async fn in_another_module(db: &Db, api_token: &str) -> Result<()> {
    query("INSERT INTO in_another_module (api_token) VALUES ($1)").bind(outer::derive(api_token)).execute(db).await
}

mod inner {
    pub fn derive(password: &str) -> String {
        bcrypt::hash(password, 10).unwrap()
    }
}

mod outer {
    pub fn derive(password: &str) -> String {
        password.trim().to_owned()
    }
}
