pub async fn patch(State(db): State<Pool>, Path(id): Path<i64>, Json(change): Json<Change>) -> Result<()> {
    change_user(&db, id, change).await
}

async fn change_user(db: &Pool, id: i64, change: Change) -> Result<()> {
    let mut statement = sqlx::QueryBuilder::new("UPDATE patched_users SET ");
    let mut any = false;
    if let Some(name) = change.name {
        statement.push("name = ").push_bind(name);
        any = true;
    }
    if let Some(password) = change.password {
        if any {
            statement.push(", ");
        }
        statement.push("password = ");
        statement.push_bind(password);
    }
    statement.push(" WHERE id = ").push_bind(id);
    statement.build().execute(db).await
}

pub async fn replace(State(db): State<Pool>, Json(change): Json<Replacement>) -> Result<()> {
    replace_user(&db, change).await
}

async fn replace_user(db: &Pool, change: Replacement) -> Result<()> {
    if let Some(password) = change.password {
        let password = bcrypt::hash(password, 12)?;
        sqlx::query("UPDATE hidden_users SET password = $1").bind(password).execute(db).await?;
    }
    Ok(())
}

pub async fn sign_up(State(db): State<Pool>, Json(new): Json<SignUp>) -> Result<()> {
    insert(&db, new).await
}

async fn insert(db: &Pool, SignUp { id, password }: SignUp) -> Result<()> {
    sqlx::query("INSERT INTO taken_users (id, password) VALUES ($1, $2)").bind(id).bind(password).execute(db).await
}

pub async fn enter(State(db): State<Pool>, Json(new): Json<Entry>) -> Result<()> {
    add(&db, new).await
}

async fn add(db: &Pool, new: Entry) -> Result<()> {
    let Entry { id, password } = new;
    sqlx::query("INSERT INTO split_users (id, password) VALUES ($1, $2)").bind(id).bind(password).execute(db).await
}

pub async fn join(State(db): State<Pool>, Json(new): Json<Joining>) -> Result<()> {
    let new = Joining { password: argon2_hash(&new.password)?, ..new };
    seal(&db, new).await
}

async fn seal(db: &Pool, new: Joining) -> Result<()> {
    let Joining { id, password } = new;
    sqlx::query("INSERT INTO sealed_users (id, password) VALUES ($1, $2)").bind(id).bind(password).execute(db).await
}

pub struct MadeUser {
    pub id: i64,
    pub password: String,
}

impl Sign {
    fn into_row(self) -> Result<MadeUser> {
        Ok(MadeUser { id: self.id, password: self.password })
    }
}

pub async fn make(State(db): State<Pool>, Json(new): Json<Sign>) -> Result<()> {
    let row = new.into_row()?;
    sqlx::query("INSERT INTO made_users (id, password) VALUES ($1, $2)").bind(row.id).bind(row.password).execute(&db).await
}

pub struct KeptUser {
    pub id: i64,
    pub password: String,
}

impl Kept {
    fn into_row(self) -> Result<KeptUser> {
        Ok(KeptUser { id: self.id, password: hash_password(&self.password)? })
    }
}

pub async fn keep(State(db): State<Pool>, Json(new): Json<Kept>) -> Result<()> {
    let row = new.into_row()?;
    sqlx::query("INSERT INTO kept_users (id, password) VALUES ($1, $2)").bind(row.id).bind(row.password).execute(&db).await
}
