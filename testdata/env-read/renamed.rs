//! Wrappers under other names, in variables, and handed on.
mod inner {
    pub(crate) fn variable(name: &'static str) -> Option<String> {
        std::env::var(name).ok()
    }

    pub(crate) mod deeper {
        pub(crate) use super::variable as read;
    }
}

use inner::deeper::read as renamed_twice;
use inner::variable as renamed;

fn names() {
    let _ = renamed("RENAMED_TOKEN"); //~ env-read
    let _ = renamed("RENAMED_HOST");
    let _ = renamed_twice("TWICE_TOKEN"); //~ env-read
    let held: fn(&'static str) -> Option<String> = inner::variable;
    let _ = held("HELD_TOKEN"); //~ env-read
    let _ = held("HELD_HOST");
}

fn load(lookup: impl Fn(&'static str) -> Option<String>) {
    let _ = lookup("LOOKUP_TOKEN"); //~ env-read
    let _ = lookup("LOOKUP_HOST");
}

fn handed() {
    load(inner::variable);
    let _ = Some("ELEMENT_TOKEN").and_then(inner::variable); //~ env-read
}
