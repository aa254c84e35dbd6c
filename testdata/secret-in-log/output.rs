//! A value alone on a program's output may be what it was asked for; with a
//! text beside it, on standard error or as it is for debugging it is a log.

pub fn generate(password: &str) {
    println!("{password}"); //~ secret-in-log@warn
    println!("{}\n", password); //~ secret-in-log@warn
    print!("{0}", password); //~ secret-in-log@warn
    println!("password: {password}"); //~ secret-in-log@deny
    println!("{password} {}", 1); //~ secret-in-log@deny
    println!("{password:?}"); //~ secret-in-log@deny
    eprintln!("{password}"); //~ secret-in-log@deny
    log::info!("{password}"); //~ secret-in-log@deny
}
