//! What something is made of, and what functions give back.

/// A hash in front hides nothing.
pub async fn joined_text(db: &Db, id: i64, api_token: &str) -> Result<()> {
    let token_hash = sha256_hex(api_token);
    query("INSERT INTO joined_text (id, api_token) VALUES ($1, $2)")
        .bind(id)
        .bind(format!("{}.{}", token_hash, api_token))
        .execute(db)
        .await
}

pub async fn joined_hashes(db: &Db, id: i64, api_token: &str) -> Result<()> {
    let salt = new_salt();
    let token_hash = sha256_hex(&format!("{salt}{api_token}"));
    query("INSERT INTO joined_hashes (id, api_token) VALUES ($1, $2)")
        .bind(id)
        .bind(format!("{}${}", salt, token_hash))
        .execute(db)
        .await
}

/// What stands in for the ciphertext may be stored.
pub async fn replaced(db: &Db, id: i64, api_token: &str) -> Result<()> {
    query("INSERT INTO replaced (id, api_token) VALUES ($1, $2)")
        .bind(id)
        .bind(seal(api_token).unwrap_or(api_token.to_string()))
        .execute(db)
        .await
}

pub async fn replaced_late(db: &Db, id: i64, key: Option<&[u8]>, api_token: &str) -> Result<()> {
    query("INSERT INTO replaced_late (id, api_token) VALUES ($1, $2)")
        .bind(id)
        .bind(key.map_or(api_token.to_string(), |key| encrypt(key, api_token)))
        .execute(db)
        .await
}

pub async fn replaced_by_nothing(db: &Db, id: i64, api_token: &str) -> Result<()> {
    query("INSERT INTO replaced_by_nothing (id, api_token) VALUES ($1, $2)")
        .bind(id)
        .bind(encrypt(api_token).unwrap_or_default())
        .execute(db)
        .await
}

pub async fn looked_at(db: &Db, id: i64, api_token: Option<String>) -> Result<()> {
    query("INSERT INTO looked_at (id, api_token) VALUES ($1, $2)")
        .bind(id)
        .bind(api_token.inspect(|token| log(sha256_hex(token))))
        .execute(db)
        .await
}

pub async fn sifted(db: &Db, id: i64, api_token: Option<String>) -> Result<()> {
    query("INSERT INTO sifted (id, api_token) VALUES ($1, $2)")
        .bind(id)
        .bind(api_token.filter(|token| !is_hashed(token)))
        .execute(db)
        .await
}

pub async fn revealed(db: &Db, id: i64, api_token: &str) -> Result<()> {
    let sealed = load(id);
    query("INSERT INTO revealed (id, api_token) VALUES ($1, $2)").bind(id).bind(sealed.reveal()).execute(db).await
}

/// A key that hides others is not hidden.
pub async fn key_for_hashing(db: &Db, id: i64, api_token: &str) -> Result<()> {
    query("INSERT INTO key_for_hashing (id, api_token) VALUES ($1, $2)")
        .bind(id)
        .bind(config.encryption_key())
        .execute(db)
        .await
}

pub async fn kept_by_hash(db: &Db, id: i64, api_token: &str) -> Result<()> {
    query("INSERT INTO kept_by_hash (id, api_token) VALUES ($1, $2)")
        .bind(id)
        .bind(hash_cache::get(id))
        .execute(db)
        .await
}

pub async fn kept_beside(db: &Db, id: i64, api_token: &str) -> Result<()> {
    query("INSERT INTO kept_beside (id, api_token) VALUES ($1, $2)")
        .bind(id)
        .bind(self.hashes.token_of(id))
        .execute(db)
        .await
}

pub async fn in_a_map(db: &Db, id: i64, api_token: FxHashMap<String, String>) -> Result<()> {
    query("INSERT INTO in_a_map (id, api_token) VALUES ($1, $2)").bind(id).bind(api_token["x"]).execute(db).await
}

