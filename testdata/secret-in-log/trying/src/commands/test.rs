/// Tries a connection.
pub fn run(password: &str) {
    println!("trying {password}"); //~ secret-in-log
}
