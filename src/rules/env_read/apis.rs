//! The functions and macros that read the environment.

/// What an API reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reads {
    /// The variable its first argument names, at run time.
    One,
    /// The variable its first argument names, when compiled.
    Built,
    /// All variables.
    All,
}

/// Functions by their full path.
const FUNCTIONS: [(&str, Reads); 13] = [
    ("std::env::var", Reads::One),
    ("std::env::var_os", Reads::One),
    ("std::env::vars", Reads::All),
    ("std::env::vars_os", Reads::All),
    ("dotenvy::var", Reads::One),
    ("dotenvy::vars", Reads::All),
    ("dotenv::var", Reads::One),
    ("dotenv::vars", Reads::All),
    ("libc::getenv", Reads::One),
    ("libc::secure_getenv", Reads::One),
    ("envmnt::get_or", Reads::One),
    ("envmnt::get_or_panic", Reads::One),
    ("envmnt::get_any", Reads::One),
];

/// Macros by their full path; those of the prelude have none.
const MACROS: [(&str, Reads); 8] = [
    ("env", Reads::Built),
    ("option_env", Reads::Built),
    ("std::env", Reads::Built),
    ("std::option_env", Reads::Built),
    ("dotenvy_macro::dotenv", Reads::Built),
    ("dotenv_codegen::dotenv", Reads::Built),
    ("dotenvy::dotenv", Reads::Built),
    // By `#[macro_use] extern crate`.
    ("dotenv", Reads::Built),
];

/// What the function with this full path reads.
///
/// A foreign crate's module `env` with a function of std's name
/// (`some_common::env::var`) stands for std's own.
pub(super) fn function(path: &str) -> Option<Reads> {
    let known = FUNCTIONS.iter().find(|(known, _)| *known == path).map(|(_, reads)| *reads);
    known.or_else(|| match path.rsplit_once("::env::")?.1 {
        "var" | "var_os" => Some(Reads::One),
        _ => None,
    })
}

/// Methods that read, by the type they are on.
const METHODS: [(&str, &str); 2] = [("xshell::Shell", "var"), ("xshell::Shell", "var_os")];

/// Whether a method of a foreign type reads the variable its argument names.
pub(super) fn method(of: &str, name: &str) -> bool {
    METHODS.contains(&(of, name))
}

/// What the macro with this full path reads.
pub(super) fn macro_(path: &str) -> Option<Reads> {
    MACROS.iter().find(|(known, _)| *known == path).map(|(_, reads)| *reads)
}

/// The last names of all of them: where to look at all.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let paths = FUNCTIONS.iter().chain(&MACROS).map(|(path, _)| *path);
    paths.map(|path| path.rsplit("::").next().unwrap_or(path))
}
