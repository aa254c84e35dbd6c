//! What a wrapper of a request holds, what is left when something else is
//! gone, and texts that are read where a choice is made.

use actix_web::web;
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Login {
    pub name: String,
    pub password: String,
}

#[derive(Deserialize)]
pub struct Page {
    pub name: String,
}

pub struct Database {
    pub host: String,
    pub name: String,
    pub password: String,
}

impl Database {
    fn without_name(&self) -> String {
        format!("postgres://app:{}@{}", self.password, self.host)
    }

    fn without_database(&self) -> String {
        self.without_name()
    }

    fn without_password(&self) -> String {
        format!("postgres://app@{}/{}", self.host, self.name)
    }

    fn strip_quotes(&self) -> String {
        self.password.replace('"', "")
    }
}

pub fn form(form: web::Form<Login>, page: web::Form<Page>) {
    log::info!("{}", form.0.password); //~ secret-in-log
    log::info!("{} {}", form.0.name, page.0.name);
}

pub fn gone(database: &Database) {
    log::info!("{}", database.without_name()); //~ secret-in-log
    log::info!("{}", database.strip_quotes()); //~ secret-in-log
    log::info!("{}", database.without_database()); //~ secret-in-log
    log::info!("{}", database.without_password());
}

pub fn read(body: String) -> Option<String> {
    log::debug!("got {body}"); //~ secret-in-log
    let login: Login = match serde_json::from_str(&body) {
        Ok(login) => login,
        Err(error) => {
            log::warn!("cannot read it: {error}");
            return None;
        }
    };
    Some(login.name)
}

pub fn read_page(body: String) -> Option<String> {
    log::debug!("got {body}");
    let page: Page = match serde_json::from_str(&body) {
        Ok(page) => page,
        Err(_) => return None,
    };
    Some(page.name)
}
