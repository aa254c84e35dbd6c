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

use super::assignment::{Form, Promise, Verdict, judge, judge_in_use};
use super::place::{Place, Role, Syntax};

pub(super) use document::by_name;
pub(super) use header::pair as basic;
pub(super) use run::runs;

// The sorted lists of `rules/words/structures.yaml`.
include!(concat!(env!("OUT_DIR"), "/structures.rs"));

/// A structure that was found: the detector's id, the secret, how sure or why not.
pub(super) type Found = (&'static str, Range<usize>, Verdict);

/// Reads the structure that a literal announces, from the literal's offset.
type Reader = fn(&[u8], usize, Place, &mut Vec<Found>);

/// What announces a structure, and who reads on from there.
pub(super) struct Announced {
    /// Lower case; any of them.
    pub literals: &'static [&'static str],
    /// Reads the structure.
    pub reader: Reader,
    /// What must stand there for it to hold a secret.
    pub needs: &'static str,
}

const fn on(literals: &'static [&'static str], reader: Reader, needs: &'static str) -> Announced {
    Announced { literals, reader, needs }
}

/// All structures that a literal announces.
pub(super) const ANNOUNCED: &[Announced] = &[
    on(&["-----begin"], pem::pem, "no whole private key with a random body follows"),
    on(&["\"service_account\""], document::service_account, "no private key follows in the document"),
    on(&["eyj"], jwt::jwt, "no three parts with a header that names an algorithm"),
    on(&["\"kty\""], jwt::jwk, "the key has no private part"),
    on(&["://"], address::userinfo, "the address has no user and password before its host"),
    on(&["@tcp(", "@unix("], address::go_dsn, "no user and password stand before it"),
    on(&["authorization"], header::authorization, "no scheme with credentials follows"),
    on(&["identified by"], header::identified, "no quoted password follows"),
    on(&["kind: secret"], document::kubernetes, "the document has no data that must be secret"),
    on(&["include_str!(", "include_bytes!("], document::included, "the file's name is not that of a key"),
    on(&["curl "], command::curl, "the command has no user with a password"),
    on(&["mysql"], command::mysql, "the command has no password"),
    on(&["docker login", "mongo"], command::spaced_p, "the command has no password after `-p`"),
    on(&["sshpass"], command::sshpass, "the command has no password after `-p`"),
    on(&[" -p "], command::beside_user, "no `-u` stands before it"),
    on(&["redis-cli"], command::spaced_a, "the command has no password after `-a`"),
    on(&["ldapsearch ", "ldapmodify ", "ldapadd ", "ldapwhoami "], command::spaced_w, "it has no password after `-w`"),
    on(&["mosquitto_pub ", "mosquitto_sub "], command::spaced_capital, "the command has no password after `-P`"),
    on(&["openssl "], command::openssl, "the command has no `pass:`"),
    on(&["chpasswd"], command::chpasswd, "no user and password are piped into it"),
    on(&["sudo -s"], command::piped, "nothing is piped into it"),
    on(
        &[
            "auth=(",
            "auth = (",
            "auth: (",
            "basicauth(",
            "digestauth(",
            "basic_auth(",
            "networkcredential(",
            "passwordcredentials(",
            "userpassword(",
            "passwordauthentication(",
            "authenticationtoken(",
            "credentials::new(",
            "credentials::from_keys(",
            "awscredentials(",
        ],
        call::second,
        "the second argument is no literal",
    ),
    on(&["wifi.begin(", "wifi.softap("], call::joining, "the second argument is no literal"),
    on(&[".login(", ".auth("], call::login, "neither a second argument nor a token is a literal"),
    on(
        &["getconnection(", "mysqli_connect(", "mysql_connect(", "mysqli(", "pdo(", "sequelize("],
        call::third,
        "the third argument is no literal",
    ),
    on(
        &[
            "jwt.sign(",
            "jwt.verify(",
            "jwt.encode(",
            "jwt.decode(",
            "createhmac(",
            "createcipheriv(",
            "createdecipheriv(",
        ],
        call::signing,
        "the second argument is no literal",
    ),
    on(&["zeroizing::new(", "secretbox::new("], call::kept, "the argument is no literal"),
    on(&["::from_secret(", "::new_from_slice("], call::keyed, "the argument is no literal"),
    on(&["securestring "], call::secure_string, "no literal follows"),
    on(&["mnemonic", "seed phrase", "recovery phrase"], phrase::phrase, "no words of a phrase follow"),
];

/// Judges a password that no name was given to.
fn password(value: &[u8], form: Form, place: Place) -> Verdict {
    let value = std::str::from_utf8(value).map_err(|_| "not text")?;
    judge(Promise::Password, "", value, form, written_out(place))
}

/// Judges a password in use, whatever it looks like.
fn password_in_use(value: &[u8], form: Form, place: Place) -> Verdict {
    let value = std::str::from_utf8(value).map_err(|_| "not text")?;
    judge_in_use(Promise::Password, "", value, form, written_out(place))
}

/// Prose shows by example what a name is given; commands, headers and calls
/// in it are copied from where they were used.
fn written_out(place: Place) -> Place {
    match place {
        Place { role: Role::Test, syntax: Syntax::Prose, .. } => {
            Place { role: Role::Main, syntax: Syntax::Config, ..place }
        }
        place => place,
    }
}
