pub struct Bucket {
    pub access_key: String,
    pub secret_key: String,
}

pub fn open(bucket: &Bucket, access_key: &str, storage_access_key: &str) {
    println!("opening with {} or {access_key}", bucket.access_key);
    println!("{storage_access_key}"); //~ secret-in-log
}
