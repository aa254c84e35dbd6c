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
