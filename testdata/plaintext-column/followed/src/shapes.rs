//! What a value is made of decides, not what stands near it.

/// Opened again.
pub async fn opened(db: &Db, Json(req): Json<New>) -> Result<()> {
    let token = cipher.decrypt(&row.encrypted_token)?;
    query("INSERT INTO opened (name, api_token) VALUES ($1, $2)").bind(&req.name).bind(&token).execute(db).await
}

/// Found by a hash.
pub async fn looked_up(db: &Db, Json(req): Json<New>) -> Result<()> {
    query("INSERT INTO looked_up (name, api_token) VALUES ($1, $2)")
        .bind(&req.name)
        .bind(cache.find_by_hash(&digest).api_token)
        .execute(db)
        .await
}

/// What another service gives for a hash.
pub async fn fetched(db: &Db, Json(req): Json<New>) -> Result<()> {
    let key = sha256_hex(&req.id);
    let token = upstream.fetch(&key).await?;
    query("INSERT INTO fetched (name, api_token) VALUES ($1, $2)").bind(&req.name).bind(&token).execute(db).await
}

/// Only compared by its hash.
pub async fn filtered(db: &Db, Json(req): Json<New>) -> Result<()> {
    query("INSERT INTO filtered (name, api_token) VALUES ($1, $2)")
        .bind(&req.name)
        .bind(req.api_token.filter(|token| sha256_hex(token) != known))
        .execute(db)
        .await
}

/// One branch keeps it.
pub async fn branched(db: &Db, Json(req): Json<New>) -> Result<()> {
    query("INSERT INTO branched (name, api_token) VALUES ($1, $2)")
        .bind(&req.name)
        .bind(if legacy { req.api_token.clone() } else { sha256_hex(&req.api_token) })
        .execute(db)
        .await
}

pub async fn matched(db: &Db, Json(req): Json<New>) -> Result<()> {
    let token = match mode {
        Mode::Hashed => sha256_hex(&req.api_token),
        Mode::Plain => req.api_token.clone(),
    };
    query("INSERT INTO matched (name, api_token) VALUES ($1, $2)").bind(&req.name).bind(&token).execute(db).await
}

/// Both hash.
pub async fn branched_hashes(db: &Db, Json(req): Json<New>) -> Result<()> {
    let token = if short { sha1_hex(&req.api_token) } else { sha256_hex(&req.api_token) };
    query("INSERT INTO branched_hashes (name, api_token) VALUES ($1, $2)")
        .bind(&req.name)
        .bind(&token)
        .execute(db)
        .await
}

pub async fn leaving_branch(db: &Db, Json(req): Json<New>) -> Result<()> {
    let token = match mode {
        Mode::Hashed => sha256_hex(&req.api_token),
        _ => return Err(Refused),
    };
    query("INSERT INTO leaving_branch (name, api_token) VALUES ($1, $2)")
        .bind(&req.name)
        .bind(&token)
        .execute(db)
        .await
}

pub async fn blocks(db: &Db, Json(req): Json<New>) -> Result<()> {
    let token = {
        let salted = salt(&req.api_token);
        hex::encode(Sha256::digest(&salted))
    };
    query("INSERT INTO blocks (name, api_token) VALUES ($1, $2)").bind(&req.name).bind(&token).execute(db).await
}

pub async fn mapped(db: &Db, Json(req): Json<New>) -> Result<()> {
    query("INSERT INTO mapped (name, api_token) VALUES ($1, $2)")
        .bind(&req.name)
        .bind(req.api_token.as_deref().map(sha256_hex))
        .execute(db)
        .await
}

pub async fn threaded(db: &Db, Json(req): Json<New>) -> Result<()> {
    let token = spawn_blocking(move || bcrypt::hash(&req.api_token, 12)).await??;
    query("INSERT INTO threaded (name, api_token) VALUES ($1, $2)").bind(&req.name).bind(&token).execute(db).await
}

/// What is made of a hash alone.
pub async fn spelled(db: &Db, Json(req): Json<New>) -> Result<()> {
    let digest = Sha256::digest(&req.api_token);
    query("INSERT INTO spelled (name, api_token) VALUES ($1, $2)")
        .bind(&req.name)
        .bind(format_token(&digest))
        .execute(db)
        .await
}

pub async fn mixed(db: &Db, Json(req): Json<New>) -> Result<()> {
    let digest = sha256_hex(&req.name);
    query("INSERT INTO mixed (name, api_token) VALUES ($1, $2)")
        .bind(&req.name)
        .bind(format!("{}.{}", digest, req.api_token))
        .execute(db)
        .await
}

/// An error is wrapped, not the token.
pub async fn errs(db: &Db, Json(req): Json<New>) -> Result<()> {
    let token = req.api_token.clone().ok_or_else(missing).wrap_err("no token")?;
    query("INSERT INTO errs (name, api_token) VALUES ($1, $2)").bind(&req.name).bind(&token).execute(db).await
}

/// Hidden from logs only.
pub async fn masked(db: &Db, Json(req): Json<New>) -> Result<()> {
    let token: Masked<String> = Masked::new(req.api_token.clone());
    query("INSERT INTO masked (name, api_token) VALUES ($1, $2)")
        .bind(&req.name)
        .bind(token.into_inner())
        .execute(db)
        .await
}
