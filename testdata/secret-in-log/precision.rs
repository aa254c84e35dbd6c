//! A precision prints a text's first characters.

/// What is typed in is short.
pub fn short(password: &str, one_time_code: &str) {
    println!("{password:.8}"); //~ secret-in-log
    println!("{:.6}", one_time_code); //~ secret-in-log
}

pub fn shown(token: &str, access_token: &str) {
    println!("{token:.6}… is no bot token");
    println!("{:.8}", access_token);
    println!("{access_token:.40}"); //~ secret-in-log
    println!("{access_token:.12}"); //~ secret-in-log
    println!("{access_token:.6} of {access_token}"); //~ secret-in-log
    println!("{access_token:>6}"); //~ secret-in-log
}
