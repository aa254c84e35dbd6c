//! R5: a secret shows nothing. What must not compile stands in the docs of `secret`, what it leaves in `memory`.

use secret_guard_vault::Secret;

#[test]
fn r05_debug_shows_neither_value_nor_length() {
    let (short, long) = (Secret::new(String::from("ab")), Secret::new(String::from("abcdefghijklmnop")));
    assert_eq!(format!("{short:?}"), "Secret(redacted)");
    assert_eq!(format!("{short:?} {short:#?}"), format!("{long:?} {long:#?}"));
}

#[test]
fn r05_constant_time_equality_is_by_value() {
    let secret = Secret::new(b"abc".to_vec());
    assert!(secret.ct_eq(b"abc") && !secret.ct_eq(b"abd") && !secret.ct_eq(b"ab") && !secret.ct_eq(b""));
}

#[test]
fn r05_a_key_is_filled_in_place_or_not_at_all() {
    assert!(Secret::<[u8; 3]>::copied(b"abc").expect("as many").ct_eq(b"abc"));
    assert!(Secret::<[u8; 3]>::copied(b"ab").is_none() && Secret::<[u8; 3]>::copied(b"abcd").is_none());
    assert!(Secret::<[u8; 3]>::filled(|_| Err("no")).is_err());
}
