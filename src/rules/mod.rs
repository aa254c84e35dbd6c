//! The rules: one file each, listed once.
//!
//! A new rule is `src/rules/x.rs`, its card `rules/x.yaml`, its fixtures
//! `testdata/x/`, a `mod x;` here and its entry in [`all`].

mod deprecated_alias;
mod env_read;
mod exposing_view;
mod irreversible_audit;
mod key_value_secret;
mod plaintext_column;
mod plaintext_seed;
mod registry_parity;
mod secret_compare;
mod secret_flow;
mod secret_in_args;
mod secret_in_debug;
mod secret_in_error;
mod secret_in_instrument;
mod secret_in_log;
mod secret_in_output;
mod secret_in_serialize;

use std::sync::OnceLock;

use crate::catalog::Card;
use crate::config::{Config, Named};
use crate::files::{Crate, File};
use crate::finding::Finding;
use crate::rust::flow::{self, Knowledge, Leaks, Own, Values};
use crate::rust::index::Index;
use crate::rust::sites::Sites;
use crate::source::Span;
use crate::sql::model::{Model, Pair};
use crate::words::Words;
use secret_guard_vault::manifest::{Kind, Manifest};

/// What a rule looks at. What no rule of a run looks at is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    /// The Rust files as code and nothing else: [`Context::index`],
    /// [`Context::sites`].
    AtRust,
    /// The schemas and nothing else: [`Context::sql`].
    AtSql,
    /// Code, and the texts of all files.
    AtFiles,
    /// Everything.
    AtAll,
}

impl Looks {
    /// Whether Rust files are looked at as code.
    pub fn code(self) -> bool {
        self != Looks::AtSql
    }

    /// Whether schemas are looked at.
    pub fn schemas(self) -> bool {
        matches!(self, Looks::AtSql | Looks::AtAll)
    }

    /// Whether other files can change nothing.
    pub fn alone(self) -> bool {
        matches!(self, Looks::AtRust | Looks::AtSql)
    }
}

/// One thing the guard looks for.
pub trait Rule: Send + Sync {
    /// What the rule is called and why it matters.
    fn card(&self) -> &'static Card;

    /// What it looks at besides the files' texts.
    fn looks(&self) -> Looks {
        Looks::AtAll
    }

    /// Whether it has something to ask of the code, with this manifest and
    /// these values in key/value columns.
    fn asks_code(&self, _manifest: Option<&Manifest>, _pairs: &[Pair]) -> bool {
        self.looks().code()
    }

    /// Words without which the body of a function means nothing to it; none
    /// when any body can. A body is read as well as soon as a name in it, or
    /// the body itself, is asked for by [`Sites::named`], [`Sites::setting`]
    /// or [`Index::body`], so these words save a second reading, and a rule
    /// that goes through all bodies has none.
    fn needles(&self, _manifest: Option<&Manifest>) -> Option<Vec<String>> {
        None
    }

    /// Whether all that it finds begins where a secret is named or opened
    /// ([`flow::Beginnings`]), so that a file by itself that does neither shows it
    /// nothing.
    fn begins_at_secrets(&self) -> bool {
        false
    }

    /// Looks at the workspace as it was read, and says what is wrong.
    ///
    /// Levels are the rule's own proposal; the engine applies the config,
    /// suppressions and the baseline afterwards.
    fn check(&self, cx: &Context<'_>, report: &mut dyn FnMut(Finding));
}

/// What a rule may look at. Everything is read-only and already loaded.
pub struct Context<'a> {
    /// Every file in scope, sorted by path.
    pub files: &'a [File],
    /// The crates of the workspace.
    pub crates: &'a [Crate],
    /// The Rust files as one: modules, names, bodies.
    pub index: &'a Index<'a>,
    /// Where names of the Rust files are used.
    pub sites: &'a Sites,
    /// The policy.
    pub config: &'a Config,
    /// The declaration, when there is one.
    pub manifest: Option<&'a Manifest>,
    /// What the SQL says.
    pub sql: &'a Model,
    /// Where secrets go, once somebody has asked.
    pub leaks: &'a OnceLock<Leaks>,
}

