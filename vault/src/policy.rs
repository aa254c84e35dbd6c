//! Which source may serve which class of secret in which profile.
//!
//! [`RULES`] is the one table: the resolver obeys it, the documentation prints it ([`markdown`]) and the tests walk it.
//! In every class and profile exactly one source is preferred; it is asked when nothing else is configured.
//! The others are either allowed, when the program names them, or refused, whatever the program says.

use crate::manifest::{Class, Profile, Word, word};

word! {
    /// Where a value may come from.
    SourceKind, "source" {
        /// The process environment.
        Env = "env",
        /// The operating system's keyring.
        Keyring = "keyring",
        /// The vault's own encrypted store.
        Store = "store",
        /// A secret server elsewhere.
        External = "external",
    }
}

/// What the policy says about one class, profile and source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Asked unless the program names another source.
    Preferred,
    /// Asked when the program names it.
    Allowed,
    /// Never asked.
    Refused,
}

use Verdict::{Allowed, Preferred, Refused};

/// One row of the table: a class and a source, with a verdict for dev, ci and strict.
pub struct Rule {
    /// The class.
    pub class: Class,
    /// The source.
    pub source: SourceKind,
    verdicts: [Verdict; 3],
    /// Why it may be asked, and why it may not; empty where that never happens.
    because: (&'static str, &'static str),
}

const fn rule(class: Class, source: SourceKind, verdicts: [Verdict; 3], yes: &'static str, no: &'static str) -> Rule {
    Rule { class, source, verdicts, because: (yes, no) }
}

use Class::{Account, Bootstrap, Integration, Operator, Runtime, Transport};
use SourceKind::{Env, External, Keyring, Store};

/// The whole policy, 24 rows of three cells.
#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    rule(Runtime, Env, [Preferred, Preferred, Refused],
        "quick to set where nothing real is at stake", "an environment is inherited, dumped and not versioned"),
    rule(Runtime, Keyring, [Allowed, Refused, Refused],
        "a local cache of the person at the machine", "a build or server has no person whose keyring could answer"),
    rule(Runtime, Store, [Allowed, Allowed, Preferred],
        "encrypted, versioned and audited", ""),
    rule(Runtime, External, [Allowed, Allowed, Allowed],
        "a secret server keeps its own policy and audit", ""),

    rule(Account, Env, [Allowed, Allowed, Refused],
        "a test account's value may be set by hand", "a user's secret must be ciphertext at rest and versioned"),
    rule(Account, Keyring, [Allowed, Refused, Refused],
        "a person may bring the first value from the own keyring", "only for bootstrap on a person's machine"),
    rule(Account, Store, [Preferred, Preferred, Preferred],
        "the primary home: ciphertext at rest, versioned writes", ""),
    rule(Account, External, [Allowed, Allowed, Allowed],
        "a mirror may be named explicitly", ""),

    rule(Operator, Env, [Refused, Refused, Refused],
        "", "only under a break-glass grant, which names a person, a reason and an end"),
    rule(Operator, Keyring, [Preferred, Allowed, Allowed],
        "tied to the operator's own session", ""),
    rule(Operator, Store, [Allowed, Allowed, Allowed],
        "encrypted, versioned and audited", ""),
    rule(Operator, External, [Allowed, Preferred, Preferred],
        "a secret server can bind the credential to a person and an end", ""),

    rule(Integration, Env, [Allowed, Allowed, Refused],
        "transitional, until the provider's key is in the store", "the transition ends before production"),
    rule(Integration, Keyring, [Allowed, Allowed, Allowed],
        "a person's own provider key", ""),
    rule(Integration, Store, [Preferred, Preferred, Preferred],
        "encrypted, versioned and audited", ""),
    rule(Integration, External, [Allowed, Allowed, Allowed],
        "many providers' keys already live on a secret server", ""),

    rule(Transport, Env, [Allowed, Allowed, Refused],
        "a local pair of services may share a throw-away key", "a key between services must not be inherited by children"),
    rule(Transport, Keyring, [Allowed, Refused, Refused],
        "a local copy on a person's machine", "a build or server has no person whose keyring could answer"),
    rule(Transport, Store, [Preferred, Preferred, Preferred],
        "encrypted, versioned and audited", ""),
    rule(Transport, External, [Allowed, Allowed, Allowed],
        "both ends can read the same secret server", ""),

    rule(Bootstrap, Env, [Preferred, Preferred, Preferred],
        "nothing else exists yet; used once and rotated right after", ""),
    rule(Bootstrap, Keyring, [Allowed, Allowed, Allowed],
        "the person who sets the machine up may hold it", ""),
    rule(Bootstrap, Store, [Allowed, Allowed, Allowed],
        "when one vault sets up another", ""),
    rule(Bootstrap, External, [Allowed, Allowed, Allowed],
        "when a secret server hands out set-up credentials", ""),
];

/// One cell of the table.
#[derive(Debug, Clone, Copy)]
pub struct Cell {
    /// What the policy says.
    pub verdict: Verdict,
    /// Why.
    pub why: &'static str,
}

impl Rule {
    /// The cell of this row for `profile`.
    pub fn cell(&self, profile: Profile) -> Cell {
        let verdict = match profile {
            Profile::Dev => self.verdicts[0],
            Profile::Ci => self.verdicts[1],
            Profile::Strict => self.verdicts[2],
        };
        Cell { verdict, why: if verdict == Refused { self.because.1 } else { self.because.0 } }
    }
}

/// What the policy says about `source` for `class` in `profile`, and why. What no row allows is refused.
pub fn cell(class: Class, profile: Profile, source: SourceKind) -> Cell {
    let row = RULES.iter().find(|rule| rule.class == class && rule.source == source);
    row.map_or(Cell { verdict: Refused, why: "no rule allows it" }, |rule| rule.cell(profile))
}

/// The source that serves `class` in `profile` unless the program names another.
pub fn preferred(class: Class, profile: Profile) -> Option<SourceKind> {
    SourceKind::ALL.iter().copied().find(|source| cell(class, profile, *source).verdict == Preferred)
}

/// The table as Markdown, one row for each class and source.
pub fn markdown() -> String {
    let mut text =
        String::from("| class | source | dev | ci | strict | why | why not |\n|---|---|---|---|---|---|---|\n");
    for rule in RULES {
        let words = Profile::ALL.iter().map(|profile| match rule.cell(*profile).verdict {
            Preferred => "**preferred**",
            Allowed => "allowed",
            Refused => "refused",
        });
        let cells = words.collect::<Vec<_>>().join(" | ");
        text += &format!("| {} | {} | {cells} | {} | {} |\n", rule.class, rule.source, rule.because.0, rule.because.1);
    }
    text
}
