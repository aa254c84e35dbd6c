//! Statements whose values `format!` writes into them:
//! `format!("INSERT INTO users (name, password) VALUES ('{}', '{password}')", name)`.

use std::ops::Range;

use crate::sql::writes::values::Values;
use crate::sql::writes::values::bindings::Definition;

/// The statement with a placeholder for each hole that a value fills, and the
/// values, where the string at a token is that of a `format!`.
pub(super) fn filled(values: &Values<'_>, at: usize, sql: &str) -> Option<(String, Vec<Range<usize>>)> {
    let code = &values.code;
    let formats = at >= 3 && code.punct(at - 1, b'(') && code.punct(at - 2, b'!') && code.ident(at - 3, "format");
    let handed = formats.then(|| code.list(code.inside(at - 1)))?.into_iter().skip(1);
    let named = |arg: &Range<usize>| code.is_ident(arg.start) && code.punct(arg.start + 1, b'=');
    let (named, placed): (Vec<_>, Vec<_>) = handed.partition(named);
    let mut placed = placed.into_iter();
    let mut value = |hole: &str| match hole.split(':').next().unwrap_or_default().trim() {
        "" => placed.next(),
        name => match named.iter().find(|arg| code.ident(arg.start, name)) {
            Some(arg) => Some(arg.start + 2..arg.end),
            None => match values.defined(name, at)? {
                Definition::Let(value) => Some(value),
                _ => None,
            },
        },
    };
    let (mut out, mut bound, mut rest) = (String::new(), Vec::new(), sql);
    while let Some((before, (hole, behind))) = rest.split_once('{').and_then(|(a, b)| Some((a, b.split_once('}')?))) {
        out.push_str(before);
        let value = value(hole);
        let bare = out.trim_end().strip_suffix('\'').unwrap_or(out.trim_end()).trim_end();
        rest = behind;
        match value.filter(|_| bare.ends_with(['(', ',', '='])) {
            Some(value) => {
                let quoted = out.ends_with('\'') && behind.starts_with('\'');
                if quoted {
                    out.pop();
                    rest = &behind[1..];
                }
                out.push('?');
                bound.push(value);
            }
            None => out.extend(["{", hole, "}"]),
        }
    }
    out.push_str(rest);
    (!bound.is_empty()).then_some((out, bound))
}
