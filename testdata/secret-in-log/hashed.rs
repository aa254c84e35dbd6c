//! Rows whose password is a hash, as those say who are handed it.

use crate::others::{PasswordHash, execute, verify};

pub struct Database;

#[derive(Clone, sqlx::FromRow)]
pub struct Imported {
    pub id: i64,
    pub password: String,
}

#[derive(Clone, sqlx::FromRow)]
pub struct Account {
    pub id: i64,
    pub password: String,
}

#[derive(Clone, sqlx::FromRow)]
pub struct Mailbox {
    pub id: i64,
    pub password: String,
}

#[derive(Clone, serde::Deserialize)]
pub struct Form {
    pub name: String,
    pub password: String,
}

impl Database {
    pub fn insert_hash(&self, id: i64, password_hash: &str) {
        execute("INSERT INTO authentication VALUES (?, ?)", id, password_hash);
    }
}

pub fn transfer(db: &Database, users: &[Imported]) {
    for user in users {
        println!("adding the hash {} of {}", user.password, user.id);
        db.insert_hash(user.id, &user.password);
    }
}

pub fn check(account: &Account, given: &str) -> bool {
    let parsed = PasswordHash::new(&account.password);
    log::debug!("checking {} against {}", account.id, account.password);
    verify(parsed, given)
}

pub fn open(mailbox: &Mailbox) {
    log::debug!("opening {} with {}", mailbox.id, mailbox.password); //~ secret-in-log
}

pub fn register(db: &Database, form: &Form) {
    log::debug!("{} wants {}", form.name, form.password); //~ secret-in-log
    db.insert_hash(1, &form.password);
}
