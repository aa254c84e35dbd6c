//! Values that fingers walked along the keyboard.

/// The rows of a keyboard, one under the other, and what they give with shift.
const ROWS: [(&str, &str); 4] = [
    ("1234567890-=", "!@#$%^&*()_+"),
    ("qwertyuiop[]", "QWERTYUIOP{}"),
    ("asdfghjkl;'", "ASDFGHJKL:\""),
    ("zxcvbnm,./", "ZXCVBNM<>?"),
];

/// `1qaz2wsx`, `qwer1234!@#$`: three of four steps go on along a row, up or
/// down a column, or up to the next.
pub fn is_typed(value: &str) -> bool {
    let keys: Vec<_> = value.chars().map(key).collect();
    let steps = keys.windows(2).filter(|pair| matches!(pair, [Some(from), Some(to)] if goes_on(*from, *to)));
    keys.len() >= 4 && steps.count() * 4 >= (keys.len() - 1) * 3
}

/// The row and the column of a key.
fn key(c: char) -> Option<(usize, usize)> {
    let rows = ROWS.iter().enumerate();
    rows.into_iter().find_map(|(row, (plain, shifted))| Some((row, plain.find(c).or_else(|| shifted.find(c))?)))
}

fn goes_on(from: (usize, usize), to: (usize, usize)) -> bool {
    let (up, down) = (to.0 + 1 == from.0, from.0 + 1 == to.0);
    let beside = from.1.abs_diff(to.1) == 1;
    from.0 == to.0 && beside || from.1 == to.1 && (up || down) || up && from.1 + 1 == to.1
}

#[cfg(test)]
mod tests {
    use super::is_typed;
    use crate::secrets::template::expand;

    #[test]
    fn walks_are_told_from_words_and_from_what_is_drawn() {
        for walk in ["qwerty", "1q2w3e4r", "1qaz2wsx", "1qaz!QAZ2wsx", "zaq12wsx", "qwer1234!@#$", "asdfgh", "zxcvbnm"]
        {
            assert!(is_typed(walk), "{walk}");
        }
        for word in [
            "granite",
            "liverpool99",
            "Acme1q2w3e!",
            "1q2w3eGranite",
            "correcthorse",
            "password",
            "Prod1234",
            "hgrt65rf",
        ] {
            assert!(!is_typed(word), "{word}");
        }
        for seed in 1..200 {
            for template in ["{alnum:8}", "{lowernum:10}", "{hex:32}"] {
                let token = expand(template, seed);
                assert!(!is_typed(&token), "{template} {seed}");
            }
        }
    }
}
