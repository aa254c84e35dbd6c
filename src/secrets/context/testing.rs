//! What of a Rust file is compiled for tests alone.

use std::iter::Peekable;
use std::ops::Range;

use crate::lex::{Kind, pieces};

/// The longest condition that is read, in pieces.
const CONDITION: usize = 64;

/// The items behind `#[cfg(test)]`, each up to its closing brace or its `;`,
/// in order.
pub(super) fn parts(text: &str) -> Vec<Range<usize>> {
    if memchr::memmem::find(text.as_bytes(), b"#[cfg(").is_none() {
        return Vec::new();
    }
    let code = pieces(text).filter(|piece| !matches!(piece.kind, Kind::Comment { .. }));
    let mut code = code.map(|piece| (&text[piece.span.range()], piece.span.range())).peekable();
    let mut found = Vec::new();
    while let Some((piece, at)) = code.next() {
        if piece == "#" && code.next_if(|(piece, _)| *piece == "[").is_some() && asks_for_tests(&mut code) {
            found.push(at.start..end_of_item(&mut code).unwrap_or(text.len()));
        }
    }
    found
}

/// Whether an attribute is `cfg(test)` or `cfg(all(test, …))`; reads on behind it.
fn asks_for_tests<'a>(code: &mut Peekable<impl Iterator<Item = (&'a str, Range<usize>)>>) -> bool {
    let mut condition = String::new();
    let (mut depth, mut count, mut closed) = (0, 0, false);
    for (piece, _) in code {
        match piece {
            "]" if depth == 0 => {
                closed = true;
                break;
            }
            "[" => depth += 1,
            "]" => depth -= 1,
            _ => {}
        }
        count += 1;
        if count <= CONDITION {
            condition.push_str(piece);
        }
    }
    let all = condition.strip_prefix("cfg(all(").and_then(|all| all.strip_suffix("))"));
    let all = all.is_some_and(|all| all.starts_with("test,") || all.ends_with(",test"));
    closed && count <= CONDITION && (condition == "cfg(test)" || all)
}

/// Where the item at hand ends: behind its first block, at its `;`, or before
/// what closes the list that it stands in.
fn end_of_item<'a>(code: &mut Peekable<impl Iterator<Item = (&'a str, Range<usize>)>>) -> Option<usize> {
    let mut depth = 0;
    loop {
        let (piece, at) = code.peek()?;
        let (end, closes) = (at.end, matches!(*piece, ")" | "]" | "}"));
        match *piece {
            ")" | "]" | "}" if depth == 0 => return Some(at.start),
            ";" | "," if depth == 0 => return Some(end),
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        let block = depth == 0 && *piece == "}";
        code.next();
        if block && closes {
            return Some(end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parts;

    /// What is for tests, without the attribute.
    fn tested(text: &str) -> Vec<&str> {
        parts(text).into_iter().map(|part| text[part].split_once(']').unwrap().1.trim()).collect()
    }

    #[test]
    fn an_item_behind_the_condition_is_for_tests_and_what_follows_is_not() {
        for (text, part) in [
            ("#[cfg(test)]\nmod tests;\nmod b;", "mod tests;"),
            ("#[cfg(test)]\r\nmod tests {\r\n  fn a() {}\r\n}\r\nfn b() {}", "mod tests {\r\n  fn a() {}\r\n}"),
            (
                "mod a {\n #[cfg(test)]\n mod tests { const A: &str = \"}\"; }\n fn b() {}\n}",
                "mod tests { const A: &str = \"}\"; }",
            ),
            ("#[cfg(all(test, unix))]\nfn a() -> [u8; 2] { [1, 2] }\nfn b() {}", "fn a() -> [u8; 2] { [1, 2] }"),
            ("#[cfg(all(\n    unix,\n    test\n))]\nconst A: u8 = 1;\nfn b() {}", "const A: u8 = 1;"),
            (
                "#[cfg(test)] // why\nmod tests { /* } */ fn a() {} // }\n}\nfn b() {}",
                "// why\nmod tests { /* } */ fn a() {} // }\n}",
            ),
            ("struct A { #[cfg(test)] a: u8, b: u8 }", "a: u8,"),
            ("struct A { b: u8, #[cfg(test)] a: u8 }", "a: u8"),
            ("#[cfg(test)]\nmod tests { fn a() {", "mod tests { fn a() {"),
        ] {
            assert_eq!(tested(text), [part], "{text}");
        }
    }

    #[test]
    fn other_conditions_and_texts_that_speak_of_it_are_not() {
        for text in [
            "#[cfg(any(test, unix))]\nmod a {}",
            "#[cfg(not(test))]\nmod a {}",
            "#[cfg(all(unix, any(test, windows)))]\nmod a {}",
            "// #[cfg(test)]\nmod a {}",
            "const A: &str = \"#[cfg(test)]\";\nmod a {}",
            "#[cfg(",
            "#[cfg(test)",
        ] {
            assert_eq!(parts(text), Vec::<std::ops::Range<usize>>::new(), "{text}");
        }
    }
}
