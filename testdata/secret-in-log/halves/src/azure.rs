pub struct BlobStore {
    pub account: String,
    pub access_key: String,
}

pub fn open(store: &BlobStore) {
    println!("opening {} with {}", store.account, store.access_key); //~ secret-in-log
}

pub fn opens(access_key: &str, expected_access_key: &str) -> bool {
    access_key == expected_access_key //~ secret-compare
}
