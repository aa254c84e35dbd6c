//! Where errors are reported to, and what a database is reached by.

pub fn reported() {
    let dsn = std::env::var("SENTRY_DSN").unwrap_or_default(); //~ env-read
    log::info!("errors go to {dsn}");
    if let Ok(place) = std::env::var("SENTRY_DSN") { //~ env-read
        log::info!("errors go to {place}");
    }
}

pub fn stored() {
    let dsn = std::env::var("DATABASE_DSN").unwrap_or_default(); //~ env-read
    log::info!("rows go to {dsn}"); //~ secret-in-log
}
