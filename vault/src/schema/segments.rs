//! Names cut into words: `STRIPE_API_KEY`, `stripeApiKey` and
//! `stripe-api-key` are all `stripe api key`.

/// The lower-case word segments of an identifier, variable or column name.
///
/// Cuts at everything that is no letter or digit, where a lower-case letter
/// or digit meets an upper-case one, and before the last capital of a run
/// that a lower-case letter follows (`HTTPServer` is `http server`).
pub fn segments(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for (at, &c) in chars.iter().enumerate() {
        if !c.is_alphanumeric() {
            push(&mut words, &mut word);
            continue;
        }
        let before = at.checked_sub(1).map(|at| chars[at]);
        if before.is_some_and(|before| cuts(before, c, chars.get(at + 1).copied())) {
            push(&mut words, &mut word);
        }
        word.extend(c.to_lowercase());
    }
    push(&mut words, &mut word);
    words
}

fn cuts(before: char, c: char, after: Option<char>) -> bool {
    let rises = !before.is_uppercase() && c.is_uppercase();
    let run_ends = before.is_uppercase() && c.is_uppercase() && after.is_some_and(char::is_lowercase);
    rises || run_ends
}

fn push(words: &mut Vec<String>, word: &mut String) {
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}
