//! Lists of hashes, and their elements.

pub async fn each_of_hashes(db: &Db, all: Vec<String>) -> Result<()> {
    let stored: Vec<String> = all.iter().map(|one| sha256_hex(one)).collect();
    for one in stored {
        query("INSERT INTO each_of_hashes (api_token) VALUES ($1)").bind(one).execute(db).await?;
    }
    Ok(())
}

/// The loop is over the others.
pub async fn each_of_others(db: &Db, all: Vec<String>) -> Result<()> {
    let stored: Vec<String> = all.iter().map(|one| sha256_hex(one)).collect();
    for one in all {
        query("INSERT INTO each_of_others (api_token) VALUES ($1)").bind(one).execute(db).await?;
    }
    Ok(())
}

pub async fn each_counted(db: &Db, all: Vec<String>) -> Result<()> {
    let stored: Vec<String> = all.iter().map(|one| sha256_hex(one)).collect();
    for (at, one) in stored.iter().enumerate() {
        query("INSERT INTO each_counted (id, api_token) VALUES ($1, $2)").bind(at).bind(one).execute(db).await?;
    }
    Ok(())
}

pub async fn pushed_hashes(db: &Db, all: &[String]) -> Result<()> {
    let mut stored = Vec::new();
    for one in all {
        stored.push(sha256_hex(one));
    }
    for one in &stored {
        query("INSERT INTO pushed_hashes (api_token) VALUES ($1)").bind(one).execute(db).await?;
    }
    Ok(())
}

/// One of them is none.
pub async fn pushed_mixture(db: &Db, all: &[String], api_token: &str) -> Result<()> {
    let mut stored = Vec::new();
    for one in all {
        stored.push(sha256_hex(one));
    }
    stored.push(api_token.to_owned());
    for one in &stored {
        query("INSERT INTO pushed_mixture (api_token) VALUES ($1)").bind(one).execute(db).await?;
    }
    Ok(())
}

pub async fn spread(db: &Db, id: i64, all: &[String]) -> Result<()> {
    let stored: Vec<String> = all.iter().map(|one| sha256_hex(one)).collect();
    query("INSERT INTO spread (id, api_token) SELECT $1, x FROM UNNEST($2::text[]) AS x")
        .bind(id)
        .bind(&stored)
        .execute(db)
        .await
}

pub async fn spread_by_column(db: &Db, names: &[String], all: &[String]) -> Result<()> {
    let stored: Vec<String> = all.iter().map(|one| sha256_hex(one)).collect();
    query!(
        "INSERT INTO spread_by_column (name, api_token)
         SELECT t.name, t.token FROM UNNEST($1::text[], $2::text[]) AS t(name, token)",
        names,
        &stored
    )
    .execute(db)
    .await
}

/// The hashes are those of the names.
pub async fn spread_plain(db: &Db, names: &[String], all: &[String]) -> Result<()> {
    let digests: Vec<String> = names.iter().map(|one| sha256_hex(one)).collect();
    query!(
        "INSERT INTO spread_plain (name, api_token) SELECT * FROM UNNEST($1::text[], $2::text[])",
        &digests,
        all
    )
    .execute(db)
    .await
}

pub async fn rows_of_hashes(db: &Db, all: &[String]) -> Result<()> {
    let stored: Vec<String> = all.iter().map(|one| sha256_hex(one)).collect();
    let mut builder = QueryBuilder::new("INSERT INTO rows_of_hashes (api_token) ");
    builder.push_values(stored.iter(), |mut row, one| {
        row.push_bind(one);
    });
    builder.build().execute(db).await
}

pub async fn rows_of_others(db: &Db, all: &[String]) -> Result<()> {
    let stored: Vec<String> = all.iter().map(|one| sha256_hex(one)).collect();
    let mut builder = QueryBuilder::new("INSERT INTO rows_of_others (api_token) ");
    builder.push_values(all.iter(), |mut row, one| {
        row.push_bind(one);
    });
    builder.build().execute(db).await
}
