//! What is written through what a variable borrows.

use std::collections::HashMap;
use std::sync::{Mutex, RwLock};

pub fn guard(lines: &Mutex<Vec<String>>, names: &Mutex<Vec<String>>, name: &str, password: &str) {
    let mut held = lines.lock().unwrap();
    held.push(password.to_owned());
    drop(held);
    log::info!("{:?}", lines.lock().unwrap()); //~ secret-in-log
    let mut held = names.lock().unwrap();
    held.push(name.to_owned());
    drop(held);
    log::info!("{:?}", names.lock().unwrap());
}

pub fn reference(password: &str) {
    let (mut line, mut other) = (String::new(), String::new());
    let end = &mut line;
    end.push_str(password);
    log::info!("{line}"); //~ secret-in-log
    let end = &mut other;
    end.push('x');
    log::info!("{other}");
}

pub fn parts(password: &str) {
    let mut map: HashMap<&str, String> = HashMap::new();
    if let Some(value) = map.get_mut("a") {
        value.push_str(password);
    }
    log::info!("{map:?}"); //~ secret-in-log
    let mut list = vec![String::new()];
    for value in list.iter_mut() {
        *value = password.to_owned();
    }
    log::info!("{list:?}"); //~ secret-in-log
    let mut each = vec![String::new()];
    each.iter_mut().for_each(|value| value.push_str(password));
    log::info!("{each:?}"); //~ secret-in-log
    let mut perhaps = Some(String::new());
    if let Some(value) = &mut perhaps {
        value.push_str(password);
    }
    log::info!("{perhaps:?}"); //~ secret-in-log
    let mut entries: HashMap<&str, String> = HashMap::new();
    let entry = entries.entry("a").or_default();
    entry.push_str(password);
    log::info!("{entries:?}"); //~ secret-in-log
}

pub struct Kept {
    text: RwLock<String>,
    list: Vec<String>,
    line: String,
    seen: Mutex<Vec<usize>>,
}

impl Kept {
    pub fn fill(&self, password: &str) {
        let mut text = self.text.write().unwrap();
        *text = password.to_owned();
        let mut seen = self.seen.lock().unwrap();
        seen.push(password.len());
    }
    pub fn add(&mut self, password: &str) {
        let Kept { list, line, .. } = self;
        list.push(password.to_owned());
        line.push_str(password);
    }
    pub fn see(&self) {
        log::info!("{}", self.text.read().unwrap()); //~ secret-in-log
        log::info!("{:?}", self.list); //~ secret-in-log
        log::info!("{}", self.line); //~ secret-in-log
        log::info!("{:?}", self.seen.lock().unwrap());
    }
}

/// A copy is written to, and what it was made of is not.
pub fn copied(name: String, password: &str) {
    let mut copy = name.clone();
    copy.push_str(password);
    log::info!("{name}");
    log::info!("{copy}"); //~ secret-in-log
}

/// What is at the other end of a stream does not give back what it is told.
pub fn told(stream: &Mutex<std::net::TcpStream>, password: &str) -> std::io::Result<()> {
    use std::io::{BufRead as _, BufReader, Write as _};
    let mut held = stream.lock().unwrap();
    held.write_all(format!("PASS {password}\r\n").as_bytes())?;
    let mut line = String::new();
    BufReader::new(&*held).read_line(&mut line)?;
    log::info!("answered {line}");
    Ok(())
}
