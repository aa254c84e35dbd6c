//! Whether a value under a name is a secret, and how surely.

use super::key::Promise;
use super::parse::Form;
use crate::finding::Confidence;
use crate::secrets::place::{Place, Role, Syntax};
use crate::secrets::shape::{Shape, entropy, is_placeholder_words, is_random, surprise, wordy};

/// How sure, or why not.
pub type Verdict = Result<Confidence, &'static str>;

/// Judges `value` under a name with this promise.
pub fn judge(promise: Promise, name: &str, value: &str, form: Form, place: Place) -> Verdict {
    if promise == Promise::Nothing {
        return Err("the name promises no secret");
    }
    structure(value, place)?;
    words(name, value)?;
    let shape = Shape::of(value.as_bytes());
    let random = is_random(value);
    let confidence = match promise {
        Promise::Password => password(value, shape, random)?,
        Promise::Token => token(value, shape, random)?,
        _ => hint(value, shape, random)?,
    };
    Ok(placed(confidence, form, place, random && shape.len >= 10))
}

/// Values that by their form are something else.
fn structure(value: &str, place: Place) -> Result<(), &'static str> {
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
    let braces = ["${", "{{", "#{", "$(", "<%", "%(", "@@", "%{", "[[", "\\(", "=>", "::", "()", "->"];
    let filled = braces.iter().any(|open| has(open)) || formatted(value);
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

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

fn formatted(value: &str) -> bool {
    let short = value.len() <= 48;
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
    let counted = ["123456", "abcdef", "qwerty", "012345", "987654", "xxxx", "deadbeef", "cafebabe"]
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
    let extensions = [
        ".key",
        ".pem",
        ".crt",
        ".json",
        ".yml",
        ".yaml",
        ".txt",
        ".xml",
        ".html",
        ".php",
        ".js",
        ".ts",
        ".py",
        ".jks",
        ".p12",
        ".pfx",
        ".png",
        ".properties",
        ".conf",
        ".java",
        ".go",
        ".rs",
        ".css",
        ".svg",
        ".com",
        ".org",
        ".net",
        ".io",
        ".local",
        ".pub",
        ".env",
        ".vue",
        ".tsx",
        ".dat",
    ];
    let named = extensions.iter().any(|end| value.to_ascii_lowercase().ends_with(end));
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
    let starts = [
        "secrets.",
        "process.env",
        "env.",
        "vault:",
        "env:",
        "ENV[",
        "os.environ",
        "self.",
        "this.",
        "arn:",
        "ssm:",
        "var.",
        "data.",
        "local.",
        "module.",
        "config.",
        "settings.",
        "params.",
        "ref:",
        "file:",
        "sm://",
        "op:",
        "secret:",
        "aws_",
        "ansible_",
        "lookup(",
        "encrypted:",
        "ENC(",
        "enc:",
        "sha256:",
        "sha1:",
        "md5:",
        "pbkdf2",
        "$2a$",
        "$2b$",
        "$2y$",
        "$argon2",
        "{bcrypt}",
        "{SSHA}",
        "sha1$",
        "bcrypt$",
        "urn:",
    ];
    if starts.iter().any(|start| value.starts_with(start)) {
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
    dotted && !is_random(value) || called || indexed && wordy(value) > 0.5 || variable
}

/// Values that by their words are no secret.
fn words(name: &str, value: &str) -> Result<(), &'static str> {
    let plain = |text: &str| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
    };
    let (key, text) = (plain(name), plain(value));
    if key == text || text.len() >= 4 && key.ends_with(&text) {
        return Err("the value repeats the name");
    }
    let lower = value.to_ascii_lowercase();
    let asks = [
        "your",
        "example",
        "changeme",
        "change_me",
        "change-me",
        "placeholder",
        "replace",
        "insert",
        "dummy",
        "sample",
        "redacted",
        "fixme",
        "todo",
        "<",
        "fake",
        "notreal",
        "not-a-real",
        "not_a_real",
        "put_",
        "enter_",
        "_here",
        "-here",
        "foobar",
        "lorem",
    ];
    if asks.iter().any(|word| lower.contains(word)) {
        return Err("a placeholder");
    }
    if is_placeholder_words(value) {
        return Err("made of placeholder words");
    }
    Ok(())
}

