//! Names of secrets somewhere in a text.

use foldhash::HashSet;

use super::Words;

/// Nobody gives a name of more letters.
const LONGEST_NAME: usize = 200;

impl Words {
    /// Whether a name of a secret may stand somewhere in a text: as a name of
    /// code, or as a key with dashes.
    pub fn any_in(&self, text: &str) -> bool {
        let Some(hints) = self.hints() else { return true };
        let mut judged = HashSet::default();
        hints.find_iter(text).any(|hint| {
            let [name, key] = ["_", "_-"].map(|joins| run(text, hint.start(), joins));
            let may = |name: &str| name.len() > LONGEST_NAME || self.is_secret(name);
            judged.insert(name) && (may(name) || key != name && may(key))
        })
    }
}

/// The letters, digits and `joins` around a place: as many as a name has, and
/// one more where there are more.
fn run<'t>(text: &'t str, at: usize, joins: &str) -> &'t str {
    let is_part = |c: &char| c.is_alphanumeric() || joins.contains(*c);
    let len = |c: char| c.len_utf8();
    let before: usize = text[..at].chars().rev().take(LONGEST_NAME).take_while(is_part).map(len).sum();
    let after: usize = text[at..].chars().take(LONGEST_NAME + 1).take_while(is_part).map(len).sum();
    &text[at - before..at + after]
}

#[cfg(test)]
mod tests {
    proptest::proptest! {
        /// The look into a text passes over no name that would be one by itself.
        #[test]
        fn a_text_with_a_name_of_a_secret_is_seen(parts in proptest::collection::vec(proptest::sample::select(vec![
            "api", "key", " ", "token", ".", "password", "_", "-", "url", "redis", "\u{e4}", "(", "Secret", "x", "\n", "compass",
        ]), 0..12)) {
            let text = parts.concat();
            let is_name = |c: char| c.is_alphanumeric() || c == '_';
            let words = crate::words!("flow");
            let named = text.split(|c| !is_name(c)).any(|name| words.is_secret(name));
            let keyed = text.split(|c| !is_name(c) && c != '-').any(|name| words.is_secret(name));
            proptest::prop_assert_eq!(words.any_in(&text), named || keyed, "{}", text);
        }
    }
}
