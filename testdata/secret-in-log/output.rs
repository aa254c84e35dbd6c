//! A value alone on a program's output may be what it was asked for; with a
//! text beside it, on standard error or as it is for debugging it is a log.

pub fn generate(password: &str) {
    println!("{password}"); //~ secret-in-log warn medium
    println!("{}\n", password); //~ secret-in-log warn medium
    print!("{0}", password); //~ secret-in-log warn medium
    println!("password: {password}"); //~ secret-in-log deny high
    println!("{password} {}", 1); //~ secret-in-log deny high
    println!("{password:?}"); //~ secret-in-log deny high
    eprintln!("{password}"); //~ secret-in-log deny high
    log::info!("{password}"); //~ secret-in-log deny high
}
