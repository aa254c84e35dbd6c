pub fn put(access_token: &str) {
    println!("PUT {access_token}"); //~ secret-in-log
}
