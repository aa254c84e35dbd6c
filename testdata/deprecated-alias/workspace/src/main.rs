//! POSTGRES_DSN in a comment is history, not use.
const NAME: &str = "POSTGRES_DSN"; //~ deprecated-alias

fn read(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn main() {
    let _ = std::env::var("POSTGRES_DSN"); //~ deprecated-alias env-read
    let _ = std::env::var(NAME); //~ env-read
    let _ = read("POSTGRES_DSN_RO"); //~ deprecated-alias env-read
    let _ = read("DB_URL"); //~ env-read
    println!("set POSTGRES_DSN first"); //~ deprecated-alias
    let _ = "OLD_POSTGRES_DSN";
    let _ = "POSTGRES_DSN_2";
    let _ = r"POSTGRES_DSN=x"; //~ deprecated-alias
}

struct Postgres;
#[allow(non_upper_case_globals)]
const POSTGRES_DSN_NAME: Postgres = Postgres;
