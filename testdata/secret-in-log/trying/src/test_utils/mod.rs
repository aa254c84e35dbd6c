pub fn server(access_token: &str) {
    println!("expects {access_token}");
}
