//! What a value means when it is no secret: a placeholder, a reference, an
//! address, a name, a hash.

use super::key::{Promise, promise};
use super::parse::Form;
use crate::secrets::checksum::radix::base64;
use crate::secrets::place::{Place, Syntax};
use crate::secrets::shape::{is_placeholder_words, is_random, unleet, wordy};

/// Values that by their form are something else.
pub(super) fn structure(value: &str, form: Form, place: Place) -> Result<(), &'static str> {
    let bytes = value.as_bytes();
    let has = |text: &str| value.contains(text);
    if bytes.len() < 4 {
        return Err("too short");
    }
    if bytes.len() > 1000 {
        return Err("too long for a generic secret");
    }
    if bytes.iter().any(|byte| byte.is_ascii_whitespace() || byte.is_ascii_control()) {
        return Err("several words");
    }
    if !value.is_ascii() {
        return Err("text for people");
    }
    let braces = ["${", "{{", "#{", "$(", "<%", "%(", "@@", "%{", "[[", "\\(", "=>", "::", "()", "->", "{$", "<?"];
    let filled =
        braces.iter().any(|open| has(open)) || has_hole(value) || formatted(value) || interpolated(value, form);
    if is_code(value, form) {
        return Err("code");
    }
    if value.contains("\\u00") || value.matches("\\u").count() >= 2 {
        return Err("text for people");
    }
    if is_spelled(value) {
        return Err("words in base64");
    }
    if is_public_key(value) {
        return Err("a public key");
    }
    if is_pattern(value) {
        return Err("a regular expression");
    }
    if is_hashed(value) {
        return Err("a password hash");
    }
    let first = bytes.first().copied().unwrap_or(0);
    if filled || matches!(first, b'$' | b'<' | b'[' | b'{' | b'(' | b'&') && !is_random(value) {
        return Err("a reference or a template");
    }
    if matches!(first, b'*' | b'!') && place.syntax == Syntax::Config && value.chars().skip(1).all(is_word) {
        return Err("an anchor or a tag");
    }
    if has("://") {
        return Err("an address");
    }
    if repeats(bytes) {
        return Err("a placeholder");
    }
    if is_path(value) || is_address(value) {
        return Err("a path or an address");
    }
    if is_reference(value) {
        return Err("a reference to where the value is");
    }
    Ok(())
}

