//! R1 to R4: policy, no fallback, deprecated names, statuses.
#![cfg(feature = "store")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;

use common::{Scratch, Spy, lines, manifest};
use secret_guard_vault::manifest::{Class, Profile, Word as _};
use secret_guard_vault::policy::{self, SourceKind};
use secret_guard_vault::resolver::{Builder, ResolveError, Resolved, Vault};
use secret_guard_vault::source::{EnvSource, SourceError};
use secret_guard_vault::status::Status;

const VALUE: &[u8] = b"a value for tests";

fn builder(scratch: &Scratch, class: Class, profile: Profile) -> Builder {
    Vault::builder(manifest(class.name()), profile, scratch.trail())
}

fn spies(outcome: &Result<&'static [u8], SourceError>) -> Vec<Spy> {
    SourceKind::ALL.iter().map(|kind| Spy::new(*kind, outcome.clone())).collect()
}

fn bind_all(builder: Builder, spies: &[Spy]) -> Builder {
    spies.iter().fold(builder, |builder, spy| builder.bind(spy.clone()))
}

#[test]
fn r01_each_cell_of_the_matrix_releases_or_touches_no_source() {
    let mut cells = 0;
    for (class, profile) in
        Class::ALL.iter().flat_map(|class| Profile::ALL.iter().map(move |profile| (*class, *profile)))
    {
        for (column, source) in SourceKind::ALL.into_iter().enumerate() {
            let (scratch, spies) = (Scratch::new(), spies(&Ok(VALUE)));
            let vault = bind_all(builder(&scratch, class, profile), &spies).route(class, source).build();
            let status = match vault.resolve("api-key") {
                Ok(resolved) => resolved.status,
                Err(error) => error.status(),
            };
            let allowed = policy::allows(class, profile, source);
            let expected = if allowed { Status::Resolved } else { Status::RejectedSourcePolicy };
            assert_eq!(status, expected, "{class} {profile} {source}");
            let calls: Vec<usize> = spies.iter().map(Spy::count).collect();
            let wanted: Vec<usize> = (0..4).map(|other| usize::from(allowed && other == column)).collect();
            assert_eq!(calls, wanted, "{class} {profile} {source}");
            cells += 1;
        }
    }
    assert_eq!(cells, 72);
}

#[test]
fn r01_every_class_and_source_has_exactly_one_rule() {
    let rules: BTreeSet<_> = policy::RULES.iter().map(|rule| (rule.class, rule.source)).collect();
    assert_eq!(rules.len(), policy::RULES.len());
    assert_eq!(rules.len(), Class::ALL.len() * SourceKind::ALL.len());
}

#[test]
fn r01_the_readme_shows_the_matrix() {
    let readme = include_str!("../README.md");
    assert!(readme.contains(&policy::markdown()), "put this table into vault/README.md:\n{}", policy::markdown());
}

#[test]
fn r02_a_failing_source_is_never_replaced_by_another() {
    let failures = [
        SourceError::Missing,
        SourceError::Unreachable,
        SourceError::Timeout,
        SourceError::Forbidden,
        SourceError::Locked,
        SourceError::Empty,
        SourceError::NotUtf8,
        SourceError::Corrupt,
    ];
    for (source, failure) in
        SourceKind::ALL.iter().flat_map(|source| failures.iter().map(move |failure| (*source, failure)))
    {
        let mut spies = spies(&Ok(VALUE));
        for spy in spies.iter_mut().filter(|spy| spy.kind == source) {
            spy.outcome = Err(failure.clone());
        }
        let scratch = Scratch::new();
        let vault = bind_all(builder(&scratch, Class::Integration, Profile::Dev), &spies);
        let vault = vault.route(Class::Integration, source).build();
        let error = vault.resolve("api-key").expect_err("the source fails");
        assert_eq!(error.status(), failure.status(), "{source}");
        assert_eq!(spies.iter().map(Spy::count).sum::<usize>(), 1, "only {source} may be asked");
    }
}

#[test]
fn r02_an_unbound_source_and_an_empty_value_have_their_own_status() {
    let scratch = Scratch::new();
    let vault = builder(&scratch, Class::Runtime, Profile::Dev).build();
    assert_eq!(vault.resolve("api-key").expect_err("nothing bound").status(), Status::SourceNotConfigured);
    let scratch = Scratch::new();
    let vault = builder(&scratch, Class::Runtime, Profile::Dev).bind(Spy::new(SourceKind::Store, Ok(b""))).build();
    assert_eq!(vault.resolve("api-key").expect_err("empty").status(), Status::EmptyValue);
}

