//! Values that are code: expressions, templates, formats, patterns.

use super::super::cursor::Form;
use super::coded::is_uuid;
use crate::secrets::shape::{is_random, wordy};

/// What stands between two strings rather than in one; calls without quotes;
/// selectors of elements.
pub(super) fn is_code(value: &str, form: Form) -> bool {
    let marks = ["&&", "||", ")}", "){", "));", "=[", "!=", "),", "(\"", "==", "})", "+(", ");"];
    let count = marks.iter().filter(|mark| value.contains(**mark)).count();
    let opens = value.starts_with(['+', ')', ',', ';', '}', ']']) && value.contains('(');
    let bare = matches!(form, Form::Bare | Form::Flag | Form::Spaced);
    let called = value.find('(').is_some_and(|at| at > 0 && value.as_bytes()[at - 1].is_ascii_alphanumeric());
    let plain = value.len() > 1 && value[1..].chars().all(|c| is_word(c) || c == '.');
    let selector = value.starts_with(['#', '.']) && plain && !is_random(value);
    let color = value
        .strip_prefix('#')
        .is_some_and(|digits| matches!(digits.len(), 3 | 6 | 8) && digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    // What stands between two holes of a template: `,name:`.
    let joins = value.starts_with(',') && value.ends_with([':', '=']);
    let between = joins || value.contains("],[") || value.contains("),(");
    color || count >= 2 || opens || between || is_style(value) || is_operand(value) || bare && called || selector
}

/// `80(%rsp)`: a place in memory, as assemblers of Unix write it.
fn is_operand(value: &str) -> bool {
    let Some((offset, register)) = value.strip_suffix(')').and_then(|value| value.split_once("(%")) else {
        return false;
    };
    offset.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'x')
        && register.bytes().all(|byte| byte.is_ascii_alphanumeric() || b",%".contains(&byte))
}

/// `width:100%`, `margin:4px;`.
fn is_style(value: &str) -> bool {
    let Some((name, size)) = value.trim_end_matches(';').split_once(':') else { return false };
    let unit = size.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let named = name.len() > 2 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    named && unit.len() < size.len() && ["%", "px", "em", "rem", "pt", "vh", "vw", "ms"].contains(&unit)
}

/// `$1`, `x-$name`: a variable of a shell or of a template, where `fills` says
/// that the language puts something in its place, else where it stands apart.
pub(super) fn interpolated(value: &str, form: Form, fills: bool) -> bool {
    let bare = matches!(form, Form::Bare | Form::Flag | Form::Spaced);
    let random = is_random(value);
    value.match_indices('$').any(|(at, _)| {
        let (before, after) = (&value[..at], &value[at + 1..]);
        let named = after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        // `string.$kind.end`, a path with a hole; of an address bare.
        let apart = before.is_empty() || before.ends_with('.') || bare && before.ends_with(|c| !is_word_or_sign(c));
        let filled = fills && (bare || is_variable(after) && !random);
        named && (filled || apart && !random || bare && is_constant(after))
    })
}

/// What passwords are made of before a dollar sign.
fn is_word_or_sign(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#%^&*@~+".contains(c)
}

/// `env-`: the name of a variable, then a sign.
fn is_variable(text: &str) -> bool {
    let name = text.split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or_default();
    name.len() >= 3 && wordy(name) >= 0.8 && !text[name.len()..].starts_with(char::is_alphanumeric)
}

/// `DB_HOST/`: the name of a variable of the environment.
fn is_constant(text: &str) -> bool {
    let name = text.split(|c: char| !c.is_ascii_uppercase() && c != '_').next().unwrap_or_default();
    name.len() >= 3 && wordy(name) >= 0.6 && !text[name.len()..].starts_with(char::is_alphanumeric)
}

