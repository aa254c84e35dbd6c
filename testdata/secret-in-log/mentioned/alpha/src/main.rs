//! Kept in SQLite once: what a text mentions, or a test opens, is not what is opened.

fn main() {
    let db_url = std::env::var("DATABASE_URL").unwrap(); //~ env-read
    println!("opening {db_url}"); //~ secret-in-log
    show(&Config { database_url: db_url });
}

pub struct Config {
    pub database_url: String,
}

fn show(config: &Config) {
    println!("{}", config.database_url); //~ secret-in-log
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    #[test]
    fn opens() {
        Connection::open_in_memory().unwrap();
    }
}
