//! Files of `NAME=value` lines, as shells and their imitators read them.

use zeroize::Zeroizing;

use super::Pair;

/// Every pair; the message names a line and never what stands in it.
pub(super) fn parse(text: &str) -> Result<Vec<Pair>, String> {
    let (mut pairs, mut rest, mut line) = (Vec::new(), text, 1);
    while !rest.is_empty() {
        let (first, _) = rest.split_once('\n').unwrap_or((rest, ""));
        if first.trim().is_empty() || first.trim_start().starts_with('#') {
            rest = &rest[(first.len() + 1).min(rest.len())..];
            line += 1;
            continue;
        }
        let bad = |what: &str| format!("line {line}: {what}");
        let (name, after) = first.split_once('=').ok_or_else(|| bad("no name and value"))?;
        let name = name.trim().strip_prefix("export ").unwrap_or(name.trim()).trim();
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            return Err(bad("not the name of a variable"));
        }
        let start = rest.len() - (rest.len() - first.len()) - after.len();
        let (value, used) = value(&rest[start..]).ok_or_else(|| bad("a quote without its end"))?;
        pairs.push(Pair { name: name.to_owned(), value: Some(value), line });
        let whole = &rest[..start + used];
        line += whole.bytes().filter(|byte| *byte == b'\n').count();
        rest = &rest[whole.len()..];
        let (tail, next) = rest.split_once('\n').map_or((rest, ""), |(tail, next)| (tail, next));
        if !tail.trim().is_empty() && !tail.trim_start().starts_with('#') {
            return Err(format!("line {line}: something after the value"));
        }
        (rest, line) = (next, line + 1);
    }
    Ok(pairs)
}

/// A value, and how many bytes of the text it takes, quotes included.
fn value(text: &str) -> Option<(Zeroizing<String>, usize)> {
    let blank = text.len() - text.trim_start_matches([' ', '\t']).len();
    let body = &text[blank..];
    match body.chars().next() {
        Some('\'') => {
            let end = body[1..].find('\'')?;
            Some((Zeroizing::new(body[1..=end].to_owned()), blank + end + 2))
        }
        Some('"') => quoted(&body[1..]).map(|(value, used)| (value, blank + used + 1)),
        _ => {
            let line = body.split('\n').next().unwrap_or_default();
            let end = line.find(" #").or_else(|| line.find("\t#")).unwrap_or(line.len());
            Some((Zeroizing::new(line[..end].trim().to_owned()), blank + end))
        }
    }
}

/// Up to the closing quote; a backslash takes the next character as it is, but for the usual letters.
fn quoted(text: &str) -> Option<(Zeroizing<String>, usize)> {
    // Room for the value and no more: growing would leave copies behind, and the rest of the file is long.
    let mut value = Zeroizing::new(String::with_capacity(closing(text)?));
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((value, at + 1)),
            '\\' => match chars.next()?.1 {
                'n' => value.push('\n'),
                'r' => value.push('\r'),
                't' => value.push('\t'),
                other => value.push(other),
            },
            other => value.push(other),
        }
    }
    None
}

/// Where the closing quote stands.
fn closing(text: &str) -> Option<usize> {
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => return Some(at),
            b'\\' => _ = bytes.next()?,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(String, String, usize)> {
        let pairs = parse(text).expect("a file of settings");
        pairs
            .into_iter()
            .map(|pair| (pair.name, pair.value.map(|text| text.to_string()).unwrap_or_default(), pair.line))
            .collect()
    }

    #[test]
    fn values_are_read_as_shells_read_them() {
        let text = "# a comment\n\nPLAIN=one two # and a comment\nexport SPACED = x\nSINGLE='a \"b\" $c #d'\n\
                    DOUBLE=\"line\\none \\\"two\\\" \\\\\" # x\nEMPTY=\nHASH=a#b\nLAST=no newline";
        let expected = [
            ("PLAIN", "one two", 3),
            ("SPACED", "x", 4),
            ("SINGLE", "a \"b\" $c #d", 5),
            ("DOUBLE", "line\none \"two\" \\", 6),
            ("EMPTY", "", 7),
            ("HASH", "a#b", 8),
            ("LAST", "no newline", 9),
        ];
        let expected = expected.map(|(name, value, line)| (name.to_owned(), value.to_owned(), line));
        assert_eq!(pairs(text), expected);
    }

    #[test]
    fn values_in_quotes_may_have_several_lines() {
        let expected = [("KEY".to_owned(), "a\nb\n".to_owned(), 1), ("NEXT".to_owned(), "c".to_owned(), 4)];
        assert_eq!(pairs("KEY=\"a\nb\n\"\nNEXT='c'\n"), expected);
    }

    #[test]
    fn mistakes_name_their_line_and_no_text() {
        for (text, line) in
            [("A=1\njust words\n", 2), ("A=1\n\nB='open\n", 3), ("A B=1\n", 1), ("=1", 1), ("A='x' y\n", 1)]
        {
            let error = parse(text).err().expect("a mistake");
            assert!(error.starts_with(&format!("line {line}:")), "{error}");
            assert!(!error.contains("words") && !error.contains("open"), "{error}");
        }
    }
}