impl Context<'_> {
    /// Where secrets of the Rust files become visible.
    pub fn leaks(&self) -> &Leaks {
        self.leaks.get_or_init(|| {
            let know = Knowledge {
                words: names(),
                is_secret_variable: &|name| self.is_secret(name),
                values: values(),
                sinks: crate::data!("flow/sinks", flow::AllSinks),
                std: crate::data!("flow/types", crate::rust::types::Std),
                own: self.own(),
            };
            flow::leaks(self.index, self.sites, &know)
        })
    }

    /// What the config adds to the lists of the flow analysis.
    fn own(&self) -> Own {
        let last = |named: &Named| named.last().to_owned();
        Own {
            types: self.config.secret_types.iter().map(last).collect(),
            sinks: self.config.sinks.iter().map(last).collect(),
            cleaners: self.config.cleaners.iter().map(last).collect(),
        }
    }

    /// The places of a Rust file that are compiled for tests only.
    pub fn tests_in(&self, file: u32) -> Vec<Span> {
        let bodies = self.index.bodies(file).into_iter().filter(|body| body.test);
        bodies.map(|body| self.index.tree(file).extent(body.root)).collect()
    }

    /// Whether the manifest says that a variable of this name holds a secret.
    pub fn is_declared(&self, name: &str) -> bool {
        self.manifest.and_then(|manifest| manifest.by_env(name)).is_some_and(|(entry, _)| entry.kind == Kind::Secret)
    }

    /// Whether a variable of this name holds a secret: as the manifest says,
    /// else by the words of the name.
    pub fn is_secret(&self, name: &str) -> bool {
        match self.manifest.and_then(|manifest| manifest.by_env(name)) {
            Some((entry, _)) => entry.kind == Kind::Secret,
            None => crate::words!("env").is_secret(name),
        }
    }
}

/// Which names of code are those of secrets.
pub fn names() -> &'static Words {
    crate::words!("flow")
}

/// How values travel through foreign code.
pub fn values() -> &'static Values {
    crate::data!("flow/values", Values)
}

/// Every rule, in the order of its id.
pub fn all() -> Vec<Box<dyn Rule>> {
    vec![
        Box::new(deprecated_alias::DeprecatedAlias),
        Box::new(env_read::EnvRead),
        Box::new(exposing_view::ExposingView),
        Box::new(irreversible_audit::IrreversibleAudit),
        Box::new(key_value_secret::KeyValueSecret),
        Box::new(plaintext_column::PlaintextColumn),
        Box::new(plaintext_seed::PlaintextSeed),
        Box::new(registry_parity::RegistryParity),
        Box::new(secret_compare::RULE),
        Box::new(secret_in_args::RULE),
        Box::new(secret_in_debug::SecretInDebug),
        Box::new(secret_in_error::SecretInError),
        Box::new(secret_in_instrument::SecretInInstrument),
        Box::new(secret_in_log::RULE),
        Box::new(secret_in_output::RULE),
        Box::new(secret_in_serialize::SecretInSerialize),
    ]
}

/// The cards of every rule: those of [`all`], and those of findings that the
/// engine makes about suppressions, sanctions and the baseline.
pub fn cards() -> Vec<&'static Card> {
    let mut cards: Vec<_> = all().iter().map(|rule| rule.card()).collect();
    cards.extend([
        crate::card!("bad-suppression"),
        crate::card!("stale-baseline"),
        crate::card!("stale-sanction"),
        crate::card!("unused-suppression"),
    ]);
    cards.sort_by(|a, b| a.id.cmp(&b.id));
    cards
}

/// The ids of [`all`], in its order.
pub fn all_ids() -> Vec<&'static str> {
    all().iter().map(|rule| rule.card().id.as_str()).collect()
}
