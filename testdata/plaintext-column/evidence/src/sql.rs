//! Statements.
pub const INSERT_USER: &str = "INSERT INTO users (email, password) VALUES ($1, $2)";
