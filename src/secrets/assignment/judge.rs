//! Whether a value under a name is a secret, and how surely.

use super::bytes::{array, escaped, raw};
use super::cursor::Form;
use super::key::{Promise, changes, is_feigned};
use super::meaning::{asks, is_typed, is_uuid, structure, words};
use crate::finding::Confidence;
use crate::secrets::place::{Place, Role, Syntax};
use crate::secrets::shape::{Shape, entropy, is_random, readable, surprise, wordy};

/// How sure, or why not.
pub type Verdict = Result<Confidence, &'static str>;

/// Judges `value` under a name with this promise.
pub fn judge(promise: Promise, name: &str, value: &str, form: Form, place: Place) -> Verdict {
    judged(promise, name, value, form, place, false)
}

/// Judges a value that by its place can only be a secret in use: words are one
/// as well, unless they ask to be replaced.
pub fn judge_in_use(promise: Promise, name: &str, value: &str, form: Form, place: Place) -> Verdict {
    judged(promise, name, value, form, place, true)
}

fn judged(promise: Promise, name: &str, value: &str, form: Form, place: Place, used: bool) -> Verdict {
    if promise == Promise::Nothing {
        return Err("the name promises no secret");
    }
    if form == Form::Array {
        return array(promise, value, place);
    }
    if let Some(bytes) = escaped(value) {
        return raw(promise, &bytes, form, place);
    }
    structure(value, form, place)?;
    let verdict = meant(promise, name, value, form, place);
    if used { in_use(verdict, name, value, place) } else { verdict }
}

/// Judges what by its form may be a secret.
fn meant(promise: Promise, name: &str, value: &str, form: Form, place: Place) -> Verdict {
    words(name, value)?;
    let shape = Shape::of(value.as_bytes());
    let typed = is_typed(value);
    // As a password people do use what is no mere row of letters.
    let trivial = promise < Promise::Password || shape.len < 8 || shape.letters().max(shape.digit) == shape.len;
    if typed && trivial {
        return Err("typed along the keyboard");
    }
    let random = !typed && is_random(value);
    let confidence = match promise {
        Promise::Password => password(value, shape, random)?,
        Promise::Token => token(value, shape, random)?,
        _ if form == Form::Bytes && place.role == Role::Main && !passing(name) => token(value, shape, random)?,
        _ => hint(name, value, shape, random)?,
    };
    let loose = match form {
        // `new InjectionToken("router.outlet2")` names a token, it does not hold one.
        Form::Argument if changes(name) => !random || is_uuid(value),
        Form::Argument if promise < Promise::Password => !random,
        _ => is_loose(form, place, shape, random && shape.len >= 8),
    };
    let confidence = placed(confidence, place, shape, random && shape.len >= 8, loose);
    Ok(if is_feigned(name) && !random { Confidence::Low } else { confidence })
}

/// What use makes of a verdict.
fn in_use(verdict: Verdict, name: &str, value: &str, place: Place) -> Verdict {
    if verdict.is_ok_and(|confidence| confidence > Confidence::Low) {
        return verdict;
    }
    asks(name, value)?;
    if value.contains([':', '/']) && is_name(value, Shape::of(value.as_bytes())) {
        return Err("an identifier");
    }
    match place.role {
        Role::Main if value.len() >= 5 => Ok(Confidence::Medium),
        _ => Ok(Confidence::Low),
    }
}

/// What 1,024 bits are in base64.
const ENCRYPTED: usize = 172;

fn password(value: &str, shape: Shape, random: bool) -> Verdict {
    // Four groups of letters that are no words.
    if value.contains(' ') {
        return Ok(Confidence::Medium);
    }
    if shape.digit == shape.len {
        return if shape.len >= 6 { Ok(Confidence::Low) } else { Err("a number") };
    }
    // Two digits in the end are a person's, not a program's.
    let numbered = shape.digit == 2 && shape.symbol == 0 && value.ends_with(|c: char| c.is_ascii_digit());
    if !numbered && is_identifier(value, shape, random) {
        return Err("an identifier");
    }
    if shape.letters() == shape.len {
        // Sixteen small letters are what a mail provider makes for a program.
        let made = shape.len == 16 && shape.lower == 16;
        let unlikely = surprise(value.as_bytes()).is_some_and(|cost| cost > if made { 4.5 } else { 5.0 });
        return match unlikely && shape.len >= 10 && wordy(value) < 0.5 {
            true => Ok(Confidence::Medium),
            false if wordy(value) >= 1.0 => Err("words of the dictionary"),
            false => Ok(Confidence::Low),
        };
    }
    let mixed =
        shape.digit > 0 && shape.letters() > 0 || shape.symbol > 0 && shape.letters() > 0 && shape.classes() >= 3;
    match (shape.len, mixed) {
        (..6, _) | (_, false) => Ok(Confidence::Low),
        _ if !random && (is_structured(value) || is_spoken(value, shape)) => Ok(Confidence::Low),
        // As long as what a public key encrypts.
        _ if shape.len >= ENCRYPTED => Ok(Confidence::Low),
        // As long as a SHA-1: what is stored to check a password.
        _ if shape.hex && shape.len == 40 => Ok(Confidence::Low),
        _ if random && shape.len >= 14 => Ok(Confidence::High),
        _ => Ok(Confidence::Medium),
    }
}

