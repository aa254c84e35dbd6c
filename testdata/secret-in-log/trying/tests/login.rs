fn log_in(user: &str, password: &str) {
    println!("{user} signs in with {password}");
}

#[test]
fn signs_in() {
    log_in("somebody", "made up");
    let given = std::env::var("SERVICE_API_KEY").unwrap(); //~ env-read
    println!("{given}"); //~ secret-in-log
}