fn from_env(profile: Profile, variables: &[(&str, &[u8])]) -> Result<Resolved, ResolveError> {
    let variables: BTreeMap<String, OsString> =
        variables.iter().map(|(name, value)| ((*name).to_owned(), OsString::from_vec(value.to_vec()))).collect();
    let scratch = Scratch::new();
    let vault = builder(&scratch, Class::Bootstrap, profile).route(Class::Bootstrap, SourceKind::Env);
    vault.bind(EnvSource::with(move |name| variables.get(name).cloned())).build().resolve("api-key")
}

#[test]
fn r02_the_environment_has_its_own_failures() {
    let status = |variables: &[(&str, &[u8])]| from_env(Profile::Strict, variables).expect_err("a failure").status();
    assert_eq!(status(&[]), Status::Missing);
    assert_eq!(status(&[("API_KEY", b"")]), Status::EmptyValue);
    assert_eq!(status(&[("API_KEY", b"\xff\xfe")]), Status::NotUtf8);
    assert_eq!(status(&[("API_KEY", b"one"), ("SERVICE_API_KEY", b"two")]), Status::ConflictingNames);
}

#[test]
fn r03_dev_gives_the_value_of_a_deprecated_name_and_says_so() {
    let resolved = from_env(Profile::Dev, &[("OLD_API_KEY", VALUE)]).expect("dev may read it");
    assert_eq!(resolved.status, Status::DeprecatedAliasUsed);
    assert!(resolved.value.ct_eq(VALUE));
}

#[test]
fn r03_ci_and_strict_refuse_a_deprecated_name_whatever_else_is_set() {
    for profile in [Profile::Ci, Profile::Strict] {
        for variables in [vec![("OLD_API_KEY", VALUE)], vec![("OLD_API_KEY", VALUE), ("API_KEY", b"another")]] {
            let error = from_env(profile, &variables).expect_err("refused");
            assert_eq!(error.status(), Status::RejectedLegacyAlias, "{profile}");
        }
    }
}

#[test]
fn r03_a_current_alias_is_as_good_as_the_name() {
    let resolved = from_env(Profile::Strict, &[("SERVICE_API_KEY", VALUE)]).expect("an alias");
    assert_eq!(resolved.status, Status::Resolved);
}

#[test]
fn r04_statuses_keep_their_names_and_exit_codes() {
    let listed: Vec<String> =
        Status::ALL.iter().map(|status| format!("{} {}", status.exit_code(), status.name())).collect();
    let stable = include_str!("status-codes.txt");
    assert_eq!(listed, stable.lines().collect::<Vec<_>>(), "statuses are an interface: add, never change");
    for status in Status::ALL {
        let text = serde_json::to_string(status).expect("serialises");
        assert_eq!(text, format!("\"{}\"", status.name()));
        assert_eq!(serde_json::from_str::<Status>(&text).expect("reads back"), *status);
    }
}

#[test]
fn r04_required_gives_all_or_nothing() {
    let scratch = Scratch::new();
    let vault = builder(&scratch, Class::Runtime, Profile::Strict).bind(Spy::new(SourceKind::Store, Ok(VALUE))).build();
    assert_eq!(vault.required().expect("all there").len(), 1);
    let scratch = Scratch::new();
    let missing = Spy::new(SourceKind::Store, Err(SourceError::Missing));
    let vault = builder(&scratch, Class::Runtime, Profile::Strict).bind(missing).build();
    let errors = vault.required().expect_err("required and missing");
    assert!(errors.iter().all(|error| error.status().exit_code() != 0) && errors.len() == 1);
}

#[test]
fn every_outcome_is_audited_without_the_value_or_an_undeclared_id() {
    let scratch = Scratch::new();
    let vault = builder(&scratch, Class::Runtime, Profile::Dev).bind(Spy::new(SourceKind::Store, Ok(VALUE))).build();
    vault.resolve("api-key").expect("a value");
    vault.resolve("pasted-by-mistake").expect_err("not declared");
    let lines = lines(&scratch.path);
    assert!(lines[0].contains("\"outcome\":\"released\"") && lines[0].contains("\"id\":\"api-key\""));
    assert!(lines[1].contains("\"code\":\"UnknownId\"") && !lines[1].contains("pasted-by-mistake"));
    assert!(!lines.concat().contains("a value for tests"));
}

#[test]
fn r11_no_value_leaves_when_the_audit_log_cannot_be_written() {
    let scratch = Scratch::new();
    let vault = builder(&scratch, Class::Runtime, Profile::Dev).bind(Spy::new(SourceKind::Store, Ok(VALUE))).build();
    let away = scratch.dir.path().join("away");
    std::fs::rename(&scratch.path, &away).expect("moved");
    assert_eq!(vault.resolve("api-key").expect_err("no audit, no value").status(), Status::AuditUnavailable);
    std::fs::rename(&away, &scratch.path).expect("moved back");
    assert_eq!(vault.resolve("api-key").expect("works again without a restart").status, Status::Resolved);
}