fn token(value: &str, shape: Shape, random: bool) -> Verdict {
    if shape.digit == shape.len {
        return Err("a number");
    }
    if is_identifier(value, shape, random) || is_name(value, shape) {
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
        8..10 if shape.hex => Ok(Confidence::Low),
        8..16 if random && shape.digit > 0 => Ok(Confidence::Medium),
        8..16 if shape.classes() >= 3 && wordy(value) < 0.8 => Ok(Confidence::Medium),
        16.. if random && shape.len >= 20 => Ok(Confidence::High),
        16.. if random || shape.digit > 0 && wordy(value) < 0.6 && entropy(value.as_bytes()) > 3.0 => {
            Ok(Confidence::Medium)
        }
        _ => Ok(Confidence::Low),
    }
}

/// Whether the name is that of what is used once or for a while, or of how
/// somebody was recognized.
fn passing(name: &str) -> bool {
    let words = crate::words::segments(name);
    let credentials = words.iter().any(|word| word == "bearer" || word == "basic");
    words.last().is_some_and(|word| match word.as_str() {
        "nonce" | "sid" | "session" => true,
        "auth" => !credentials,
        _ => false,
    })
}

/// `key`, `auth`: a name that may as well be that of a cache entry.
fn hint(name: &str, value: &str, shape: Shape, random: bool) -> Verdict {
    if is_identifier(value, shape, random) {
        return Err("an identifier");
    }
    // `genre_507f1f…` is what a database calls a record.
    let own = value.rsplit(['_', '-', ':', '/']).next().unwrap_or(value);
    let hex = shape.hex || own.len() >= 16 && Shape::of(own.as_bytes()).hex;
    let mixed = shape.upper > 0 && shape.lower > 0 && shape.digit > 1 && !hex;
    let strong = random && !is_uuid(value) && shape.symbol * 8 <= shape.len;
    let passing = passing(name);
    // What the header of that name has, without a scheme.
    let header = name.eq_ignore_ascii_case("authorization");
    let several = (header || crate::words::segments(name).len() > 1) && !passing;
    match strong {
        true if mixed && !passing && shape.len >= 32
            || several
                && (mixed && shape.len >= 20
                    || shape.digit > 2 && shape.len >= 16 && shape.letters() > 4 && !hex && readable(value) < 0.4) =>
        {
            Ok(Confidence::Medium)
        }
        true if shape.len >= 20 => Ok(Confidence::Low),
        _ => Err("the name only hints, and the value is not random enough"),
    }
}

/// `user_password_field`, `PasswordInput`, `my-secret-name`, `x.y.z`.
fn is_identifier(value: &str, shape: Shape, random: bool) -> bool {
    let plain = value.chars().all(|c| c.is_ascii_alphanumeric() || "_-.:/".contains(c));
    let joined = value.contains(['_', '-', '.', ':', '/']) || shape.lower > 0 && shape.upper > 0;
    // `__c15tInitialData`: what programs call their own.
    if value.starts_with("__") && plain && (shape.digit == 0 && shape.len < 16 || readable(value) >= 0.6) {
        return true;
    }
    plain && !random && joined && shape.digit <= 2 && wordy(value) >= 0.6
}

/// Signs that structure code and lists: people choose others, and what is
/// drawn at random is known by more than its signs.
fn is_structured(value: &str) -> bool {
    value.contains(|c: char| "/\\[](){},;|<>=:\"'`".contains(c))
}

/// `Palavra-passe`: words of any language, joined as people write them.
fn is_spoken(value: &str, shape: Shape) -> bool {
    let joined = value.chars().all(|c| c.is_ascii_alphabetic() || c == '-' || c == '.');
    joined && shape.digit == 0 && readable(value) >= 0.6
}

/// `sqlite3-fiddle-config`: words that name something, joined by signs.
fn is_name(value: &str, shape: Shape) -> bool {
    let plain = value.chars().all(|c| c.is_ascii_alphanumeric() || "_-.:/@".contains(c));
    plain && shape.symbol > 0 && shape.digit <= 3 && readable(value) >= 0.6
}

fn placed(confidence: Confidence, place: Place, shape: Shape, random: bool, loose: bool) -> Confidence {
    let mixed = shape.digit > 0 && shape.letters() > 0;
    let doubtful = match place.role {
        Role::Lock | Role::Generated => return Confidence::Low,
        Role::Translation => !(random && mixed),
        Role::Test => !random,
        Role::Main => false,
    };
    if doubtful || loose { lower(confidence) } else { confidence }
}

/// Whether a value that stands like this is often something else.
fn is_loose(form: Form, place: Place, shape: Shape, random: bool) -> bool {
    let mixed = shape.digit > 0 && shape.letters() > 0;
    match form {
        Form::Listed | Form::Argument | Form::Compared => !random && !mixed,
        Form::Tagged => !(random || mixed && place.syntax == Syntax::Config),
        Form::Spaced => !(random || mixed && place.syntax == Syntax::Config),
        Form::Bare | Form::Flag => place.syntax == Syntax::Prose && !random,
        Form::Quoted | Form::Bytes | Form::Array | Form::Embedded => false,
    }
}

fn lower(confidence: Confidence) -> Confidence {
    match confidence {
        Confidence::Certain | Confidence::High => Confidence::Medium,
        _ => Confidence::Low,
    }
}
