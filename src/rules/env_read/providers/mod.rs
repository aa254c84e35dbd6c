//! Libraries that read the environment into structs: the names are in
//! attributes, or made from the fields' names.
//!
//! `attributes` reads those that name variables, `builder` clap's calls,
//! `loader` finds who fills a struct (`chain` from where), `fields` what
//! the struct's fields are called then.

mod attributes;
mod builder;
mod chain;
mod fields;
mod loader;

use super::{Context, fate, finding};
use crate::finding::Finding;
use crate::rust::eval::Eval;
use crate::rust::index::ItemId;
use crate::rust::name::Name;
use crate::words::segments;
use loader::Loader;

/// Words of attributes that name variables, and of loaders.
pub(super) const NEEDLES: [&str; 15] = [
    "env",
    "envconfig",
    "env_config",
    "from_env",
    "from_iter",
    "extract",
    "try_deserialize",
    "try_into",
    "get_string",
    "get_str",
    "extract_inner",
    "Environment",
    "Env",
    "prefixed",
    "with_prefix",
];

/// Who fills structs, by the method's name.
const LOADERS: [(&str, Loader); 5] = [
    ("from_env", Loader::Envy),
    ("from_iter", Loader::Envy),
    ("extract", Loader::Figment),
    ("try_deserialize", Loader::Config),
    ("try_into", Loader::Config),
];
/// Who gives one entry, by the method's name.
const ENTRIES: [(&str, Loader); 4] = [
    ("get_string", Loader::Config),
    ("get_str", Loader::Config),
    ("get", Loader::Config),
    ("extract_inner", Loader::Figment),
];

/// All findings about configuration structs and clap's builder.
pub(super) fn check(cx: &Context<'_>, eval: &Eval<'_, '_>, report: &mut dyn FnMut(Finding)) {
    for (file, unit) in cx.index.units().iter().enumerate() {
        for (item, adt) in unit.facts.adts.iter().enumerate() {
            attributes::check(cx, eval, ItemId { file: file as u32, item: item as u32 }, adt, report);
        }
    }
    let named = |name: &str| cx.sites.named(Name::new(name));
    let used: Vec<Loader> = Loader::ALL.into_iter().filter(|kind| kind.is_used(eval)).collect();
    for (name, kind) in LOADERS.into_iter().filter(|(_, kind)| used.contains(kind)) {
        named(name).iter().for_each(|site| loader::whole(cx, eval, *site, kind, report));
    }
    for (name, kind) in ENTRIES.into_iter().filter(|(_, kind)| used.contains(kind)) {
        named(name).iter().for_each(|site| loader::entry(cx, eval, *site, kind, report));
    }
    named("env").iter().for_each(|site| builder::check(cx, eval, *site, report));
}

fn screaming(name: &str) -> String {
    segments(name).join("_").to_uppercase()
}
