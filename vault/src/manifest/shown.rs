//! Parts of a manifest as messages show them.

/// About as much as one line holds.
const MOST: usize = 200;

/// Not longer than a line, and without what a terminal would obey.
pub(super) fn shown(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars().take(MOST) {
        match c {
            '"' | '\'' => shown.push(c),
            c => shown.extend(c.escape_debug()),
        }
    }
    if text.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    shown
}
