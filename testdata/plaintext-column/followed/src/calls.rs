//! A call means the function of its own type, module or file, and a function hides what it gives back.

pub struct InsertedStore;

impl InsertedStore {
    pub async fn insert(&self, name: &str, token: &str) -> Result<()> {
        query("INSERT INTO inserted (name, api_token) VALUES ($1, $2)").bind(name).bind(token).execute(&self.db).await
    }
}

/// A table in memory is no store.
pub fn remember(seen: &mut HashMap<String, String>, id: String, raw: &str) {
    let digest = sha256_hex(raw);
    seen.insert(id, digest);
}

/// What it is handed is not what it writes.
pub async fn turn(db: &Db, name: &str, token: &str) -> Result<()> {
    let token = upstream(token).await?;
    query("UPDATE turned SET api_token = $1 WHERE name = $2").bind(token).bind(name).execute(db).await
}

pub async fn turns(db: &Db, Json(req): Json<New>) -> Result<()> {
    let digest = sha256_hex(&req.id);
    turn(db, &req.name, &digest).await
}

pub fn mint(cache: &Cache) -> String {
    let raw = random_string(32);
    cache.remember(sha256_hex(&raw));
    raw
}

pub async fn minted(db: &Db, Json(req): Json<New>) -> Result<()> {
    let token = mint(&cache);
    query("INSERT INTO minted (name, api_token) VALUES ($1, $2)").bind(&req.name).bind(&token).execute(db).await
}

pub fn shape(text: &str) -> String {
    if CONFIG.hashes { sha256_hex(text) } else { text.to_owned() }
}

pub async fn perhaps_shaped(db: &Db, Json(req): Json<New>) -> Result<()> {
    query("INSERT INTO perhaps_shaped (name, api_token) VALUES ($1, $2)").bind(&req.name).bind(shape(&req.api_token)).execute(db).await
}

pub fn pack(text: &str) -> String {
    let digest = Sha256::digest(text);
    STANDARD.encode(digest)
}

pub async fn packed(db: &Db, Json(req): Json<New>) -> Result<()> {
    query("INSERT INTO packed (name, api_token) VALUES ($1, $2)").bind(&req.name).bind(pack(&req.api_token)).execute(db).await
}

pub fn encode(text: &[u8]) -> String {
    hex::encode(Sha256::digest(text))
}

/// Another `encode` than the one above.
pub async fn own_encode(db: &Db, Json(req): Json<New>) -> Result<()> {
    query("INSERT INTO own_encode (name, api_token) VALUES ($1, $2)").bind(&req.name).bind(STANDARD.encode(&req.api_token)).execute(db).await
}

pub async fn tried(db: &Db, Json(req): Json<New>) -> Result<()> {
    query("INSERT INTO tried (name, api_token) VALUES ($1, $2)").bind(&req.name).bind(&req.api_token).execute(db).await
}

#[tokio::test]
async fn a_hash_is_kept() {
    query("INSERT INTO tried (api_token) VALUES ($1)").bind(sha256_hex("x")).execute(&db).await;
}

#[cfg(all(test, feature = "db"))]
mod tests {
    async fn keeps(db: &Db) {
        query("INSERT INTO tried (api_token) VALUES ($1)").bind(sha256_hex("x")).execute(db).await;
    }
}
