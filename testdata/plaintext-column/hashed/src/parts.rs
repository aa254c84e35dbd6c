//! What functions give back in parts, and whose they are.

pub struct Minted {
    pub plain: String,
    pub stored: String,
}

fn mint() -> Minted {
    let plain = nanoid!(40);
    let stored = sha256_hex(&plain);
    Minted { plain, stored }
}

fn pair() -> (String, String) {
    let plain = nanoid!(40);
    let stored = sha256_hex(&plain);
    (plain, stored)
}

pub async fn second_of_pair(db: &Db) -> Result<String> {
    let (shown, kept) = pair();
    query("INSERT INTO second_of_pair (api_token) VALUES ($1)").bind(&kept).execute(db).await?;
    Ok(shown)
}

pub async fn first_of_pair(db: &Db) -> Result<()> {
    let (shown, _kept) = pair();
    query("INSERT INTO first_of_pair (api_token) VALUES ($1)").bind(&shown).execute(db).await
}

pub async fn stored_of_minted(db: &Db) -> Result<()> {
    let minted = mint();
    query("INSERT INTO stored_of_minted (api_token) VALUES ($1)").bind(&minted.stored).execute(db).await
}

pub async fn plain_of_minted(db: &Db) -> Result<()> {
    let minted = mint();
    query("INSERT INTO plain_of_minted (api_token) VALUES ($1)").bind(&minted.plain).execute(db).await
}

pub async fn beside_a_nonce(db: &Db, cipher: &Cipher, api_token: &str) -> Result<()> {
    let (text, nonce) = cipher.encrypt(api_token)?;
    query("INSERT INTO beside_a_nonce (api_token) VALUES ($1)").bind(text).execute(db).await
}

/// Which of them is the hash stays open.
pub async fn beside_a_hash(db: &Db) -> Result<()> {
    let (text, other) = issue_and_hash();
    query("INSERT INTO beside_a_hash (api_token) VALUES ($1)").bind(text).execute(db).await
}

pub struct Raw(String);

pub struct Shown(String);

impl Raw {
    pub fn db_value(&self) -> String {
        sha256_hex(&self.0)
    }
}

impl Shown {
    pub fn db_value(&self) -> String {
        self.0.clone()
    }
}

pub async fn of_its_type(db: &Db, one: &Raw) -> Result<()> {
    query("INSERT INTO of_its_type (api_token) VALUES ($1)").bind(one.db_value()).execute(db).await
}

pub async fn of_another_type(db: &Db, one: &Shown) -> Result<()> {
    query("INSERT INTO of_another_type (api_token) VALUES ($1)").bind(one.db_value()).execute(db).await
}
