//! `assert_no_plaintext_columns!`: the guard's judgement as a workspace's
//! own test.
#![cfg(feature = "schema")]

use secret_guard_vault::assert_no_plaintext_columns;
use secret_guard_vault::schema::plaintext_columns;

const INIT: &str = "CREATE TABLE users (id INT PRIMARY KEY, password_hash TEXT, totp_secret TEXT);
CREATE TABLE hooks (
    id INT,
    api_key TEXT
);";
const REPAIR: &str = "ALTER TABLE users DROP COLUMN totp_secret;\nALTER TABLE users ADD totp_secret_ciphertext BYTEA;";
const DIESEL: &str = "// @generated automatically by Diesel CLI.

diesel::table! {
    integrations (id) {
        id -> Int8,
        webhook_secret -> Text,
        token_type -> Text,
    }
}
";

fn said(texts: &[&str]) -> Vec<String> {
    plaintext_columns(texts).iter().map(|c| format!("{}.{} {}:{}", c.table, c.column, c.text, c.line)).collect()
}

#[test]
fn columns_are_judged_as_they_stand_after_the_last_text() {
    assert_eq!(said(&[INIT]), ["users.totp_secret 0:1", "hooks.api_key 0:4"]);
    assert_eq!(said(&[INIT, REPAIR]), ["hooks.api_key 0:4"]);
    assert_eq!(said(&[INIT, REPAIR, DIESEL]), ["hooks.api_key 0:4", "integrations.webhook_secret 2:6"]);
}

#[test]
fn more_than_ten_texts_keep_their_order() {
    let mut texts = vec!["SELECT 1;"; 12];
    texts[1] = "CREATE TABLE a (api_key TEXT);";
    texts[11] = "ALTER TABLE a DROP COLUMN api_key;";
    assert!(said(&texts).is_empty(), "{:?}", said(&texts));
}

#[test]
fn a_schema_in_order_and_allowed_columns_pass() {
    assert_no_plaintext_columns!(INIT, REPAIR, "ALTER TABLE hooks DROP api_key;");
    assert_no_plaintext_columns!(INIT, REPAIR; allow "Hooks.api_key" => "read-only demo key, printed on the front page");
}

#[test]
#[should_panic(expected = "column `hooks.api_key` (type `TEXT`, text 1, line 4) stores a secret readable")]
fn a_readable_column_panics_with_its_place() {
    assert_no_plaintext_columns!(INIT, REPAIR);
}

#[test]
#[should_panic(expected = "`hooks.api_key` is allowed without a reason")]
fn a_reason_is_asked_for() {
    assert_no_plaintext_columns!(INIT, REPAIR; allow "hooks.api_key" => " ");
}

#[test]
#[should_panic(expected = "`hooks.api_kee` is allowed, but no such column needs it")]
fn an_entry_for_nothing_is_wrong() {
    assert_no_plaintext_columns!("CREATE TABLE hooks (id INT);"; allow "hooks.api_kee" => "typo");
}

#[test]
#[should_panic(expected = "is this the schema?")]
fn an_empty_text_is_no_green() {
    assert_no_plaintext_columns!("-- moved elsewhere\n");
}

#[test]
fn a_text_of_comments_that_are_never_closed_is_read_to_its_end() {
    let text = format!("{}\n;\nCREATE TABLE users (id INT, api_token TEXT);\n", "/*".repeat(400_000));
    assert_eq!(said(&[&text]), ["users.api_token 0:3"]);
    let text = format!("{}CREATE TABLE users (id INT, api_token TEXT);\n", "/*\n".repeat(100_000));
    assert_eq!(said(&[&text]), ["users.api_token 0:100001"]);
}
