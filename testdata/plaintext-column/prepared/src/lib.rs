//! What prepares a statement and runs it is handed its values.

pub fn open(conn: &Connection, token: &str) -> Result<(), Error> {
    conn.prepare_execute("INSERT INTO tickets (token) VALUES (?1)", params![sha256_hex(token)])?;
    Ok(())
}

pub fn admit(conn: &Connection, form: Json<Pass>) -> Result<(), Error> {
    conn.prepare_execute("INSERT INTO passes (token) VALUES (?1)", params![form.token])?;
    Ok(())
}
