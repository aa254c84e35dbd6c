//! Text of others, as it is shown to people.

/// One line of what others wrote: what a terminal would obey, or would not show, is written out.
pub(crate) fn shown(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '"' | '\'' | '\\' => safe.push(letter),
            _ => safe.extend(letter.escape_debug()),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn what_a_terminal_would_obey_is_written_out() {
        assert_eq!(shown("d\u{ef}r \u{1b}[2J\nline \u{202e}2\u{7}"), "d\u{ef}r \\u{1b}[2J\\nline \\u{202e}2\\u{7}");
        assert_eq!(shown("it's \"a\\b\""), "it's \"a\\b\"");
    }
}
