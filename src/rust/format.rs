//! Format strings: which arguments they print, and how.
//!
//! The grammar is that of `std::fmt`.

use std::ops::Range;

/// A piece of a format string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text, with `{{` and `}}` undone.
    Text(String),
    /// A placeholder.
    Hole(Hole),
}

/// A placeholder: `{}`, `{0}`, `{name:?}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hole {
    /// Which argument.
    pub arg: Arg,
    /// Printed with `Debug` (`?` anywhere in the specification).
    pub debug: bool,
    /// Printed with `Pointer`: where the value is, and not what.
    pub pointer: bool,
    /// Printed in its first few characters only.
    pub cut: bool,
    /// Where the argument's name stands in the unescaped string.
    pub range: Range<usize>,
}

/// Which argument a placeholder prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// The argument with this number.
    At(usize),
    /// The argument, or else the variable, with this name.
    Named(String),
}

/// Characters by which a long value is told from others, and no more.
const FEW: usize = 8;

/// Reads a format string. Broken ones give what was read up to the break.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut next = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '{' | '}' if chars.next_if(|(_, after)| *after == c).is_some() => plain.push(c),
            '{' => {
                let Some(len) = text[at + 1..].find('}') else { break };
                if !plain.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut plain)));
                }
                pieces.push(Piece::Hole(hole(&text[at + 1..at + 1 + len], at + 1, &mut next)));
                while chars.next_if(|(here, _)| *here <= at + 1 + len).is_some() {}
            }
            c => plain.push(c),
        }
    }
    if !plain.is_empty() {
        pieces.push(Piece::Text(plain));
    }
    pieces
}

fn hole(inner: &str, start: usize, next: &mut usize) -> Hole {
    let (arg, spec) = inner.split_once(':').unwrap_or((inner, ""));
    let name = arg.trim();
    // `.*` takes its precision from the argument before.
    if spec.contains(".*") {
        *next += 1;
    }
    let arg = match name.parse() {
        Ok(number) => Arg::At(number),
        Err(_) if name.is_empty() => {
            *next += 1;
            Arg::At(*next - 1)
        }
        Err(_) => Arg::Named(name.to_owned()),
    };
    let spec = spec.trim_end();
    let cut = spec.rsplit_once('.').and_then(|(_, most)| most.parse().ok()).is_some_and(|most: usize| most <= FEW);
    Hole { arg, debug: spec.ends_with('?'), pointer: spec.ends_with('p'), cut, range: start..start + name.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holes(text: &str) -> Vec<(Arg, bool)> {
        let holes = pieces(text).into_iter().filter_map(|piece| match piece {
            Piece::Hole(hole) => Some((hole.arg, hole.debug)),
            Piece::Text(_) => None,
        });
        holes.collect()
    }

    #[test]
    fn holes_are_counted_as_std_does() {
        assert_eq!(
            holes("{} {1} {} {x:?} {:>8}"),
            [
                (Arg::At(0), false),
                (Arg::At(1), false),
                (Arg::At(1), false),
                (Arg::Named("x".into()), true),
                (Arg::At(2), false),
            ]
        );
        assert_eq!(holes("{:#?} {:.*}"), [(Arg::At(0), true), (Arg::At(2), false)]);
    }

    #[test]
    fn a_precision_cuts_text() {
        let cut = |text: &str| matches!(&pieces(text)[..], [Piece::Hole(hole)] if hole.cut);
        assert!(cut("{:.4}") && cut("{x:>8.4}") && cut("{:.8}"));
        assert!(!cut("{:.12}") && !cut("{x}") && !cut("{:.*}") && !cut("{:.4?}") && !cut("{:.n$}"));
    }

    #[test]
    fn doubled_braces_are_text_and_broken_ones_end() {
        assert_eq!(pieces("{{x}} {"), [Piece::Text("{x} ".into())]);
        assert_eq!(pieces("a}}b"), [Piece::Text("a}b".into())]);
    }
}
