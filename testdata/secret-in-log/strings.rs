//! Values made of a secret by what strings and bytes can do.

use std::borrow::Cow;
use std::ffi::{CString, OsString};
use std::fmt::Write as _;
use std::path::PathBuf;

pub fn made_of(password: String, user: &str) {
    let a = password.clone() + user;
    log::info!("{a}"); //~ secret-in-log
    let b = String::from("pass=") + password.as_str();
    log::info!("{b}"); //~ secret-in-log
    let c = user.to_owned() + ":" + &password;
    log::info!("{c}"); //~ secret-in-log
    let d = user.to_owned() + ":" + user;
    log::info!("{d}");
    let e: Cow<'_, str> = Cow::Borrowed(&password);
    log::info!("{e}"); //~ secret-in-log
    let f: Box<str> = password.clone().into_boxed_str();
    log::info!("{f}"); //~ secret-in-log
    let g: &str = password.as_ref();
    log::info!("{g}"); //~ secret-in-log
    let h = password.trim().to_lowercase();
    log::info!("{h}"); //~ secret-in-log
    let i = [user, &password].join(":");
    log::info!("{i}"); //~ secret-in-log
    let j = vec![user.to_string(), password.to_string()].concat();
    log::info!("{j}"); //~ secret-in-log
    let k: String = vec![user, password.as_str()].into_iter().collect();
    log::info!("{k}"); //~ secret-in-log
    let l: Vec<char> = password.chars().collect();
    log::info!("{l:?}"); //~ secret-in-log
    let m = String::from_iter(password.chars().rev());
    log::info!("{m}"); //~ secret-in-log
    let n = password.bytes().map(|b| format!("{b:02x}")).collect::<String>();
    log::info!("{n}"); //~ secret-in-log
    let o = user.replace("{}", &password);
    log::info!("{o}"); //~ secret-in-log
    let p = password.split(':').map(str::trim).collect::<Vec<_>>().join(" ");
    log::info!("{p}"); //~ secret-in-log
    let q = password.strip_prefix("x").unwrap_or(&password);
    log::info!("{q}"); //~ secret-in-log
    let r = OsString::from(&password);
    log::info!("{r:?}"); //~ secret-in-log
    let s = CString::new(password.as_bytes()).unwrap_or_default();
    log::info!("{s:?}"); //~ secret-in-log
    let t = String::from_utf8(password.clone().into_bytes()).unwrap();
    log::info!("{t}"); //~ secret-in-log
    let u = String::from_utf8_lossy(password.as_bytes()).into_owned();
    log::info!("{u}"); //~ secret-in-log
    let v = std::str::from_utf8(&password.as_bytes()[..]).unwrap_or("");
    log::info!("{v}"); //~ secret-in-log
    let w = password.repeat(2).escape_debug().to_string();
    log::info!("{w}"); //~ secret-in-log
    let x = PathBuf::from("/srv").join(user).display().to_string();
    log::info!("{x}");
    let y = password.lines().next().unwrap_or_default();
    log::info!("{y}"); //~ secret-in-log
    let z = password.split_once(':').map(|(_, word)| word.to_string());
    log::info!("{z:?}"); //~ secret-in-log
}

pub fn pushed(password: &str, user: &str) {
    let mut a = String::with_capacity(32);
    a.push_str(user);
    log::info!("{a}");
    a.push_str(password);
    log::info!("{a}"); //~ secret-in-log
    let mut b = String::new();
    for c in password.chars() {
        b.push(c);
    }
    log::info!("{b}"); //~ secret-in-log
    let mut c = user.to_string();
    c.insert_str(0, password);
    log::info!("{c}"); //~ secret-in-log
    let mut d = user.to_string();
    d.extend(password.chars());
    log::info!("{d}"); //~ secret-in-log
    let mut e = String::new();
    e += user;
    e += ":";
    log::info!("{e}");
    e += password;
    log::info!("{e}"); //~ secret-in-log
    let mut f = user.as_bytes().to_vec();
    f.extend(password.bytes());
    log::info!("{f:?}"); //~ secret-in-log
    let mut g: Vec<&str> = Vec::new();
    g.push(user);
    log::info!("{g:?}");
    g.push(password);
    log::info!("{}", g.join("/")); //~ secret-in-log
    let mut h = String::new();
    h.clone_from(&password.to_string());
    log::info!("{h}"); //~ secret-in-log
    h.clear();
    log::info!("{h}");
    let mut i = password.to_string();
    log::info!("{i}"); //~ secret-in-log
    i = user.to_string();
    log::info!("{i}");
    i = format!("{i}:{password}");
    log::info!("{i}"); //~ secret-in-log
    let mut j = String::new();
    write!(j, "{user}").unwrap();
    log::info!("{j}");
    j.write_str(password).unwrap();
    log::info!("{j}"); //~ secret-in-log
    let mut k = String::new();
    k.write_fmt(format_args!("{user}={password}")).unwrap();
    log::info!("{k}"); //~ secret-in-log
    let mut l = password.as_bytes().to_vec();
    l.reverse();
    log::info!("{}", String::from_utf8_lossy(&l)); //~ secret-in-log
    let mut m = [0u8; 16];
    m.copy_from_slice(password.as_bytes());
    log::info!("{m:?}"); //~ secret-in-log
}

pub fn encoded(password: &str, user: &str) {
    let a = format!("{user}:{password}");
    let b = base64::encode(&a);
    log::info!("Basic {b}"); //~ secret-in-log
    let c = hex::encode(password);
    log::info!("{c}"); //~ secret-in-log
    let d = urlencoding::encode(password);
    log::info!("{d}"); //~ secret-in-log
    let e = base64::engine::general_purpose::STANDARD.encode(password);
    log::info!("{e}"); //~ secret-in-log
    let f = format!("{:?}", format!("{}", password));
    log::info!("{f}"); //~ secret-in-log
    let g = format!("postgres://{user}:{password}@localhost/app");
    log::info!("connecting to {g}"); //~ secret-in-log
    let h = std::format!("{:x}", md5::compute(password));
    log::info!("{h}");
    let i = format!("{:*<8}", "");
    log::info!("{i}");
    let j = "*".repeat(password.len());
    log::info!("{j}");
    let k = password.chars().map(|_| '*').collect::<String>();
    log::info!("{k}");
}

pub fn moved(password: String, user: &str) {
    let mut a = user.to_string();
    log::info!("{a}");
    std::mem::swap(&mut a, &mut password.clone());
    log::info!("{a}"); //~ secret-in-log
    let b = std::mem::take(&mut a);
    log::info!("{b}"); //~ secret-in-log
    let mut c = password.clone();
    let d = std::mem::replace(&mut c, user.to_string());
    log::info!("{d}"); //~ secret-in-log
    log::info!("{c}");
    log::info!("{}", password.as_str() as &str); //~ secret-in-log
    log::info!("{:p} {password:p}", password.as_ptr());
    let mut e = String::new();
    e.write_char('x').unwrap();
    log::info!("{e}");
    password.chars().for_each(|c| e.write_char(c).unwrap());
    log::info!("{}", wrap(&password)); //~ secret-in-log
}

fn wrap(text: &str) -> String {
    format!("<{text}>")
}
