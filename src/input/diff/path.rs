//! The path in the header of a file.

/// The path of a header: up to a tab, and without the quotes and escapes
/// that git gives to unusual names.
pub(super) fn path_in(text: &str) -> String {
    match text.strip_prefix('"').and_then(|text| text.rsplit_once('"')) {
        Some((quoted, _)) => unescaped(quoted),
        None => text.split('\t').next().unwrap_or(text).to_owned(),
    }
}

fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes().peekable();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        let mut number = None;
        while let Some(digit) = rest.peek().filter(|digit| matches!(digit, b'0'..=b'7')) {
            number = Some(number.unwrap_or(0u32) * 8 + u32::from(digit - b'0'));
            rest.next();
            if number >= Some(0o40) {
                break;
            }
        }
        bytes.push(match number {
            Some(number) => number as u8,
            None => match rest.next() {
                Some(b'n') => b'\n',
                Some(b't') => b'\t',
                other => other.unwrap_or(b'\\'),
            },
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The path without the letter that git puts before it (`a/` and `b/`, or
/// `i/` and `w/` and others), which a config may leave out.
pub(super) fn unprefixed<'a>(old: &str, new: &'a str) -> &'a str {
    let letter = |path: &str| path.as_bytes().first().copied().filter(|_| path.as_bytes().get(1) == Some(&b'/'));
    let known = |first: u8, second: u8| {
        matches!((first, second), (b'a', b'b') | (b'i' | b'c' | b'o' | b'1', b'w' | b'i' | b'2'))
    };
    match (letter(old), letter(new)) {
        (Some(first), Some(second)) if known(first, second) => &new[2..],
        (None, Some(b'b' | b'w' | b'i')) if old == "/dev/null" => &new[2..],
        _ => new,
    }
}
