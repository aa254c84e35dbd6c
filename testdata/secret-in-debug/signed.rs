//! Whose a signature is, and what it is made with.

#[derive(Debug)]
pub struct Signed {
    pub region: String,
    pub access_key: String,
    pub signature: String,
}

#[derive(Debug)] //~ secret-in-debug
pub struct Signer {
    pub access_key: String,
    pub region: String,
}

#[derive(Debug)] //~ secret-in-debug
pub struct Request {
    pub storage_access_key: String,
    pub signature: String,
}
