//! Secrets known by the structure around them: PEM blocks, JSON web tokens,
//! addresses with a password, headers, commands, calls, whole documents.
//!
//! Each reader is behind a literal of the automaton and reads a bounded
//! window from there.

mod address;
mod call;
mod command;
mod document;
mod header;
mod jwt;
mod pem;
mod phrase;
mod run;

use std::ops::Range;

use super::assignment::{Form, Promise, Verdict, judge};
use super::place::Place;

pub(super) use document::by_name;
pub(super) use run::runs;

/// A structure that was found: the detector's id, the secret, how sure or why not.
pub(super) type Found = (&'static str, Range<usize>, Verdict);

/// Reads the structure that a literal announces, from the literal's offset.
type Reader = fn(&[u8], usize, Place, &mut Vec<Found>);

/// Literals, lower case, with the reader that goes on from there.
pub(super) const LITERALS: &[(&str, Reader)] = &[
    ("-----begin", pem::pem),
    ("\"service_account\"", document::service_account),
    ("eyj", jwt::jwt),
    ("\"kty\"", jwt::jwk),
    ("://", address::userinfo),
    ("@tcp(", address::go_dsn),
    ("@unix(", address::go_dsn),
    ("authorization", header::authorization),
    ("identified by", header::identified),
    ("kind: secret", document::kubernetes),
    ("include_str!(", document::included),
    ("include_bytes!(", document::included),
    ("curl ", command::curl),
    ("mysql", command::mysql),
    ("docker login", command::spaced_p),
    ("sshpass", command::spaced_p),
    ("mongo", command::spaced_p),
    ("redis-cli", command::spaced_a),
    ("openssl ", command::openssl),
    ("chpasswd", command::chpasswd),
    ("sudo -s", command::piped),
    ("auth=(", call::second),
    ("auth = (", call::second),
    ("auth: (", call::second),
    ("basicauth(", call::second),
    ("digestauth(", call::second),
    ("basic_auth(", call::second),
    ("networkcredential(", call::second),
    ("passwordcredentials(", call::second),
    ("passwordauthentication(", call::second),
    ("authenticationtoken(", call::second),
    (".login(", call::login),
    ("getconnection(", call::third),
    ("mysqli_connect(", call::third),
    ("mysql_connect(", call::third),
    ("mysqli(", call::third),
    ("pdo(", call::third),
    ("sequelize(", call::third),
    ("jwt.sign(", call::signing),
    ("jwt.verify(", call::signing),
    ("jwt.encode(", call::signing),
    ("jwt.decode(", call::signing),
    ("securestring ", call::secure_string),
    ("mnemonic", phrase::phrase),
    ("seed phrase", phrase::phrase),
    ("recovery phrase", phrase::phrase),
];

/// Judges a password that no name was given to.
fn password(value: &[u8], form: Form, place: Place) -> Verdict {
    match std::str::from_utf8(value) {
        Ok(value) => judge(Promise::Password, "", value, form, place),
        Err(_) => Err("not text"),
    }
}
