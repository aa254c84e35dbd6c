//! Digests that are presented themselves, and what is only called a hash.

pub async fn digest_of_chance(db: &Db) -> Result<String> {
    let tag = hex::encode(Sha256::digest(Uuid::new_v4().as_bytes()));
    query("INSERT INTO digest_of_chance (api_token) VALUES ($1)").bind(&tag).execute(db).await?;
    Ok(tag)
}

pub async fn state_of_chance(db: &Db) -> Result<()> {
    let mut state = Sha256::new();
    state.update(rand::random::<[u8; 32]>());
    query("INSERT INTO state_of_chance (api_token) VALUES ($1)").bind(hex::encode(state.finalize())).execute(db).await
}

/// What was drawn is kept by somebody.
pub async fn digest_of_kept(db: &Db) -> Result<String> {
    let plain = Uuid::new_v4().to_string();
    query("INSERT INTO digest_of_kept (api_token) VALUES ($1)").bind(sha256_hex(&plain)).execute(db).await?;
    Ok(plain)
}

pub async fn state_of_kept(db: &Db, plain: &str) -> Result<()> {
    let mut state = Sha256::new();
    state.update(rand::random::<[u8; 32]>());
    state.update(plain);
    query("INSERT INTO state_of_kept (api_token) VALUES ($1)").bind(hex::encode(state.finalize())).execute(db).await
}

/// Nobody presents a password that was made up to be hashed.
pub async fn slow_hash_of_chance(db: &Db) -> Result<()> {
    let tag = bcrypt::hash(Uuid::new_v4().to_string(), 12)?;
    query("INSERT INTO slow_hash_of_chance (api_token) VALUES ($1)").bind(tag).execute(db).await
}

/// Those that call it hand over what they were given.
async fn insert_called(db: &Db, token_hash: &str) -> Result<()> {
    query("INSERT INTO called_a_hash (api_token) VALUES ($1)").bind(token_hash).execute(db).await
}

pub async fn called_a_hash(db: &Db, form: ImportForm) -> Result<()> {
    insert_called(db, &form.token).await
}

async fn insert_hashed(db: &Db, token_hash: &str) -> Result<()> {
    query("INSERT INTO called_with_a_hash (api_token) VALUES ($1)").bind(token_hash).execute(db).await
}

pub async fn called_with_a_hash(db: &Db, form: ImportForm) -> Result<()> {
    insert_hashed(db, &sha256_hex(&form.token)).await
}

/// Of one caller nothing is known.
async fn insert_unknown(db: &Db, token_hash: &str) -> Result<()> {
    query("INSERT INTO called_by_unknown (api_token) VALUES ($1)").bind(token_hash).execute(db).await
}

pub async fn called_by_unknown(db: &Db, one: &Imported, form: ImportForm) -> Result<()> {
    insert_unknown(db, &form.token).await?;
    insert_unknown(db, &one.token_as_stored()).await
}

/// Nobody calls it here.
pub async fn called_by_none(db: &Db, token_hash: &str) -> Result<()> {
    query("INSERT INTO called_by_none (api_token) VALUES ($1)").bind(token_hash).execute(db).await
}

/// One function hands it on to the other.
async fn insert_further(db: &Db, token_hash: &str) -> Result<()> {
    query("INSERT INTO handed_further (api_token) VALUES ($1)").bind(token_hash).execute(db).await
}

async fn hand_further(db: &Db, value: &str) -> Result<()> {
    insert_further(db, value).await
}

pub async fn handed_further(db: &Db, form: ImportForm) -> Result<()> {
    hand_further(db, &form.token).await
}
