//! Parameters called `token` that are handed anything but one.

/// What a text begins with, for errors that may not show the rest.
fn first_word(token: &str) -> String {
    token.chars().take_while(|c| c.is_alphabetic()).collect()
}

pub fn unknown_kind(raw: &str, option: &str) {
    println!("unknown kind {}, unknown option {}", first_word(raw), first_word(option));
}

fn sent(token: &str) {
    println!("{token}"); //~ secret-in-log
}

pub fn send(raw: &str, access_token: &str) {
    sent(raw);
    sent(access_token);
}

pub struct Material<'a>(&'a [u8]);

impl AsRef<[u8]> for Material<'_> {
    fn as_ref(&self) -> &[u8] {
        self.0
    }
}

pub fn consumed(private_key: &[u8]) -> usize {
    let material = Material(private_key);
    println!("{:?}", material.as_ref()); //~ secret-in-log
    material.as_ref().len()
}

/// Its `as_ref` is the standard library's.
pub fn shared(calls: std::sync::Arc<Vec<String>>) {
    let calls = std::sync::Arc::try_unwrap(calls).unwrap_or_else(|calls| calls.as_ref().clone());
    println!("{calls:?}");
}
