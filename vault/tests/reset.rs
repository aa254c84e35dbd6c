//! R24: after an incident, every affected secret has a new value or is refused in the strict profile.
#![cfg(all(feature = "store", target_os = "linux"))]

mod common;

use std::path::Path;

use common::faults;
use common::home::value;
use common::keyfile::{fill, init, open, try_open};
use common::lines;
use secret_guard_vault::Status;
use secret_guard_vault::home::Home;
use secret_guard_vault::manifest::{Class, Manifest, Profile};
use secret_guard_vault::ops::{OpsError, Outcome, Reset, reset};

const SECRETS: usize = 4;

fn ids(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("secret-{n}")).collect()
}

fn order(ids: &[String]) -> Reset<'_> {
    Reset { account: "acme-prod", reason: "a token was in a log", ids }
}

fn manifest() -> Manifest {
    let entry = |n| format!("  - {{ id: secret-{n}, class: runtime, kind: secret, env: SECRET_{n}, owner: team }}\n");
    let entries: String = (0..SECRETS).map(entry).collect();
    Manifest::parse(&format!("version: 1\nsecrets:\n{entries}")).expect("a manifest")
}

/// How a read of a secret ends in a profile.
fn status(home: &Home, profile: Profile, id: &str) -> Status {
    let vault = home.vault(manifest(), profile).build();
    vault.resolve(id).map_or_else(|error| error.status(), |resolved| resolved.status)
}

#[test]
fn r24_each_affected_secret_is_replaced_or_refused_in_strict() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let home = init(folder.path());
    fill(&home, SECRETS);
    let outcomes = reset(&home, order(&ids(3)), &mut |id, class| {
        assert_eq!(class, Class::Runtime);
        (id == "secret-1").then(|| value("fresh"))
    });
    let marked = |id: &str| Outcome::MustRotate { id: id.to_owned(), version: 1 };
    let replaced = Outcome::Replaced { id: "secret-1".to_owned(), version: 2 };
    assert_eq!(outcomes.expect("reset"), [marked("secret-0"), replaced, marked("secret-2")]);
    for home in [&home, &open(folder.path())] {
        for (id, strict, dev) in [
            ("secret-0", Status::MustRotate, Status::SpentValueUsed),
            ("secret-1", Status::Resolved, Status::Resolved),
            ("secret-2", Status::MustRotate, Status::SpentValueUsed),
            ("secret-3", Status::Resolved, Status::Resolved),
        ] {
            assert_eq!(status(home, Profile::Strict, id), strict, "{id}");
            assert_eq!((status(home, Profile::Dev, id), status(home, Profile::Ci, id)), (dev, dev), "{id}");
        }
        assert_eq!(home.store.must_rotate().expect("readable"), ["secret-0", "secret-2"]);
    }
    let old = home.store.get_version("secret-1", 1).expect("readable").expect("there");
    assert!(old.must_rotate, "the old version stays marked");
    home.store.put("secret-0", Class::Runtime, &value("fresh"), 1).expect("stored");
    assert_eq!(status(&home, Profile::Strict, "secret-0"), Status::Resolved, "a new version is good");
    home.store.rotate_kek(&mut |_| ()).expect("rotated");
    assert_eq!(status(&home, Profile::Strict, "secret-2"), Status::MustRotate, "also under another key");
    home.store.check().expect("whole");
}

#[test]
fn r24_it_is_typed_explained_and_recorded() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let home = init(folder.path());
    fill(&home, SECRETS);
    let ids = ids(2);
    let none = &mut |_: &str, _| panic!("nothing is asked for before all is checked");
    for account in ["", "acme-prod ", "ACME-PROD", "acme-test"] {
        let refused = reset(&home, Reset { account, ..order(&ids) }, none);
        assert!(matches!(refused, Err(OpsError::NotTyped { .. })), "{account:?}");
    }
    for reason in ["", " \t", "two\nlines", &"x".repeat(501)] {
        assert!(matches!(reset(&home, Reset { reason, ..order(&ids) }, none), Err(OpsError::NoReason)), "{reason:?}");
    }
    let unknown = ["secret-0".to_owned(), "nothing".to_owned()];
    let refused = reset(&home, order(&unknown), none);
    assert!(matches!(refused, Err(OpsError::Unknown { ids }) if ids == ["nothing"]));
    assert!(home.store.must_rotate().expect("readable").is_empty(), "nothing was done");
    reset(&home, order(&ids), &mut |_, _| None).expect("reset");
    let log = lines(home.trail.log().path());
    let marks: Vec<_> = log.iter().filter(|line| line.contains("reset-mark")).collect();
    assert_eq!(marks.len(), 2);
    assert!(marks.iter().all(|line| line.contains("a token was in a log") && line.contains("\"tester\"")));
}

/// Run by the test below in processes of their own; does nothing without its variable.
#[test]
fn child_resets() {
    let Some(folder) = faults::folder() else { return };
    let home = open(&folder);
    reset(&home, order(&ids(SECRETS)), &mut |_, _| Some(value("fresh"))).expect("reset");
    println!("\nFINISHED");
}

/// Either nothing has begun, or each secret has a new value or is refused.
fn is_all_or_marked(folder: &Path, what: &str) -> bool {
    let home = try_open(folder).unwrap_or_else(|error| panic!("{what}: {error}"));
    home.store.check().unwrap_or_else(|error| panic!("{what}: {error}"));
    let old = ids(SECRETS).iter().filter(|id| status(&home, Profile::Strict, id) == Status::Resolved).count();
    let fresh = |id: &String| home.store.get(id).expect("readable").expect("there").value.ct_eq("fresh");
    let new = ids(SECRETS).iter().filter(|id| fresh(id)).count();
    assert!(old == new || (old == SECRETS && new == 0), "{what}: {old} are given and {new} are new");
    new < SECRETS && old < SECRETS
}

#[test]
fn r24_a_reset_killed_at_any_change_of_the_disk_leaves_no_old_value_that_strict_would_give() {
    let sweep = faults::Sweep::of("child_resets", |folder| fill(&init(folder), SECRETS));
    let all = sweep.moments.len();
    let moments = faults::some(sweep.moments.clone(), faults::kills(30, usize::MAX));
    let mut between = 0;
    sweep.each("signal=SIGKILL", &moments, |folder, _, what| between += usize::from(is_all_or_marked(folder, what)));
    println!("{} kills at {all} moments, {between} of them between the marks and the last new value", moments.len());
    assert!(between > 0);
}

#[test]
fn r24_two_resets_and_a_writer_at_once_leave_no_old_value() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let home = init(folder.path());
    fill(&home, SECRETS);
    let mut children: Vec<_> =
        (0..3).map(|_| faults::child("child_resets", folder.path()).spawn().expect("a child")).collect();
    let done = children.iter_mut().filter_map(|child| child.wait().ok()).filter(|status| status.success()).count();
    assert!(done > 0, "one of them has its turn, the others may be told to wait");
    assert!(!is_all_or_marked(folder.path(), "all at once"));
    assert!(home.store.must_rotate().expect("readable").is_empty());
    home.store.check().expect("whole");
}
