//! What a type is named after that nobody can read is sealed, and nothing else
//! of its fields.

pub struct EncryptedStore {
    pub master_password: String,
    pub path: String,
}

pub struct SealedVault {
    pub unseal_key: String,
    pub root_token: String,
}

pub struct EncryptedPassword {
    pub password: String,
    pub nonce: String,
}

pub fn opened(store: &EncryptedStore, vault: &SealedVault, sealed: &EncryptedPassword) {
    println!("{}", store.master_password); //~ secret-in-log
    println!("{}", vault.root_token); //~ secret-in-log
    println!("{}", sealed.password);
}
