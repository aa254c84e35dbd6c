//! Private halves of keys, and what only looks like them.

pub async fn start(pool: &PgPool, id: &str, peer: &Peer) -> Result<(), Error> {
    let secret_key = SecretKey::generate(&mut OsRng);
    sqlx::query("INSERT INTO nodes (id, node_key, peer_key, storage_key) VALUES ($1, $2, $3, $4)")
        .bind(id)
        .bind(secret_key.to_bytes().to_vec())
        .bind(peer.public_key().to_bytes().to_vec())
        .bind(peer.storage_key())
        .execute(pool)
        .await?;
    Ok(())
}

impl PreKeyStore for Store {
    fn save_pre_key(&mut self, id: u32, record: &PreKeyRecord) -> Result<(), SignalProtocolError> {
        self.conn.execute("INSERT OR REPLACE INTO pre_keys (id, record) VALUES (?1, ?2)", params![id, record.serialize()?])?;
        Ok(())
    }

    fn save_bundle(&mut self, id: u32, record: &PreKeyBundle) -> Result<(), SignalProtocolError> {
        self.conn.execute("INSERT OR REPLACE INTO bundles (id, record) VALUES (?1, ?2)", params![id, record.serialize()?])?;
        Ok(())
    }
}

pub fn keep(conn: &Connection, kek: &Kek, pair: &Pair) -> rusqlite::Result<()> {
    let identity_key = {
        let mut bytes = Vec::new();
        let private = pair.private_key().serialize();
        bytes.extend_from_slice(&private);
        bytes
    };
    conn.execute("INSERT INTO vaulted (id, identity_key) VALUES (1, ?1)", params![kek.seal(&identity_key)])?;
    Ok(())
}

pub struct Trade {
    id: String,
    trade_keys: Option<String>,
}

impl Trade {
    pub fn new(id: String, keys: &Keys) -> Trade {
        let hex = keys.secret_key().to_secret_hex();
        Trade { id, trade_keys: Some(hex) }
    }

    pub async fn save(&self, pool: &SqlitePool) -> sqlx::Result<()> {
        sqlx::query("INSERT INTO trades (id, trade_keys) VALUES (?, ?)").bind(&self.id).bind(&self.trade_keys).execute(pool).await?;
        Ok(())
    }
}

pub async fn meet(pool: &PgPool, id: &str) -> Result<(), Error> {
    let secret = SecretKey::generate(&mut OsRng);
    let public = PublicKey::from(&secret);
    sqlx::query("INSERT INTO peers (id, public_key, verifier) VALUES ($1, $2, $3)")
        .bind(id)
        .bind(public.as_bytes().to_vec())
        .bind(VerifyingKey::from(&secret).to_bytes().to_vec())
        .execute(pool)
        .await?;
    Ok(())
}
