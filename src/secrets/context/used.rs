//! Places where nothing but a secret in use can stand, whatever it looks like.

use std::ops::Range;

/// How far before a name what makes it certain may stand.
const NEAR: usize = 240;

/// Whether the value of the name at `key` can only be a secret: the key of an
/// application, of its sessions, the password in a list of connection settings.
pub(in crate::secrets) fn holds_secret(text: &[u8], key: &Range<usize>) -> bool {
    let name = text[key.clone()].to_ascii_lowercase();
    let before = text[key.start.saturating_sub(NEAR)..key.start].to_ascii_lowercase();
    signs_application(&name, &before) || signs_session(&name, &before) || connects(&name, &before)
}

/// `app.secret_key`, `app.config['SECRET_KEY']`, `app.config["JWT_SECRET_KEY"]`.
fn signs_application(name: &[u8], before: &[u8]) -> bool {
    let set = before.ends_with(b".config['") || before.ends_with(b".config[\"");
    name == b"app.secret_key" || set && matches!(name, b"secret_key" | b"jwt_secret_key" | b"security_password_salt")
}

/// `session({ secret: '…' })`, `new JwtStrategy({ secretOrKey: '…' })`.
fn signs_session(name: &[u8], before: &[u8]) -> bool {
    if name == b"secretorkey" {
        return true;
    }
    let opened = memchr::memmem::rfind(before, b"session({").map(|at| &before[at + 9..]);
    name == b"secret" && opened.is_some_and(|options| balance(options) >= 0)
}

/// How many brackets are opened and not closed again; less than none where
/// what was open before is closed.
fn balance(options: &[u8]) -> i32 {
    let mut depth = 0;
    for byte in options {
        depth += match byte {
            b'{' | b'(' => 1,
            b'}' | b')' => -1,
            _ => 0,
        };
        if depth < 0 {
            return depth;
        }
    }
    depth
}

/// `Data Source=…;User ID=sa;Password=…`, all on one line.
fn connects(name: &[u8], before: &[u8]) -> bool {
    let line = before.rsplit(|byte| matches!(byte, b'\n' | b'"')).next().unwrap_or(before);
    let holds = |words: &[&[u8]]| words.iter().any(|word| memchr::memmem::find(line, word).is_some());
    matches!(name, b"password" | b"pwd") && line.ends_with(b";") && holds(&[b"user id=", b"userid=", b"uid=", b"user="])
}
