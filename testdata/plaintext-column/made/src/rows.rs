//! Rows by type.

use crate::guard::Locked;

pub struct Seller {
    pub id: i64,
    pub password: Locked,
}

pub struct Buyer {
    pub name: String,
    pub password: String,
}

impl Buyer {
    pub fn new(name: String, password: String) -> Self {
        Self { name, password }
    }
}