fn password(value: &str, shape: Shape, random: bool) -> Verdict {
    if shape.digit == shape.len {
        return if shape.len >= 6 { Ok(Confidence::Low) } else { Err("a number") };
    }
    if is_identifier(value, shape, random) {
        return Err("an identifier");
    }
    if shape.letters() == shape.len {
        let unlikely = surprise(value.as_bytes()).is_some_and(|cost| cost > 4.6);
        return match unlikely && shape.len >= 6 && wordy(value) < 0.5 {
            true => Ok(Confidence::Medium),
            false if wordy(value) >= 1.0 => Err("words of the dictionary"),
            false => Ok(Confidence::Low),
        };
    }
    let mixed =
        shape.digit > 0 && shape.letters() > 0 || shape.symbol > 0 && shape.letters() > 0 && shape.classes() >= 3;
    match (shape.len, mixed) {
        (..6, _) | (_, false) => Ok(Confidence::Low),
        _ if random && shape.len >= 14 => Ok(Confidence::High),
        _ => Ok(Confidence::Medium),
    }
}

fn token(value: &str, shape: Shape, random: bool) -> Verdict {
    if shape.digit == shape.len {
        return Err("a number");
    }
    if is_identifier(value, shape, random) {
        return Err("an identifier");
    }
    if shape.digit == 0 && wordy(value) > 0.7 {
        return Err("words of the dictionary");
    }
    if is_uuid(value) {
        return Ok(Confidence::Medium);
    }
    match shape.len {
        ..8 => Err("too short for a token"),
        8..16 if random && shape.digit > 0 => Ok(Confidence::Medium),
        8..16 if shape.classes() >= 3 && wordy(value) < 0.8 => Ok(Confidence::Medium),
        16.. if random && shape.len >= 20 => Ok(Confidence::High),
        16.. if random || shape.digit > 0 && wordy(value) < 0.6 && entropy(value.as_bytes()) > 3.0 => {
            Ok(Confidence::Medium)
        }
        _ => Ok(Confidence::Low),
    }
}

fn hint(value: &str, shape: Shape, random: bool) -> Verdict {
    let strong = random && shape.len >= 32 && !shape.hex && shape.upper > 0 && shape.lower > 0 && shape.digit > 1;
    match strong && !is_uuid(value) {
        true => Ok(Confidence::Low),
        false => Err("the name only hints, and the value is not random enough"),
    }
}

/// `user_password_field`, `PasswordInput`, `my-secret-name`, `x.y.z`.
fn is_identifier(value: &str, shape: Shape, random: bool) -> bool {
    let plain = value.chars().all(|c| c.is_ascii_alphanumeric() || "_-.:/".contains(c));
    let joined = value.contains(['_', '-', '.', ':', '/']) || shape.lower > 0 && shape.upper > 0;
    plain && !random && joined && shape.digit <= 2 && wordy(value) >= 0.6
}

fn is_uuid(value: &str) -> bool {
    let lengths = value.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && value.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

fn placed(confidence: Confidence, form: Form, place: Place, random: bool) -> Confidence {
    let doubtful = match place.role {
        Role::Lock | Role::Generated => return Confidence::Low,
        Role::Translation => !random,
        Role::Test => !random,
        Role::Main => false,
    };
    let loose = match form {
        Form::Listed | Form::Compared | Form::Tagged => !random,
        Form::Bare | Form::Flag => place.syntax == Syntax::Prose && !random,
        Form::Quoted | Form::Embedded => false,
    };
    if doubtful || loose { lower(confidence) } else { confidence }
}

fn lower(confidence: Confidence) -> Confidence {
    match confidence {
        Confidence::Certain | Confidence::High => Confidence::Medium,
        _ => Confidence::Low,
    }
}
