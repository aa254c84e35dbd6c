//! The manifest, and what the store and the environment have against it.

use std::collections::BTreeMap;

use secret_guard_vault::clock;
use secret_guard_vault::manifest::{Entry, Manifest, NameRole};
use secret_guard_vault::policy::SourceKind;
use secret_guard_vault::resolver::default_route;
use secret_guard_vault::store::Listed;

use super::{Patient, Verdict, green, red};

const DAY_MS: u64 = 86_400_000;

pub(super) fn all(patient: &mut Patient<'_>) {
    let read = patient.place.manifest();
    patient.note(
        "manifest",
        match &read {
            Ok(manifest) => green(format!("{} entries", manifest.secrets.len())),
            Err(failure) => red(failure.message(), "correct the manifest; see --manifest"),
        },
    );
    patient.manifest = read.ok();
    let both = || patient.manifest.as_ref().zip(patient.listed.as_deref());
    let drift = both().map(|(manifest, listed)| drift(manifest, listed));
    let required = both().map(|(manifest, listed)| required(patient, manifest, listed));
    let overdue = both().map(|(manifest, listed)| overdue(manifest, listed));
    let alias = patient.manifest.as_ref().map(alias);
    for (name, verdict) in [("drift", drift), ("required", required), ("rotate-every", overdue), ("alias", alias)] {
        patient.note_if(name, verdict, |_, verdict| verdict);
    }
}

/// What the store holds must be declared, and be of the class that it was stored as.
fn drift(manifest: &Manifest, listed: &[Listed]) -> Verdict {
    let entries: BTreeMap<_, _> = manifest.secrets.iter().map(|entry| (entry.id.text.as_str(), entry.class)).collect();
    let wrong = listed.iter().filter_map(|one| match entries.get(one.id.as_str()) {
        None => Some(format!("{} is stored and not declared", one.id)),
        Some(class) if *class != one.class => {
            Some(format!("{} is stored as {} and declared as {class}", one.id, one.class))
        }
        Some(_) => None,
    });
    let wrong: Vec<_> = wrong.collect();
    if wrong.is_empty() {
        return green("what is stored is declared");
    }
    red(wrong.join("; "), "declare it as it is, `set` it anew under its new class, or `delete` it")
}

/// Only what is routed to the store is looked for: elsewhere, looking would be reading.
fn required(patient: &Patient<'_>, manifest: &Manifest, listed: &[Listed]) -> Verdict {
    let profile = patient.place.profile;
    let is_here = |entry: &&Entry| default_route(entry.class) == SourceKind::Store;
    let needed = manifest.secrets.iter().filter(|entry| entry.required_in.contains(&profile)).filter(is_here);
    let missing: Vec<_> = needed.filter(|entry| listed.iter().all(|one| one.id != entry.id.text)).collect();
    let Some(first) = missing.first() else {
        return green(format!("all that {profile} requires of the store is there"));
    };
    let names: Vec<_> = missing.iter().map(|entry| entry.id.text.as_str()).collect();
    let remedy = first.remediation.clone().unwrap_or_else(|| format!("run `secret-vault set {}`", first.id.text));
    red(format!("{profile} requires {}", names.join(", ")), remedy)
}

fn overdue(manifest: &Manifest, listed: &[Listed]) -> Verdict {
    let now = clock::unix_ms();
    let late: Vec<_> = listed
        .iter()
        .filter_map(|one| {
            let days = manifest.entry(&one.id)?.rotate_every?.days;
            let age = now.saturating_sub(one.newest_ms()) / DAY_MS;
            (age > u64::from(days)).then(|| format!("{} is {age} days old, of {days}", one.id))
        })
        .collect();
    if late.is_empty() {
        return green("no secret is older than it may be");
    }
    red(late.join("; "), "get a new value from its issuer and `secret-vault rotate` it")
}

fn alias(manifest: &Manifest) -> Verdict {
    let old = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()).find_map(|name| {
        let (entry, role) = manifest.by_env(&name)?;
        (role == NameRole::Deprecated).then(|| (name.clone(), entry.env.text.clone()))
    });
    match old {
        None => green("no deprecated name is set"),
        Some((name, new)) => red(format!("{name} is set and deprecated"), format!("unset it, and use {new}")),
    }
}
