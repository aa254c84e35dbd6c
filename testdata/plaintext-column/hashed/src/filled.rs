//! Variables that are filled where they stand.

pub async fn extended(db: &Db, cipher: &Aes256Gcm, nonce: &[u8], api_token: &str) -> Result<()> {
    let sealed = cipher.encrypt(nonce, api_token.as_bytes())?;
    let mut stored = nonce.to_vec();
    stored.extend_from_slice(&sealed);
    query("INSERT INTO extended (api_token) VALUES ($1)").bind(stored).execute(db).await
}

/// What is readable is put behind the hash.
pub async fn extended_plain(db: &Db, api_token: &str) -> Result<()> {
    let mut stored = sha256_hex(api_token);
    stored.push_str(api_token);
    query("INSERT INTO extended_plain (api_token) VALUES ($1)").bind(stored).execute(db).await
}

pub async fn concatenated(db: &Db, cipher: &Aes256Gcm, nonce: &[u8], api_token: &str) -> Result<()> {
    let sealed = cipher.encrypt(nonce, api_token.as_bytes())?;
    let stored = [nonce, &sealed].concat();
    query("INSERT INTO concatenated (api_token) VALUES ($1)").bind(stored).execute(db).await
}

pub async fn concatenated_plain(db: &Db, api_token: &str) -> Result<()> {
    let digest = sha256_hex(api_token);
    let stored = [digest.as_str(), api_token].concat();
    query("INSERT INTO concatenated_plain (api_token) VALUES ($1)").bind(stored).execute(db).await
}

/// A token that is drawn is readable, whatever stands behind it.
pub async fn drawn_in_front(db: &Db) -> Result<()> {
    let token = nanoid!(40);
    let stored = format!("{token}.{}", sha256_hex(&token));
    query("INSERT INTO drawn_in_front (api_token) VALUES ($1)").bind(stored).execute(db).await
}

pub async fn hashed_into(db: &Db, api_token: &str) -> Result<()> {
    let mut out = [0u8; 32];
    Argon2::default().hash_password_into(api_token.as_bytes(), SALT, &mut out)?;
    query("INSERT INTO hashed_into (api_token) VALUES ($1)").bind(hex::encode(out)).execute(db).await
}

pub async fn derived_into(db: &Db, api_token: &str) -> Result<()> {
    let mut out = [0u8; 32];
    pbkdf2_hmac::<Sha256>(api_token.as_bytes(), SALT, ROUNDS, &mut out);
    query("INSERT INTO derived_into (api_token) VALUES ($1)").bind(&out[..]).execute(db).await
}

/// The hash goes into another buffer.
pub async fn hashed_beside(db: &Db, api_token: &str) -> Result<()> {
    let mut out = [0u8; 32];
    let mut bytes = api_token.as_bytes().to_vec();
    Argon2::default().hash_password_into(&bytes, SALT, &mut out)?;
    query("INSERT INTO hashed_beside (api_token) VALUES ($1)").bind(bytes).execute(db).await
}

/// Only in a branch.
pub async fn hashed_perhaps(db: &Db, api_token: &str) -> Result<()> {
    let mut out = api_token.as_bytes().to_vec();
    if CONFIG.hashes {
        pbkdf2::derive(ALGORITHM, ROUNDS, SALT, api_token.as_bytes(), &mut out);
    }
    query("INSERT INTO hashed_perhaps (api_token) VALUES ($1)").bind(out).execute(db).await
}
