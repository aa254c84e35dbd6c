//! Lists of arguments that more than one place adds to.

pub fn lend(db: &Connection, user: &User, token: &str) -> Result<()> {
    let mut args: Vec<Value> = vec![user.id.into()];
    add_plain(&mut args, token);
    args.push(sha256_hex(token).into());
    db.execute("INSERT INTO lent (id, token, digest) VALUES (?1, ?2, ?3)", params_from_iter(args.iter()))?;
    Ok(())
}

fn add_plain(args: &mut Vec<Value>, token: &str) {
    args.push(token.to_owned().into());
}

pub fn put_in_front(db: &Connection, user: &User, token: &str) -> Result<()> {
    let mut args: Vec<Value> = vec![user.id.into()];
    args.push(sha256_hex(token).into());
    args.insert(1, token.to_owned().into());
    db.execute("INSERT INTO moved (id, token, digest) VALUES (?1, ?2, ?3)", params_from_iter(args.iter()))?;
    Ok(())
}

pub fn add_in_a_branch(db: &Connection, user: &User, token: &str) -> Result<()> {
    let mut args: Vec<Value> = vec![user.id.into()];
    if user.keeps_plain {
        args.push(token.to_owned().into());
    }
    args.push(sha256_hex(token).into());
    db.execute("INSERT INTO branched (id, token, digest) VALUES (?1, ?2, ?3)", params_from_iter(args.iter()))?;
    Ok(())
}

pub fn add_by_a_closure(db: &Connection, user: &User, token: &str) -> Result<()> {
    let mut args: Vec<Value> = vec![user.id.into()];
    let mut add = |value: String| args.push(value.into());
    add(token.to_owned());
    add(sha256_hex(token));
    args.push(sha256_hex(token).into());
    args.push(sha256_hex(token).into());
    db.execute("INSERT INTO called (id, token, digest) VALUES (?1, ?2, ?3)", params_from_iter(args.iter()))?;
    Ok(())
}

pub fn mix(db: &Connection, id: i64, token: &str) -> Result<()> {
    let sql = "INSERT INTO mixed (id, digest, token) VALUES (?1, ?2, ?3)";
    db.execute(sql, rusqlite::params![id, sha256_hex(token), token])?;
    Ok(())
}

pub fn collect(db: &Connection, user: &User, token: &str) -> Result<()> {
    let mut args: Vec<Value> = vec![user.id.into()];
    args.push(sha256_hex(token).into());
    args.push(user.note.clone().into());
    db.execute("INSERT INTO collected (id, token, note) VALUES (?1, ?2, ?3)", params_from_iter(args.iter()))?;
    Ok(())
}

pub fn lend_behind(db: &Connection, user: &User, token: &str) -> Result<()> {
    let mut args: Vec<Value> = vec![user.id.into(), sha256_hex(token).into()];
    add_note(&mut args, user);
    db.execute("INSERT INTO behind (id, token, note) VALUES (?1, ?2, ?3)", params_from_iter(args.iter()))?;
    Ok(())
}

pub fn look(db: &Connection, user: &User, token: &str) -> Result<()> {
    let mut args: Vec<Value> = vec![user.id.into()];
    args.reserve(2);
    args.push(sha256_hex(token).into());
    trace(args.len(), &args);
    args.push(user.note.clone().into());
    db.execute("INSERT INTO looked_at (id, token, note) VALUES (?1, ?2, ?3)", params_from_iter(args.iter()))?;
    Ok(())
}

pub fn qualify(db: &Connection, id: i64, token: &str) -> Result<()> {
    db.execute("INSERT INTO qualified (id, token) VALUES (?1, ?2)", rusqlite::params![id, sha256_hex(token)])?;
    Ok(())
}

pub fn name(db: &Connection, id: i64, token: &str) -> Result<()> {
    let sql = "INSERT INTO named (id, token) VALUES (:id, :token)";
    db.execute(sql, rusqlite::named_params! { ":id": id, ":token": sha256_hex(token) })?;
    Ok(())
}
