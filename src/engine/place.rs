//! Which module a place is, by where its file lies and by the modules that
//! are written out in it.

use crate::files::Crate;
use crate::lex::{Kind, pieces};

/// The crates and module paths a file can stand for: `src/a/mod.rs` and
/// `src/a.rs` are both `a`; the root file is the empty path.
pub(super) fn modules<'a>(path: &str, crates: &'a [Crate]) -> Vec<(&'a str, String)> {
    let folder = |root: &'a str| root.rsplit_once('/').map_or("", |(folder, _)| folder);
    let depth = |krate: &&'a Crate| folder(&krate.root).len();
    let above: Vec<&Crate> = crates.iter().filter(|krate| below(path, folder(&krate.root)).is_some()).collect();
    let deepest = above.iter().map(depth).max();
    let nearest = above.iter().filter(|krate| Some(depth(krate)) == deepest);
    nearest
        .filter_map(|krate| {
            let module = match *krate.root == *path {
                true => String::new(),
                false => module(below(path, folder(&krate.root))?)?,
            };
            Some((krate.name.as_str(), module))
        })
        .collect()
}

fn below<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    match folder {
        "" => Some(path),
        folder => path.strip_prefix(folder)?.strip_prefix('/'),
    }
}

fn module(path: &str) -> Option<String> {
    let stem = path.strip_suffix(".rs")?;
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    Some(stem.replace('/', "::"))
}

/// The modules written out in a file (`mod a { … }`) that a place stands in,
/// joined by `::`.
pub(super) fn inline(text: &str, at: usize) -> String {
    let mut open: Vec<(&str, usize)> = Vec::new();
    let (mut depth, mut before, mut named) = (0_usize, "", None);
    for piece in pieces(text).take_while(|piece| (piece.span.start as usize) < at) {
        let word = &text[piece.span.range()];
        match piece.kind {
            Kind::Comment { .. } => continue,
            Kind::Word if before == "mod" => named = Some(word),
            Kind::Punct(b'{') => {
                depth += 1;
                open.extend(named.take().map(|name| (name, depth)));
            }
            Kind::Punct(b'}') => {
                open.retain(|(_, opened)| *opened != depth);
                depth = depth.saturating_sub(1);
            }
            _ => named = None,
        }
        before = if piece.kind == Kind::Word { word } else { "" };
    }
    open.iter().map(|(name, _)| *name).collect::<Vec<_>>().join("::")
}

/// A module below another.
pub(super) fn join(above: &str, below: &str) -> String {
    match (above, below) {
        ("", below) => below.to_owned(),
        (above, "") => above.to_owned(),
        (above, below) => format!("{above}::{below}"),
    }
}

#[cfg(test)]
mod tests {
    use super::inline;

    #[test]
    fn modules_in_a_file_are_told_by_their_braces() {
        let text = "mod file;\nmod a { fn f() { HERE; } mod b { struct S { x: u8 } ONE }\n} // mod c {\nfn g() { \"mod d {\"; TWO }";
        let at = |word: &str| inline(text, text.find(word).expect("it is there"));
        assert_eq!([at("HERE"), at("ONE"), at("TWO")], ["a", "a::b", ""]);
        assert_eq!(inline("}}} mod x {", 11), "x");
    }
}
