pub fn seed(admin_password: &str) {
    println!("{admin_password}"); //~ secret-in-log
}
