//! Values that say where something is: paths, files, addresses, references.

use super::{EXTENSIONS, REFERENCES, ROOTS};
use crate::secrets::assignment::key::speaks_of_secret;
use crate::secrets::place::{Place, Syntax};
use crate::secrets::shape::{is_random, readable, wordy};

pub(super) fn is_path(value: &str) -> bool {
    let parts: Vec<&str> = value.split(['/', '\\']).collect();
    let starts = ["/", "./", "../", "~/", "C:\\", "@/"].iter().any(|start| value.starts_with(start));
    let class = value.matches('\\').count() >= 2
        && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '\\' || c == '_')
        && parts.iter().filter(|part| !part.is_empty()).all(|part| part.starts_with(|c: char| c.is_ascii_uppercase()));
    let named = class || EXTENSIONS.iter().any(|end| value.to_ascii_lowercase().ends_with(end));
    let wordy_parts = parts.len() >= 2
        && parts.iter().filter(|part| part.len() > 2).all(|part| wordy(part) > 0.6 && !is_random(part));
    // Neither alphabet of base64 has both signs: `vendor/model-4b`.
    let vendor = value.contains('-')
        && parts.len() == 2
        && parts[0].len() >= 4
        && parts[0].bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        && parts[1].split('-').all(|piece| piece.len() <= 8 && !is_random(piece));
    let root = value.strip_prefix('/').and_then(|rest| rest.split_once('/'));
    let rooted = root.is_some_and(|(root, _)| ROOTS.contains(&root));
    let steps = rooted || value.starts_with('/') && parts.len() >= 3 && parts[1..].iter().all(|part| is_step(part));
    named || starts && wordy(value) > 0.5 || wordy_parts || vendor || steps
}

/// One step of a path: base64 may begin with a slash as well.
fn is_step(part: &str) -> bool {
    let plain = part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    let letters = part.bytes().filter(u8::is_ascii_alphabetic).count();
    plain && part.len() <= 24 && letters * 10 >= part.len() * 7 && !is_random(part)
}

/// `svtminion.ps1`: letters, then a short ending; `test_tree.py:TestTree.`
/// says where in it.
pub(super) fn is_file(value: &str) -> bool {
    if let Some((file, _)) = value.split_once(':')
        && file.rsplit_once('.').is_some_and(|(stem, end)| stem.len() > 2 && end.len() > 1)
        && Place::of(file).syntax == Syntax::Code
    {
        return true;
    }
    let Some((stem, ending)) = value.rsplit_once('.') else { return false };
    let named = stem.len() >= 3 && stem.bytes().all(|byte| byte.is_ascii_alphabetic() || b"-_.".contains(&byte));
    let short = matches!(ending.len(), 1..=4) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    named && short && ending.starts_with(|c: char| c.is_ascii_lowercase()) && !is_random(stem)
}

/// An email address, an IP address, a version, a date.
pub(super) fn is_address(value: &str) -> bool {
    let domain = value.rsplit_once('@').filter(|(user, host)| {
        !user.is_empty()
            && host.contains('.')
            && host.rsplit('.').next().is_some_and(|top| top.len() >= 2 && top.bytes().all(|b| b.is_ascii_lowercase()))
    });
    let numeric = value.bytes().all(|byte| byte.is_ascii_digit() || b".:-/+TZ ".contains(&byte))
        && value.bytes().any(|byte| b".:-/".contains(&byte));
    domain.is_some() || numeric
}

/// Whether signs of all kinds stand between single letters, as where a
/// framework draws a key from all that a keyboard has.
pub(super) fn is_drawn(value: &str) -> bool {
    let mut signs: Vec<u8> = value.bytes().filter(u8::is_ascii_punctuation).collect();
    signs.sort_unstable();
    signs.dedup();
    // What writes documents and code needs quotes, colons and commas.
    let keyboard = signs.iter().all(|sign| b"!@#$%^&*()-_=+".contains(sign));
    keyboard && value.len() >= 32 && signs.len() >= 5 && is_random(value)
}

/// `secrets.X`, `process.env.X`, `vault:…`, `self.password`, `obj.field`.
pub(super) fn is_reference(value: &str) -> bool {
    if REFERENCES.iter().any(|start| value.starts_with(start)) {
        return true;
    }
    let dotted = value.contains('.')
        && value.split('.').all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphabetic() || c == '_'));
    let called =
        value.contains('(') && value.contains(')') && value.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
    let called = called && !is_drawn(value);
    let indexed = value.contains('[') && value.ends_with(']');
    let variable = value.len() >= 4
        && value.contains('_')
        && value.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
        && (!is_random(value) || value.len() <= 16 && value.bytes().filter(u8::is_ascii_digit).count() <= 2);
    let ruled = value.matches('|').count() >= 2 && value.split('|').all(|part| wordy(part) > 0.6);
    let listed = ruled
        || value.matches(':').count() >= 2
            && value.split(':').all(|part| part.len() > 1 && part.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
    listed || dotted && !is_random(value) || called || indexed && wordy(value) > 0.5 || variable
}

/// `client.identity.v2_0:ListCreds`: a module and a thing in it, called after
/// the secret that it handles. `jane.doe:Hannover2024` is a user and a password.
pub fn is_entry_point(value: &str) -> bool {
    let name = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    value.split_once(':').is_some_and(|(module, thing)| {
        let named = module.contains('.') && module.split('.').chain(thing.split('.')).all(name);
        named && speaks_of_secret(thing) && readable(value) >= 0.6
    })
}
