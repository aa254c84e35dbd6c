pub enum Token {
    Comma,
}

pub fn typed_twice(password: &str, password_confirmation: &str) -> bool {
    password == password_confirmation
}

pub fn literal(token: &str) -> bool {
    token == "("
}

pub fn empty(api_key: &str) -> bool {
    api_key == ""
}

pub fn lexer(token: &str, keyword: &str) -> bool {
    token == keyword
}

pub fn counts(token_count: usize, max: usize) -> bool {
    token_count == max
}

pub fn kinds(token_type: &str, expected: &str) -> bool {
    token_type == expected
}

pub fn keys(key: &str, other_key: &str) -> bool {
    key == other_key
}

pub fn file_hash(file_hash: &str, expected: &str) -> bool {
    file_hash == expected
}

const MARK: &str = "mark";

pub fn constant(access_token: &str) -> bool {
    access_token == MARK
}

pub fn constant_time(api_key: &[u8], given: &[u8]) -> bool {
    use subtle::ConstantTimeEq;
    api_key.ct_eq(given).into()
}

#[cfg(test)]
mod tests {
    #[test]
    fn compares() {
        let api_key = super::MARK.to_string();
        assert!(api_key == String::from("mark"));
    }
}

pub fn trimmed(expected_token: &str) -> bool {
    let token = expected_token.trim().to_string();
    token != expected_token
}

pub struct Stored {
    access_token: String,
}

pub fn changed(stored: &Stored, current: &Stored) -> bool {
    stored.access_token != current.access_token
}

pub struct Unmatched {
    master_key: String,
}

pub struct Track {
    key: String,
}

pub fn held(entry: &Unmatched, track: &Track) -> bool {
    entry.master_key == track.key
}

pub fn moved_on(latest_token: &str, sync_token: &str) -> bool {
    latest_token != sync_token
}

pub struct Row {
    token_hash: String,
    csrf_hash: String,
}

pub fn same_page(row: &Row, presented: &str) -> bool {
    sha256(presented) == row.csrf_hash
}

pub fn same_hash(row: &Row, raw: &str) -> bool {
    row.token_hash == sha256(raw)
}

pub fn pieces(tokens: &[String], expected_token: &String, at: usize) -> bool {
    &tokens[at] == expected_token
}

pub fn same_daemon(state_startup_token: &str, startup_token: &str) -> bool {
    state_startup_token == startup_token
}

pub fn hashed(token: &str, stored_hash: &str) -> bool {
    hash_token_sha256(token) == stored_hash
}
