//! Functions that run without being called by their names.

use std::collections::HashMap;
use std::ops::{Deref, Index};

pub struct Ring {
    entries: HashMap<u32, String>,
    names: Vec<String>,
}

impl Index<u32> for Ring {
    type Output = String;
    fn index(&self, id: u32) -> &String {
        &self.entries[&id]
    }
}

pub struct Minted(String);

impl Deref for Minted {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<Minted> for String {
    fn from(minted: Minted) -> String {
        minted.0
    }
}

pub struct Each {
    left: Vec<String>,
}

impl Iterator for Each {
    type Item = String;
    fn next(&mut self) -> Option<String> {
        self.left.pop()
    }
}

pub fn show(password: String, name: String) {
    let ring = Ring { entries: HashMap::from([(1, password.clone())]), names: vec![name] };
    log::info!("{}", ring[1]); //~ secret-in-log
    log::info!("{:?}", ring.names);
    let minted = Minted(password.clone());
    log::info!("{}", minted.to_uppercase()); //~ secret-in-log
    log::info!("{}", minted.len());
    let text: String = minted.into();
    log::info!("{text}"); //~ secret-in-log
    for word in (Each { left: vec![password.clone()] }) {
        log::info!("{word}"); //~ secret-in-log
    }
    let all: Vec<String> = Each { left: vec![password] }.collect();
    log::info!("{all:?}"); //~ secret-in-log
}

/// What is counted says nothing of what it is.
pub struct Counted {
    password: String,
}

impl Iterator for Counted {
    type Item = usize;
    fn next(&mut self) -> Option<usize> {
        self.password.pop().map(|c| c.len_utf8())
    }
}

pub fn counted(counted: Counted) {
    for size in counted {
        log::info!("{size}");
    }
}