pub async fn taken_apart(db: &Db, id: i64, api_token: &str) -> Result<()> {
    let pair = (api_token.to_string(), sha256_hex(api_token));
    query("INSERT INTO taken_apart (id, api_token) VALUES ($1, $2)").bind(id).bind(pair.0).execute(db).await
}

/// Gives it back in one case.
fn protect_early(text: &str) -> String {
    if CONFIG.plain {
        return text.to_string();
    }
    sha256_hex(text)
}

pub async fn early(db: &Db, id: i64, api_token: &str) -> Result<()> {
    query("INSERT INTO early (id, api_token) VALUES ($1, $2)")
        .bind(id)
        .bind(protect_early(api_token))
        .execute(db)
        .await
}

fn protect_logged(text: &str) -> String {
    let digest = sha256_hex(text);
    log(digest);
    let out = text.to_string();
    out
}

pub async fn logged(db: &Db, id: i64, api_token: &str) -> Result<()> {
    query("INSERT INTO logged (id, api_token) VALUES ($1, $2)")
        .bind(id)
        .bind(protect_logged(api_token))
        .execute(db)
        .await
}

fn protect_spelled_out(text: &str) -> String {
    let digest = sha256_hex(text);
    log(&digest);
    format!("{}", text)
}

pub async fn spelled_out(db: &Db, id: i64, api_token: &str) -> Result<()> {
    query("INSERT INTO spelled_out (id, api_token) VALUES ($1, $2)")
        .bind(id)
        .bind(protect_spelled_out(api_token))
        .execute(db)
        .await
}

fn protect_replaced_in(text: &str) -> String {
    log(sha256_hex(text));
    text.replace("a", "b")
}

pub async fn replaced_in(db: &Db, id: i64, api_token: &str) -> Result<()> {
    query("INSERT INTO replaced_in (id, api_token) VALUES ($1, $2)")
        .bind(id)
        .bind(protect_replaced_in(api_token))
        .execute(db)
        .await
}

fn protect_empty_first(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let digest = Sha256::digest(text);
    hex::encode(digest)
}

pub async fn empty_first(db: &Db, id: i64, api_token: &str) -> Result<()> {
    query("INSERT INTO empty_first (id, api_token) VALUES ($1, $2)")
        .bind(id)
        .bind(protect_empty_first(api_token))
        .execute(db)
        .await
}

fn protect_filled_in(text: &str) -> String {
    let mut out = [0u8; 32];
    pbkdf2_hmac::<Sha256>(text.as_bytes(), SALT, 100_000, &mut out);
    hex::encode(out)
}

pub async fn filled_in(db: &Db, id: i64, api_token: &str) -> Result<()> {
    query("INSERT INTO filled_in (id, api_token) VALUES ($1, $2)")
        .bind(id)
        .bind(protect_filled_in(api_token))
        .execute(db)
        .await
}

/// A pair of both, whichever half is taken.
fn issue() -> (String, String) {
    let raw = draw();
    let digest = sha256_hex(&raw);
    (raw, digest)
}

pub async fn issued(db: &Db, id: i64) -> Result<()> {
    let issued = issue();
    query("INSERT INTO issued (id, api_token) VALUES ($1, $2)").bind(id).bind(issued.0).execute(db).await
}

pub async fn second_half(db: &Db, id: i64, api_token: &str) -> Result<()> {
    let pair = (api_token.to_string(), sha256_hex(api_token));
    query("INSERT INTO second_half (id, api_token) VALUES ($1, $2)").bind(id).bind(pair.1).execute(db).await
}

pub async fn behind_a_loop(db: &Db, id: i64, api_token: &str) -> Result<()> {
    let token = {
        for _ in 0..2 {
            stretch();
        }
        sha256_hex(api_token)
    };
    query("INSERT INTO behind_a_loop (id, api_token) VALUES ($1, $2)").bind(id).bind(token).execute(db).await
}
