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

pub struct Login {
    pub user: String,
    pub password: String,
}

impl std::fmt::Display for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.user, self.password) //~ secret-in-debug
    }
}

/// The text around a value may stand in another one.
pub fn around(login: &Login, password: &str) {
    let message = format!("login failed with {password}");
    println!("{message}"); //~ secret-in-log@deny
    println!("{}", format!("with {password}")); //~ secret-in-log@deny
    println!("{}", ["with", password].join(" ")); //~ secret-in-log@deny
    println!("{}", "with ".to_owned() + password); //~ secret-in-log@deny
    println!("{login}"); //~ secret-in-log@deny
    let copy = format!("{password}");
    println!("{copy}"); //~ secret-in-log@warn
    println!("{}", login.password.trim()); //~ secret-in-log@warn
}
