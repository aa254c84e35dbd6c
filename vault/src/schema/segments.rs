//! Names cut into words: `STRIPE_API_KEY`, `stripeApiKey` and
//! `stripe-api-key` are all `stripe api key`.

/// The lower-case word segments of an identifier, variable or column name.
///
/// Cuts at everything that is no letter or digit, where a lower-case letter
/// or digit meets an upper-case one, and before the last capital of a run
/// that a lower-case letter follows (`HTTPServer` is `http server`).
pub fn segments(name: &str) -> Vec<String> {
    let starts = name.char_indices().map(|(at, _)| at);
    cut(name, starts).map(str::to_lowercase).collect()
}

/// The words as written.
fn cut<'a>(name: &'a str, mut starts: impl Iterator<Item = usize> + 'a) -> impl Iterator<Item = &'a str> + 'a {
    let mut before: Option<char> = None;
    let mut begun: Option<usize> = None;
    std::iter::from_fn(move || {
        for at in starts.by_ref() {
            let mut chars = name[at..].chars();
            let c = chars.next()?;
            let last = before.replace(c);
            let word = begun.map(|start| &name[start..at]);
            if !c.is_alphanumeric() {
                begun = None;
            } else if begun.is_none() || last.is_some_and(|last| cuts(last, c, chars.next())) {
                begun = Some(at);
            } else {
                continue;
            }
            if word.is_some() {
                return word;
            }
        }
        begun.take().map(|start| &name[start..])
    })
}

fn cuts(before: char, c: char, after: Option<char>) -> bool {
    let rises = !before.is_uppercase() && c.is_uppercase();
    let run_ends = before.is_uppercase() && c.is_uppercase() && after.is_some_and(char::is_lowercase);
    rises || run_ends
}
