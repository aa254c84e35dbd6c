//! What holds between entries: ids and environment names are unique, periods do not run backwards.

use std::collections::{HashMap, HashSet};

use super::read::Draft;
use super::{ManifestError, Named};

/// Reports an id or an environment name that is used twice, at its second use.
pub(super) fn unique(drafts: &[Draft], errors: &mut Vec<ManifestError>) {
    let mut ids = HashSet::new();
    let mut names = HashMap::new();
    for draft in drafts {
        let owner = draft.id.as_ref().map_or("another entry", |id| id.text.as_str());
        if let Some(id) = draft.id.as_ref().filter(|id| !ids.insert(id.text.as_str())) {
            let help = "each id names one secret; rename or remove one of the two entries";
            errors.push(twice(format!("duplicate id `{}`", id.text), id, help));
        }
        for (role, name) in env_names(draft) {
            if let Some((first_role, first_owner)) = names.insert(name.text.as_str(), (role, owner)) {
                let message = format!("{role} `{}` is already {first_role} of `{first_owner}`", name.text);
                errors.push(twice(message, name, "one name must mean one secret; remove it in one place"));
            }
        }
    }
}

fn env_names(draft: &Draft) -> impl Iterator<Item = (&'static str, &Named)> {
    let env = draft.env.iter().map(|name| ("`env`", name));
    let aliases = draft.aliases.iter().map(|name| ("an alias", name));
    let deprecated = draft.deprecated.iter().map(|old| ("a deprecated name", &old.name));
    env.chain(aliases).chain(deprecated)
}

fn twice(message: String, name: &Named, help: &str) -> ManifestError {
    ManifestError { message, span: name.span.clone(), help: Some(help.to_owned()) }
}

/// Reports a name that is to be removed before it is deprecated.
pub(super) fn dates(drafts: &[Draft], errors: &mut Vec<ManifestError>) {
    let all = drafts.iter().flat_map(|draft| draft.deprecated.iter().zip(&draft.remove_after_spans));
    for (old, span) in all {
        if old.remove_after.is_some_and(|end| end < old.since) {
            let message = format!("`remove_after` lies before `since` ({})", old.since);
            let help = Some("give people time between the two days".to_owned());
            errors.push(ManifestError { message, span: span.clone(), help });
        }
    }
}