/// What stands between two strings rather than in one; calls without quotes;
/// selectors of elements.
fn is_code(value: &str, form: Form) -> bool {
    let marks = ["&&", "||", ")}", "){", "));", "=[", "!=", "),", "(\"", "==", "})", "+(", ");"];
    let count = marks.iter().filter(|mark| value.contains(**mark)).count();
    let opens = value.starts_with(['+', ')', ',', ';', '}', ']']) && value.contains(['(', ')']);
    let bare = matches!(form, Form::Bare | Form::Flag | Form::Spaced);
    let called = value.find('(').is_some_and(|at| at > 0 && value.as_bytes()[at - 1].is_ascii_alphanumeric());
    let plain = value.len() > 1 && value[1..].chars().all(|c| is_word(c) || c == '.');
    let selector = value.starts_with(['#', '.']) && plain && !is_random(value);
    let color = value
        .strip_prefix('#')
        .is_some_and(|digits| matches!(digits.len(), 3 | 6 | 8) && digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    color || count >= 2 || opens && count >= 1 || bare && called || selector
}

/// `dXNlcm5hbWU6cGFzc3dvcmQ=`: base64 of nothing but words.
fn is_spelled(value: &str) -> bool {
    let value = value.trim_end_matches("\\n");
    let plain = base64(value.as_bytes()).and_then(|bytes| String::from_utf8(bytes).ok());
    plain.is_some_and(|text| {
        text.len() >= 4 && text.chars().all(|c| (' '..='~').contains(&c)) && wordy(&unleet(&text)) >= 0.8
    })
}

/// How public keys begin, in DER and in OpenSSH's form.
fn is_public_key(value: &str) -> bool {
    PUBLIC_KEYS.iter().any(|head| value.starts_with(head))
}

/// `$1`, `x-$name`: a variable of a shell or of a template.
fn interpolated(value: &str, form: Form) -> bool {
    let bare = matches!(form, Form::Bare | Form::Flag | Form::Spaced);
    let named = |at: usize| value[at + 1..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    let all: Vec<usize> = value.match_indices('$').map(|(at, _)| at).collect();
    let first = all.first() == Some(&0) && !is_random(value);
    (bare || first) && all.iter().any(|at| named(*at))
}

/// `^[a-z]{8,}$`, `\\d+`, `(?i)x.*`.
fn is_pattern(value: &str) -> bool {
    let marks = ["[^", "\\d", "\\w", "\\s", "\\x", "\\b", "(?", ".*", ".+", "a-z", "A-Z", "0-9", "]{"];
    let count = marks.iter().filter(|mark| value.contains(**mark)).count();
    let framed = value.starts_with('^') || value.ends_with('$') || value.starts_with('/') && value.ends_with('/');
    count >= 2 || count == 1 && framed || value.matches("\\x").count() >= 2 || value.contains("(?:")
}

/// What is stored to check a password, not the password.
fn is_hashed(value: &str) -> bool {
    let mysql = value.len() == 41 && value.starts_with('*') && value[1..].bytes().all(|byte| byte.is_ascii_hexdigit());
    let named = value.split_once(':').is_some_and(|(_, rest)| rest.starts_with("$2") || rest.starts_with("$apr1$"));
    let tagged = value.strip_prefix('{').and_then(|rest| rest.split_once('}')).is_some_and(|(tag, _)| {
        !tag.eq_ignore_ascii_case("noop") && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    });
    mysql || named || tagged || SCHEMES.iter().any(|scheme| value.starts_with(scheme))
}

/// `HS256`, `SSHA2-224`, `aes-256-gcm`, `MSCHAPV2`.
fn is_algorithm(value: &str) -> bool {
    let mut runs = value.split(|c: char| !c.is_ascii_alphabetic()).filter(|run| !run.is_empty()).peekable();
    value.len() <= 400
        && runs.peek().is_some()
        && runs.all(|run| ALGORITHMS.contains(&run.to_ascii_lowercase().as_str()))
}

// EXTENSIONS, REFERENCES, ASKS, SCHEMES, ALGORITHMS, PUBLIC_KEYS, LOOKUPS,
// DEFAULTS, SETTERS, DECODERS: the lists of `rules/words/values.yaml`.
include!(concat!(env!("OUT_DIR"), "/values.rs"));

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// `%02x`, `%1$s`, `%-10d`.
fn converts(value: &str) -> bool {
    value.match_indices('%').any(|(at, _)| {
        let rest = value[at + 1..].trim_start_matches(|c: char| c.is_ascii_digit() || "-+.*$l".contains(c));
        rest.starts_with(['s', 'd', 'i', 'x', 'u', 'f', 'c', 'p', 'X', 'o', 'v', 'q', '@'])
    })
}

/// `{name}`, `{count:10}` within a text: a hole of a format string.
fn has_hole(value: &str) -> bool {
    value.match_indices('{').any(|(at, _)| {
        let rest = &value[at + 1..];
        let name = rest.find('}').map(|end| &rest[..end]).filter(|name| name.len() > 2);
        name.is_some_and(|name| {
            name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
                && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_:.".contains(c))
        })
    })
}

fn formatted(value: &str) -> bool {
    let short = value.len() <= 48;
    if short && converts(value) && !is_random(value) || value.len() <= 12 && value.starts_with('%') && converts(value) {
        return true;
    }
    short && (value.contains("%s") || value.contains("%d") || value.contains("{0}") || value.contains("{}"))
        || value.starts_with('{') && value.ends_with('}')
        || value.starts_with('%') && value.ends_with('%')
        || value.starts_with("__") && value.ends_with("__")
        || value.starts_with('<') && value.ends_with('>')
}

/// `xxxxxxxx`, `****`, `1234567890`, `abcdefgh…`, or few distinct characters.
fn repeats(bytes: &[u8]) -> bool {
    let mut distinct: Vec<u8> = bytes.iter().map(u8::to_ascii_lowercase).collect();
    distinct.sort_unstable();
    distinct.dedup();
    let steps = bytes.windows(2).filter(|pair| pair[1] == pair[0] || pair[1] == pair[0].wrapping_add(1)).count();
    let run = bytes.windows(5).any(|five| five.iter().all(|byte| *byte == five[0]) && !five[0].is_ascii_digit());
    let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
    let counted = [
        "123456",
        "abcdef",
        "00010203",
        "01020304",
        "0011223344",
        "a1b2c3d4",
        "1a2b3c4d",
        "qwerty",
        "012345",
        "987654",
        "xxxx",
        "deadbeef",
        "cafebabe",
        "550e8400-e29b",
        "jbswy3dpehpk3pxp",
        "38400000-8cf0-11bd",
    ]
    .iter()
    .any(|run| text.contains(run));
    distinct.len() <= 3.min(bytes.len() / 2).max(2)
        || bytes.len() >= 16 && distinct.len() <= 6
        || steps * 2 >= bytes.len()
        || run
        || counted
        || text.contains("...")
}

fn is_path(value: &str) -> bool {
    let parts: Vec<&str> = value.split(['/', '\\']).collect();
    let starts = ["/", "./", "../", "~/", "C:\\", "@/"].iter().any(|start| value.starts_with(start));
    let class = value.matches('\\').count() >= 2
        && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '\\' || c == '_')
        && parts.iter().filter(|part| !part.is_empty()).all(|part| part.starts_with(|c: char| c.is_ascii_uppercase()));
    let named = class || EXTENSIONS.iter().any(|end| value.to_ascii_lowercase().ends_with(end));
    let wordy_parts = parts.len() >= 2
        && parts.iter().filter(|part| part.len() > 2).all(|part| wordy(part) > 0.6 && !is_random(part));
    named || starts && wordy(value) > 0.5 || wordy_parts
}

/// An email address, an IP address, a version, a date.
fn is_address(value: &str) -> bool {
    let domain = value.rsplit_once('@').filter(|(user, host)| {
        !user.is_empty()
            && host.contains('.')
            && host.rsplit('.').next().is_some_and(|top| top.len() >= 2 && top.bytes().all(|b| b.is_ascii_lowercase()))
    });
    let numeric = value.bytes().all(|byte| byte.is_ascii_digit() || b".:-/+TZ ".contains(&byte))
        && value.bytes().any(|byte| b".:-/".contains(&byte));
    domain.is_some() || numeric
}

/// `secrets.X`, `process.env.X`, `vault:…`, `self.password`, `obj.field`.
fn is_reference(value: &str) -> bool {
    if REFERENCES.iter().any(|start| value.starts_with(start)) {
        return true;
    }
    let dotted = value.contains('.')
        && value.split('.').all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphabetic() || c == '_'));
    let called =
        value.contains('(') && value.contains(')') && value.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
    let indexed = value.contains('[') && value.ends_with(']');
    let variable = value.len() >= 4
        && value.contains('_')
        && value.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
        && !is_random(value);
    let listed = value.matches(':').count() >= 2
        && value.split(':').all(|part| part.len() > 1 && part.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
    listed || dotted && !is_random(value) || called || indexed && wordy(value) > 0.5 || variable
}

/// Values that by their words are no secret.
pub(super) fn words(name: &str, value: &str) -> Result<(), &'static str> {
    let plain = |text: &str| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
    };
    let (key, text) = (plain(name), plain(value));
    if key == text || text.len() >= 4 && key.ends_with(&text) {
        return Err("the value repeats the name");
    }
    let lower = value.to_ascii_lowercase();
    if ASKS.iter().any(|word| lower.contains(word)) {
        return Err("a placeholder");
    }
    if is_algorithm(value) {
        return Err("the name of an algorithm");
    }
    let plain = value.chars().all(|c| c.is_ascii_alphanumeric() || "_-. ".contains(c));
    let names = plain && value.contains(['_', '-', '.']) && promise(value, false) >= Promise::Token;
    if names && !is_random(value) {
        return Err("itself the name of a secret");
    }
    let said =
        ["password", "passwd", "passphrase"].iter().any(|word| lower.contains(word) && value.len() <= word.len() + 4);
    if said || is_placeholder_words(value) {
        return Err("made of placeholder words");
    }
    Ok(())
}
