//! Every way to say it: formats, fields, buffers, wholes and parts.

use std::fmt::{self, Display, Write as _};
use std::io::{Write as _, stderr, stdout};

fn get_password() -> String {
    std::fs::read_to_string("/run/password").unwrap_or_default()
}

fn use_password(password: &str) -> bool {
    !password.is_empty()
}

pub struct Shows {
    pub harmless: String,
    pub password: String,
}

impl Display for Shows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.harmless, self.password) //~ secret-in-debug
    }
}

pub struct Hides {
    pub harmless: String,
    pub password: String,
}

impl Display for Hides {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (password hidden)", self.harmless)
    }
}

impl fmt::Debug for Hides {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hides").field("harmless", &self.harmless).field("password", &"***").finish()
    }
}

impl fmt::Debug for Shows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shows").field("password", &self.password).finish_non_exhaustive() //~ secret-in-debug
    }
}

pub fn macros(harmless: String, password: String, encrypted_password: String) {
    log::debug!("message = {}", harmless);
    log::debug!("message = {}", password); //~ secret-in-log
    log::debug!("message = {}", encrypted_password);
    log::log!(log::Level::Error, "message = {}", password); //~ secret-in-log
    log::log!(target: "t", log::Level::Error, "message = {}", password); //~ secret-in-log
    log::error!("message = {:#?}", &password); //~ secret-in-log
    log::warn!("{0} {1:>10} {0}", harmless, password); //~ secret-in-log
    log::warn!("{what}", what = password); //~ secret-in-log
    log::warn!("{what:?}", what = harmless);
    log::info!(target: "t", "message = {password}"); //~ secret-in-log
    log::error!(value = 1; "message");
    log::error!(value = password.as_str(); "message"); //~ secret-in-log
    log::error!(value:? = password.as_str(), other = 2; "message"); //~ secret-in-log
    log::error!(value:% = password; "message"); //~ secret-in-log
    log::error!(password; "message"); //~ secret-in-log
    log::error!(password:?; "message"); //~ secret-in-log
}

pub fn formatted_before(password: String) {
    let m1 = &password;
    log::info!("message = {}", m1); //~ secret-in-log
    let m2 = "message = ".to_string() + &password;
    log::info!("{}", m2); //~ secret-in-log
    let m3 = format!("message = {}", password);
    log::info!("{}", m3); //~ secret-in-log
    let mut m4 = String::new();
    log::info!("{}", m4);
    write!(&mut m4, "message = {}", password).unwrap();
    log::info!("{}", m4); //~ secret-in-log
    let mut m5 = String::new();
    writeln!(m5, "message = {password}").unwrap();
    log::info!("{m5}"); //~ secret-in-log
    let mut m6 = String::from("message = ");
    m6.push_str(&password);
    log::info!("{m6}"); //~ secret-in-log
    let mut m7 = String::new();
    m7 += &password;
    log::info!("{m7}"); //~ secret-in-log
    m7 = String::from("clean");
    log::info!("{m7}");
    let mut m8 = Vec::new();
    m8.extend_from_slice(password.as_bytes());
    log::info!("{}", String::from_utf8_lossy(&m8)); //~ secret-in-log
    let mut m9: Vec<u8> = Vec::new();
    std::io::Write::write_all(&mut m9, b"clean").unwrap();
    log::info!("{}", String::from_utf8(m9).unwrap());
    let m10 = ["a", password.as_str()].join(",");
    log::info!("{m10}"); //~ secret-in-log
    let m11 = ["a", &password].concat();
    log::info!("{m11}"); //~ secret-in-log
    let m12: String = password.chars().rev().collect();
    log::info!("{m12}"); //~ secret-in-log
    let m13 = password.replace('a', "b").repeat(2);
    log::info!("{m13}"); //~ secret-in-log
    let m14 = format!("{m13:?}");
    log::info!("{}", m14.trim_start_matches("x").to_owned()); //~ secret-in-log
    let mut m15 = Vec::new();
    write!(&mut m15, "{}", password).unwrap();
    log::info!("{}", std::str::from_utf8(&m15).unwrap()); //~ secret-in-log
}

pub fn called() {
    log::trace!("message = {}", get_password()); //~ secret-in-log
    let first = "123456".to_string();
    log::trace!("message = {}", &first); //~ secret-in-log
    let second = "123456".to_string();
    log::trace!("message = {}", &second);
    use_password(&first);
}

pub fn parts(harmless: String, password: String) {
    let pair = (harmless, password);
    log::trace!("{}", pair.0);
    log::trace!("{}", pair.1); //~ secret-in-log
    log::trace!("{:?}", pair); //~ secret-in-log
    log::trace!("{pair:#?}"); //~ secret-in-log
    let (user, word) = pair;
    log::trace!("{user}");
    log::trace!("{word}"); //~ secret-in-log
}

pub fn wholes(shows: &Shows, hides: &Hides) {
    log::trace!("{}", shows); //~ secret-in-log
    log::trace!("{:?}", shows); //~ secret-in-log
    log::trace!("{shows:#?}"); //~ secret-in-log
    log::trace!("{}", shows.to_string()); //~ secret-in-log
    log::trace!("{}", shows.harmless);
    log::trace!("{}", shows.password); //~ secret-in-log
    log::trace!("{}", hides);
    log::trace!("{hides:?}");
    log::trace!("{}", hides.harmless);
    log::trace!("{}", hides.password); //~ secret-in-log
}

pub fn streams(password: &str, user: &str) {
    stdout().lock().write_all(format!("message = {password}").as_bytes()).unwrap(); //~ secret-in-log
    stdout().lock().write_all(format!("message = {user}").as_bytes()).unwrap();
    stdout().write_fmt(format_args!("message = {}", password)).unwrap(); //~ secret-in-log
    let mut out = stdout().lock();
    out.write(format!("message = {password}").as_bytes()).unwrap(); //~ secret-in-log
    let mut err = stderr();
    writeln!(err, "message = {password}").unwrap(); //~ secret-in-log
    write!(stderr().lock(), "{}", password).unwrap(); //~ secret-in-log
    let mut buffered = std::io::BufWriter::new(stdout());
    writeln!(buffered, "{user}").unwrap();
}
