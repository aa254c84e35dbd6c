//! R16: a clock that jumps neither prolongs nor revives anything.
#![cfg(feature = "store")]

use std::time::Duration;

use secret_guard_vault::clock::{ClockWentBack, Deadline, Moment, not_before};

const BEGIN: u64 = 1_700_000_000_000;

fn moment(boot: &str, since_boot_ms: u64, unix_ms: u64) -> Moment {
    Moment { boot_id: boot.to_owned(), since_boot_ms, unix_ms }
}

fn deadline() -> Deadline {
    Deadline::after(moment("one", 1_000, BEGIN), Duration::from_secs(60))
}

#[test]
fn r16_within_a_boot_a_deadline_heeds_no_wall_clock() {
    for unix_ms in [0, BEGIN - 3_600_000, BEGIN, BEGIN + 3_600_000, u64::MAX] {
        assert_eq!(deadline().has_passed(&moment("one", 60_999, unix_ms)), Ok(false), "{unix_ms}");
        assert_eq!(deadline().has_passed(&moment("one", 61_000, unix_ms)), Ok(true), "{unix_ms}");
    }
}

#[test]
fn r16_across_boots_the_wall_clock_counts_and_may_not_go_back() {
    let at = |unix_ms| deadline().has_passed(&moment("two", 5, unix_ms));
    assert_eq!(at(BEGIN + 59_999), Ok(false));
    assert_eq!(at(BEGIN + 60_000), Ok(true));
    assert_eq!(at(BEGIN - 1_000), Ok(false), "what time servers correct is no alarm, and gives no time");
    assert_eq!(at(BEGIN - 6_000), Err(ClockWentBack { now_ms: BEGIN - 6_000, mark_ms: BEGIN }));
}

#[test]
fn r16_without_a_boot_id_no_boot_is_taken_for_the_same() {
    let nameless = Deadline::after(moment("", 1_000, BEGIN), Duration::from_secs(60));
    assert_eq!(nameless.has_passed(&moment("", 2_000, BEGIN + 60_000)), Ok(true));
}

#[test]
fn r16_a_deadline_survives_being_stored() {
    let text = serde_json::to_string(&deadline()).expect("JSON");
    assert_eq!(serde_json::from_str::<Deadline>(&text).expect("JSON"), deadline());
}

#[test]
fn r16_the_real_clocks_run_forward_and_know_their_boot() {
    let (one, two) = (Moment::now(), Moment::now());
    assert!(one.boot_id == two.boot_id && one.since_boot_ms <= two.since_boot_ms && one.since_boot_ms > 0);
    assert!(Deadline::after(one.clone(), Duration::ZERO).has_passed(&two).expect("no jump"));
    assert!(!Deadline::after(one, Duration::from_secs(3_600)).has_passed(&two).expect("no jump"));
}

#[test]
fn r16_a_mark_is_never_passed_backwards() {
    assert_eq!(not_before(BEGIN, BEGIN + 1), Ok(BEGIN + 1));
    assert_eq!(not_before(BEGIN, BEGIN - 5_000), Ok(BEGIN));
    assert!(not_before(BEGIN, BEGIN - 5_001).is_err());
    assert_eq!(not_before(u64::MAX, u64::MAX), Ok(u64::MAX));
}