/// `Has\u0142o`, `\U0001f9c2`: letters and pictures beyond ASCII, escaped.
/// Escapes of bytes make a key when they are many.
pub(super) fn is_foreign(value: &str) -> bool {
    let digits = |text: &str, count: usize| text.get(..count).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let beyond = |number: Option<u32>| number.is_some_and(|number| number >= 0x80);
    let mut escapes = value.match_indices('\\').map(|(at, _)| &value[at + 1..]);
    let letters = value.bytes().filter(u8::is_ascii_alphabetic).count();
    // `%c3%a9`: UTF-8, percent by percent.
    let pairs = value.match_indices('%').filter(|(at, _)| {
        let next = value.get(at + 3..at + 4) == Some("%");
        beyond(digits(&value[at + 1..], 2)) && next && beyond(value.get(at + 4..).and_then(|rest| digits(rest, 2)))
    });
    if pairs.count() * 6 >= value.len().max(12) / 2 {
        return true;
    }
    escapes.any(|rest| match rest.as_bytes().first() {
        Some(b'U') => beyond(digits(&rest[1..], 8)),
        Some(b'u') => beyond(digits(&rest[1..], 4)),
        Some(b'x') => beyond(digits(&rest[1..], 2)) && value.matches("\\x").count() * 6 <= letters,
        _ => false,
    })
}

/// `x{7,}`.
fn is_quantified(value: &str) -> bool {
    value.match_indices('{').any(|(at, _)| {
        let digits = value[at + 1..].trim_start_matches(|c: char| c.is_ascii_digit() || c == ',');
        digits.len() + 1 < value.len() - at && digits.starts_with('}')
    })
}

/// `^[a-z]{8,}$`, `\\d+`, `(?i)x.*`.
pub(super) fn is_pattern(value: &str) -> bool {
    let marks = ["[^", "\\d", "\\w", "\\s", "\\x", "\\b", "(?", ".*", ".+", "a-z", "A-Z", "0-9", "]{"];
    let count = marks.iter().filter(|mark| value.contains(**mark)).count();
    let framed = value.starts_with('^') || value.ends_with('$') || value.starts_with('/') && value.ends_with('/');
    count >= 2
        || count == 1 && (framed || is_quantified(value))
        || value.matches("\\x").count() >= 2
        || value.contains("(?:")
}

pub(super) fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// `%02x`, `%1$s`, `%-10d`.
fn converts(value: &str) -> bool {
    value.match_indices('%').any(|(at, _)| {
        let rest = value[at + 1..].trim_start_matches(|c: char| c.is_ascii_digit() || "-+.*$l".contains(c));
        rest.starts_with(['s', 'd', 'i', 'x', 'u', 'f', 'c', 'p', 'X', 'o', 'v', 'q', '@'])
    })
}

/// `@name@`, which a build puts a value in.
fn is_substituted(value: &str) -> bool {
    let mut parts = value.split('@').skip(1);
    // Of `a@b@c` the middle stands between signs, the last does not.
    let name = |part: &str| {
        part.len() > 2 && part.chars().all(|c| c.is_ascii_lowercase() || c == '_') || {
            part.len() > 2 && part.chars().all(|c| c.is_ascii_uppercase() || c == '_')
        }
    };
    let count = value.matches('@').count();
    count >= 2 && parts.by_ref().take(count - 1).any(|part| name(part) && !is_random(part))
}

/// `{name}`, `{count:10}` within a text: a hole of a format string.
pub(super) fn has_hole(value: &str) -> bool {
    value.match_indices('{').any(|(at, _)| {
        let rest = &value[at + 1..];
        let name = rest.find('}').map(|end| &rest[..end]).filter(|name| name.len() > 2);
        name.is_some_and(|name| {
            name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
                && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_:.".contains(c))
        })
    })
}

pub(super) fn formatted(value: &str) -> bool {
    let short = value.len() <= 48;
    if is_substituted(value)
        || short && converts(value) && !is_random(value)
        || value.len() <= 12 && value.starts_with('%') && converts(value)
    {
        return true;
    }
    short && (value.contains("%s") || value.contains("%d") || value.contains("{0}") || value.contains("{}"))
        || value.starts_with('{') && value.ends_with('}') && !is_uuid(value)
        || value.starts_with('%') && value.ends_with('%')
        || value.starts_with("__") && value.ends_with("__")
        || value.starts_with('<') && value.ends_with('>')
}
