//! A variable is what its own scope says.

pub async fn set_anew(db: &Db, Json(req): Json<New>) -> Result<()> {
    let mut token = sha256_hex(&req.api_token);
    seen(&token);
    token = req.api_token.clone();
    query("INSERT INTO set_anew (name, api_token) VALUES ($1, $2)").bind(&req.name).bind(&token).execute(db).await
}

pub async fn inner_block(db: &Db, Json(req): Json<New>) -> Result<()> {
    let token = req.api_token.clone();
    {
        let token = sha256_hex(&token);
        seen(&token);
    }
    query("INSERT INTO inner_block (name, api_token) VALUES ($1, $2)").bind(&req.name).bind(&token).execute(db).await
}

pub async fn inner_closure(db: &Db, Json(req): Json<New>) -> Result<()> {
    let token = req.api_token.clone();
    let known = all.iter().any(|one| {
        let token = sha256_hex(&token);
        *one == token
    });
    query("INSERT INTO inner_closure (name, api_token) VALUES ($1, $2)")
        .bind(&req.name)
        .bind(&token)
        .execute(db)
        .await
}

pub async fn looped(db: &Db, all: Vec<String>) -> Result<()> {
    let token = sha256_hex(&all[0]);
    seen(&token);
    for token in all {
        query("INSERT INTO looped (api_token) VALUES ($1)").bind(&token).execute(db).await?;
    }
    Ok(())
}

pub async fn arms(db: &Db, given: Option<String>) -> Result<()> {
    let token = sha256_hex("x");
    seen(&token);
    match given {
        Some(token) => query("INSERT INTO arms (api_token) VALUES ($1)").bind(token).execute(db).await,
        None => Ok(()),
    }
}

pub async fn shadowed_by_a_hash(db: &Db, Json(req): Json<New>) -> Result<()> {
    let token = req.api_token.clone();
    let token = sha256_hex(&token);
    query("INSERT INTO shadowed_by_a_hash (name, api_token) VALUES ($1, $2)")
        .bind(&req.name)
        .bind(&token)
        .execute(db)
        .await
}

pub async fn drawn_then_hashed(db: &Db, Json(req): Json<New>) -> Result<()> {
    let mut token = [0u8; 32];
    OsRng.fill_bytes(&mut token);
    let token = Sha256::digest(token);
    query("INSERT INTO drawn_then_hashed (name, api_token) VALUES ($1, $2)")
        .bind(&req.name)
        .bind(token.as_slice())
        .execute(db)
        .await
}

pub async fn else_leaves(db: &Db, Json(req): Json<New>) -> Result<()> {
    let Some(token) = digest_of(&req.api_token) else { return Err(Refused) };
    query("INSERT INTO else_leaves (name, api_token) VALUES ($1, $2)").bind(&req.name).bind(&token).execute(db).await
}
