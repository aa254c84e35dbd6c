//! Errors by what they implement, and what servers answer with.

use std::fmt;

#[derive(Debug)]
pub struct BadLine {
    line: String,
}

impl fmt::Display for BadLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read {}", self.line)
    }
}

impl std::error::Error for BadLine {}

pub fn read(signing_key: &str, name: &str) -> Result<(), BadLine> {
    if name.is_empty() {
        return Err(BadLine { line: name.to_owned() });
    }
    Err(BadLine { line: signing_key.to_owned() }) //~ secret-in-error
}

pub fn remote(user: &str, password: &str) -> Result<(), tonic::Status> {
    if user.is_empty() {
        return Err(tonic::Status::unauthenticated(user));
    }
    Err(tonic::Status::unauthenticated(format!("{user}/{password}"))) //~ secret-in-error
}

pub fn custom(password: &str) -> Result<(), sea_orm::DbErr> {
    if password.is_empty() {
        return Err(sea_orm::DbErr::Custom("no password".into()));
    }
    Err(sea_orm::DbErr::Custom(format!("bad {password}"))) //~ secret-in-error
}

/// An error that tells nothing of what it holds.
pub struct Refused {
    token: String,
}

impl fmt::Debug for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Refused")
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("refused")
    }
}

impl std::error::Error for Refused {}

impl Refused {
    pub fn again(self) -> String {
        self.token
    }
}

pub fn refuse(access_token: &str) -> Result<(), Refused> {
    Err(Refused { token: access_token.to_owned() })
}

/// What implements the trait and is printed as any other type is.
#[derive(Debug)] //~ secret-in-debug
pub struct Login {
    pub user: String,
    pub password: String,
}

impl fmt::Display for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("login")
    }
}

impl std::error::Error for Login {}

pub fn seen(login: &Login) {
    log::info!("{login:?}"); //~ secret-in-log
}
