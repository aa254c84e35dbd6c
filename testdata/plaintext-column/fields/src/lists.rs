//! Assignments and values in lists of their own.

pub fn update(conn: &Connection, id: &str, body: Update) -> Result<()> {
    let mut sets = Vec::new();
    let mut args: Vec<Box<dyn ToSql>> = Vec::new();
    if let Some(password) = body.password {
        sets.push("password = ?");
        args.push(Box::new(hash_password(&password)?));
    }
    args.push(Box::new(id.to_owned()));
    conn.execute(&format!("UPDATE lists SET {} WHERE id = ?", sets.join(", ")), params_from_iter(args))?;
    Ok(())
}

pub fn update_open(conn: &Connection, id: &str, body: Update) -> Result<()> {
    let mut sets = Vec::new();
    let mut args: Vec<Box<dyn ToSql>> = Vec::new();
    if let Some(email) = body.email {
        sets.push("email = ?");
        args.push(Box::new(hash_of(&email)));
    }
    if let Some(password) = body.password {
        sets.push("password = ?");
        args.push(Box::new(password));
    }
    args.push(Box::new(id.to_owned()));
    conn.execute(&format!("UPDATE lists_open SET {} WHERE id = ?", sets.join(", ")), params_from_iter(args))?;
    Ok(())
}
