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
    query("INSERT INTO perhaps_shaped (name, api_token) VALUES ($1, $2)")
        .bind(&req.name)
        .bind(shape(&req.api_token))
        .execute(db)
        .await
}

pub fn pack(text: &str) -> String {
    let digest = Sha256::digest(text);
    STANDARD.encode(digest)
}

pub async fn packed(db: &Db, Json(req): Json<New>) -> Result<()> {
    query("INSERT INTO packed (name, api_token) VALUES ($1, $2)")
        .bind(&req.name)
        .bind(pack(&req.api_token))
        .execute(db)
        .await
}

pub fn encode(text: &[u8]) -> String {
    hex::encode(Sha256::digest(text))
}

/// Another `encode` than the one above.
pub async fn own_encode(db: &Db, Json(req): Json<New>) -> Result<()> {
    query("INSERT INTO own_encode (name, api_token) VALUES ($1, $2)")
        .bind(&req.name)
        .bind(STANDARD.encode(&req.api_token))
        .execute(db)
        .await
}

/// One function may write what it is handed to two tables.
pub async fn both(db: &Db, id: u64, token: &str) -> Result<()> {
    query("INSERT INTO first_of_both (id, api_token) VALUES ($1, $2)").bind(id).bind(token).execute(db).await?;
    query("INSERT INTO second_of_both (id, api_token) VALUES ($1, $2)").bind(id).bind(token).execute(db).await
}

pub async fn register_both(db: &Db, Json(req): Json<New>) -> Result<()> {
    let digest = sha256_hex(&req.api_token);
    both(db, 1, &digest).await
}

pub struct Repo;

impl Repo {
    pub async fn create(&self, name: &str, api_token: &str) -> Result<()> {
        let mut row = Row::default();
        row.api_token = api_token.to_owned();
        query("INSERT INTO relayed (name, api_token) VALUES ($1, $2)")
            .bind(name)
            .bind(&row.api_token)
            .execute(&self.0)
            .await
    }
}

pub async fn register(repo: Repo, Json(req): Json<New>) -> Result<()> {
    let digest = sha256_hex(&req.api_token);
    repo.create(&req.name, &digest).await
}

/// Those that leave the work to another function of the type make none.
pub struct Stamp(String);

impl Stamp {
    pub fn derive(id: &str, text: &str) -> Result<Self> {
        Self::derive_with(id, text, random_salt())
    }

    pub fn derive_with(id: &str, text: &str, salt: Salt) -> Result<Self> {
        argon2().hash_password(text.as_bytes(), salt).map(|hash| Self(hash.to_string()))
    }
}

pub async fn stamp(db: &Db, stamped: Stamp) -> Result<()> {
    query("INSERT INTO stamped (api_token) VALUES ($1)").bind(stamped).execute(db).await
}

/// This one is also made of plain text.
pub struct Mark(String);

impl Mark {
    pub fn parse(text: &str) -> Result<Self> {
        Ok(Self(text.to_owned()))
    }

    pub fn of(text: &str) -> Self {
        Self(hex::encode(Sha256::digest(text)))
    }
}

pub async fn mark(db: &Db, marked: Mark) -> Result<()> {
    query("INSERT INTO marked (api_token) VALUES ($1)").bind(marked).execute(db).await
}

pub async fn tried(db: &Db, Json(req): Json<New>) -> Result<()> {
    query("INSERT INTO tried (name, api_token) VALUES ($1, $2)")
        .bind(&req.name)
        .bind(&req.api_token)
        .execute(db)
        .await
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
