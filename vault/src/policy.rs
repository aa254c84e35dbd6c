//! Where a value may come from: class × profile × source, 72 cells from one table.
//!
//! The resolver, the documentation and the tests read [`RULES`]; nothing else decides.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::manifest::{Class, Profile, Word};

/// A kind of place that holds values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// The process's environment.
    Env,
    /// The operating system's keyring.
    Keyring,
    /// The vault's encrypted store.
    Store,
    /// A secrets server.
    External,
}

impl SourceKind {
    /// Every kind, in the order of the documentation's columns.
    pub const ALL: [Self; 4] = [Self::Env, Self::Keyring, Self::Store, Self::External];

    /// The kind's name, as written in logs and documentation.
    pub fn name(self) -> &'static str {
        match self {
            Self::Env => "env",
            Self::Keyring => "keyring",
            Self::Store => "store",
            Self::External => "external",
        }
    }
}

impl fmt::Display for SourceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What one class may do with one source, for all three profiles.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The class it speaks of.
    pub class: Class,
    /// The source it speaks of.
    pub source: SourceKind,
    /// The profiles in which the source is allowed.
    pub allowed: &'static [Profile],
    /// Why, in one line.
    pub why: &'static str,
}

const EVERYWHERE: &[Profile] = &[Profile::Dev, Profile::Ci, Profile::Strict];
const NOT_STRICT: &[Profile] = &[Profile::Dev, Profile::Ci];
const DEV: &[Profile] = &[Profile::Dev];
const NOWHERE: &[Profile] = &[];

const fn rule(class: Class, source: SourceKind, allowed: &'static [Profile], why: &'static str) -> Rule {
    Rule { class, source, allowed, why }
}

/// The whole policy: one rule for each class and source.
#[rustfmt::skip]
pub const RULES: [Rule; 24] = [
    rule(Class::Runtime,     SourceKind::Env,      NOT_STRICT, "handy for development and builds; the strict profile requires the store"),
    rule(Class::Runtime,     SourceKind::Keyring,  NOT_STRICT, "a local convenience, never the authority in production"),
    rule(Class::Runtime,     SourceKind::Store,    EVERYWHERE, "encrypted, versioned and audited"),
    rule(Class::Runtime,     SourceKind::External, EVERYWHERE, "a server with its own access control"),
    rule(Class::Account,     SourceKind::Env,      NOT_STRICT, "an environment is shared by a process, an account is not"),
    rule(Class::Account,     SourceKind::Keyring,  DEV,        "only to start on one's own machine"),
    rule(Class::Account,     SourceKind::Store,    EVERYWHERE, "the primary place: ciphertext at rest, versioned writes"),
    rule(Class::Account,     SourceKind::External, EVERYWHERE, "may mirror the store"),
    rule(Class::Operator,    SourceKind::Env,      NOWHERE,    "needs a break-glass grant, which a plain read does not have"),
    rule(Class::Operator,    SourceKind::Keyring,  EVERYWHERE, "bound to the operator's own session"),
    rule(Class::Operator,    SourceKind::Store,    EVERYWHERE, "every read is audited before release"),
    rule(Class::Operator,    SourceKind::External, EVERYWHERE, "a server with its own access control"),
    rule(Class::Integration, SourceKind::Env,      NOT_STRICT, "transitional: consumers move to the store"),
    rule(Class::Integration, SourceKind::Keyring,  EVERYWHERE, "bound to the machine's own session"),
    rule(Class::Integration, SourceKind::Store,    EVERYWHERE, "the preferred place"),
    rule(Class::Integration, SourceKind::External, EVERYWHERE, "a server with its own access control"),
    rule(Class::Transport,   SourceKind::Env,      NOT_STRICT, "diagnostics print environments, and this is raw key material"),
    rule(Class::Transport,   SourceKind::Keyring,  NOT_STRICT, "a local convenience; peers cannot share it"),
    rule(Class::Transport,   SourceKind::Store,    EVERYWHERE, "the preferred place"),
    rule(Class::Transport,   SourceKind::External, EVERYWHERE, "a server with its own access control"),
    rule(Class::Bootstrap,   SourceKind::Env,      EVERYWHERE, "one use before a store exists; rotate right after"),
    rule(Class::Bootstrap,   SourceKind::Keyring,  EVERYWHERE, "the better place before a store exists"),
    rule(Class::Bootstrap,   SourceKind::Store,    EVERYWHERE, "optional, for set-ups that are repeated"),
    rule(Class::Bootstrap,   SourceKind::External, EVERYWHERE, "optional, for set-ups that are repeated"),
];

/// The rule for a class and a source; `None` would mean a hole in [`RULES`], which a test excludes.
pub fn rule_for(class: Class, source: SourceKind) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.class == class && rule.source == source)
}

/// Whether a class may be read from a source in a profile; what no rule speaks of is refused.
pub fn allows(class: Class, profile: Profile, source: SourceKind) -> bool {
    rule_for(class, source).is_some_and(|rule| rule.allowed.contains(&profile))
}

/// The matrix as a Markdown table, as the README shows it.
pub fn markdown() -> String {
    let mut table = String::from("| class | source | dev | ci | strict | why |\n|---|---|---|---|---|---|\n");
    for rule in &RULES {
        let cells: Vec<&str> = Profile::ALL.iter().map(|profile| cell(rule, *profile)).collect();
        table += &format!("| {} | {} | {} | {} |\n", rule.class, rule.source, cells.join(" | "), rule.why);
    }
    table
}

fn cell(rule: &Rule, profile: Profile) -> &'static str {
    if rule.allowed.contains(&profile) { "yes" } else { "no" }
}
