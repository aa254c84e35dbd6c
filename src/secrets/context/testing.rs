//! What of a Rust file is compiled for tests alone.

use std::iter::Peekable;
use std::ops::Range;

use crate::lex::{Kind, pieces};

/// The longest condition that is read, in pieces.
const CONDITION: usize = 64;

/// A piece and its place.
type Placed<'a> = (&'a str, Range<usize>);

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
            let end = end_of_item(&mut code).or(code.peek().map(|(_, closing)| closing.start));
            found.push(at.start..end.unwrap_or(text.len()));
        }
    }
    found
}

/// Whether an attribute is `cfg(test)` or `cfg(all(test, …))`; reads on behind it.
fn asks_for_tests<'a>(code: &mut Peekable<impl Iterator<Item = Placed<'a>>>) -> bool {
    let mut condition = String::new();
    let (mut depth, mut left, mut closed) = (0, CONDITION, false);
    for (piece, _) in code {
        match piece {
            "[" => depth += 1,
            "]" if depth > 0 => depth -= 1,
            "]" => {
                closed = true;
                break;
            }
            _ => {}
        }
        if left > 0 {
            left -= 1;
            condition.push_str(piece);
        }
    }
    let all = condition.strip_prefix("cfg(all(").and_then(|all| all.strip_suffix("))"));
    let all = all.is_some_and(|all| all.starts_with("test,") || all.ends_with(",test"));
    closed && left > 0 && (condition == "cfg(test)" || all)
}

/// What an item begins with; a field, a variant or an argument ends at a comma.
const ITEMS: [&str; 14] = [
    "async", "const", "enum", "extern", "fn", "impl", "let", "mod", "static", "struct", "trait", "type", "unsafe",
    "use",
];

/// Where the item at hand ends: behind its first block, at its `;`, or before
/// what closes the list that it stands in.
fn end_of_item<'a>(code: &mut Peekable<impl Iterator<Item = Placed<'a>>>) -> Option<usize> {
    let (mut depth, mut listed) = (0, true);
    loop {
        let (piece, at) = code.next_if(|(piece, _)| depth > 0 || !matches!(*piece, ")" | "]" | "}"))?;
        match piece {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        listed &= depth > 0 || !ITEMS.contains(&piece);
        if depth == 0 && (matches!(piece, ";" | "}") || listed && piece == ",") {
            return Some(at.end);
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
            ("#[cfg(test)]\nmod tests { /* } */ fn a() {} // }\n}\nfn b() {}", "mod tests { /* } */ fn a() {} // }\n}"),
            ("struct A { #[cfg(test)] a: u8, b: u8 }", "a: u8,"),
            ("struct A { b: u8, #[cfg(test)] a: u8 }", "a: u8"),
            ("#[cfg(test)]\nfn a<A, B>() { b() }\nfn c() {}", "fn a<A, B>() { b() }"),
            (
                "#[cfg(test)]\n#[derive(A, B)]\npub struct C<A, B> { a: A, b: B }\nfn c() {}",
                "#[derive(A, B)]\npub struct C<A, B> { a: A, b: B }",
            ),
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
