//! Services: what they store in the rows that they hand on.

use crate::stores::{Opening, OpeningPlain};

pub async fn open(app: &App, owner: Uuid) -> Result<String> {
    let raw = draw(40);
    let opening = Opening { owner, token: &hex::encode(Sha256::digest(&raw)) };
    opening.execute(&app.pool).await?;
    Ok(raw)
}

pub async fn open_plainly(app: &App, owner: Uuid) -> Result<String> {
    let raw = draw(40);
    (OpeningPlain { owner, token: &raw }).execute(&app.pool).await?;
    Ok(raw)
}

impl<R: Registry> Members<R> {
    pub async fn enrol(&self, payload: EnrolDto) -> Result<()> {
        let mut payload = payload;
        payload.email = payload.email.to_lowercase();
        payload.password = bcrypt::hash(payload.password, 12)?;
        self.registry.enrol(payload).await
    }

    pub async fn enrol_openly(&self, payload: OpenDto) -> Result<()> {
        let mut payload = payload;
        payload.email = payload.email.to_lowercase();
        self.registry.enrol_openly(payload).await
    }

    pub async fn keep_writer(&self, payload: WriterDto, old: &OldWriter) -> Result<()> {
        let mut old = old.clone();
        old.password = bcrypt::hash(&old.password, 12)?;
        self.archive.keep(&old).await?;
        self.registry.keep_writer(&payload).await
    }
}

/// Only a hash is ever in one.
pub struct Proof(String);

impl Proof {
    pub fn derive(plain: &str) -> Result<Self> {
        let salt = SaltString::generate(&mut OsRng);
        Ok(Self(Argon2::default().hash_password(plain.as_bytes(), &salt)?.to_string()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Account {
    pub fn register(email: Email, password: Proof) -> Self {
        Self { id: Uuid::new_v4(), email, password }
    }
}

pub async fn register<R: Registry>(registry: &R, command: Register) -> Result<()> {
    let password = Proof::derive(&command.password)?;
    let account = Account::register(command.email, password);
    registry.keep(&account).await
}

/// One store is called as stores are.
impl<S: KeeperStore> Keepers<S> {
    pub async fn add(&self, cmd: AddKeeper) -> Result<()> {
        let stored = self.hasher.hash(cmd.password.expose_secret())?;
        self.store.insert(cmd.id, &stored).await
    }

    pub async fn add_openly(&self, cmd: AddKeeper) -> Result<()> {
        let stored = cmd.password.expose_secret().to_string();
        self.store.insert_open(cmd.id, &stored).await
    }
}

impl KeeperStore for PgKeeperStore {
    async fn insert(&self, id: Uuid, secret: &str) -> Result<()> {
        sqlx::query!("INSERT INTO keepers (id, password) VALUES ($1, $2)", id, secret).execute(&self.pool).await?;
        Ok(())
    }

    async fn insert_open(&self, id: Uuid, secret: &str) -> Result<()> {
        sqlx::query!("INSERT INTO keepers_open (id, password) VALUES ($1, $2)", id, secret).execute(&self.pool).await?;
        Ok(())
    }
}

/// Two stores are called alike.
impl<S: PressStore> Presses<S> {
    pub async fn add(&self, cmd: AddPress) -> Result<()> {
        self.store.put(cmd.id, &cmd.password).await
    }
}

impl<S: FileStore> Files<S> {
    pub async fn add(&self, id: Uuid, text: &str) -> Result<()> {
        let digest = sha256_hex(text);
        self.store.put(id, &digest).await
    }
}

impl PressStore for PgPressStore {
    async fn put(&self, id: Uuid, secret: &str) -> Result<()> {
        sqlx::query!("INSERT INTO presses_open (id, password) VALUES ($1, $2)", id, secret).execute(&self.pool).await?;
        Ok(())
    }
}
