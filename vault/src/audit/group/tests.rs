//! What holds whoever comes when: one write for many, no two at once, nobody left waiting.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::audit::key::AuditKey;
use crate::audit::line::Event;
use crate::audit::mark::Head;
use crate::secret::Secret;

fn entry(id: String) -> Entry {
    Entry::of(&Event { id, ..Event::default() }).expect("it fits")
}

#[test]
fn every_entry_is_written_once_before_its_caller_goes_on_and_no_two_writes_overlap() {
    let (group, log, disk) = (Group::default(), Mutex::new(Vec::<String>::new()), Mutex::new(()));
    let write = |entries: &[Entry], _: &dyn Fn(Arc<Mark>)| {
        let _disk = disk.try_lock().expect("one write at a time");
        std::thread::sleep(Duration::from_micros(200));
        lock(&log).extend(entries.iter().map(|entry| entry.text().get().to_owned()));
        Ok(())
    };
    // Callers leave one after another: those who stay must not wait for them for ever.
    std::thread::scope(|scope| {
        for caller in 0..8_usize {
            let (group, log, write) = (&group, &log, &write);
            scope.spawn(move || {
                for round in 0..20 * (caller + 1) {
                    let entry = entry(format!("{caller}/{round}"));
                    let text = entry.text().get().to_owned();
                    group.write(entry, write).expect("written");
                    assert_eq!(lock(log).iter().filter(|line| **line == text).count(), 1, "{text}");
                }
            });
        }
    });
    assert_eq!(lock(&log).len(), 20 * 36);
}

#[test]
fn a_failed_write_fails_each_of_its_callers_and_the_next_one_is_tried() {
    let (group, error) = (Group::default(), AuditError::TooLong);
    std::thread::scope(|scope| {
        for caller in 0..4 {
            let (group, error) = (&group, &error);
            scope.spawn(move || {
                for round in 0..50 {
                    let entry = entry(format!("{caller}/{round}"));
                    assert_eq!(group.write(entry, &|_, _| Err(error.clone())), Err(error.clone()));
                }
            });
        }
    });
    assert_eq!(group.write(entry("last".to_owned()), &|_, _| Ok(())), Ok(()));
}

#[test]
fn who_breaks_off_fails_those_who_came_meanwhile_and_the_next_write_is_tried() {
    let group = Group::default();
    let breaks = |_: &[Entry], _: &dyn Fn(Arc<Mark>)| -> Outcome { std::panic::resume_unwind(Box::new("broken off")) };
    let outcomes: Vec<_> = std::thread::scope(|scope| {
        let callers: Vec<_> = (0..4)
            .map(|caller| {
                let group = &group;
                scope.spawn(move || group.write(entry(caller.to_string()), &breaks))
            })
            .collect();
        callers.into_iter().map(std::thread::ScopedJoinHandle::join).collect()
    });
    assert!(outcomes.iter().any(Result::is_err), "one of them at least was the writer");
    let told = outcomes.into_iter().flatten();
    assert!(told.into_iter().all(|outcome| outcome == Err(AuditError::Interrupted)));
    assert_eq!(group.write(entry("last".to_owned()), &|_, _| Ok(())), Ok(()));
}

#[test]
fn those_who_come_while_the_disk_is_busy_share_the_next_write() {
    let (group, writes) = (Group::default(), Mutex::new(0_usize));
    let (begun, wait) = (std::sync::Barrier::new(2), std::sync::Barrier::new(2));
    std::thread::scope(|scope| {
        let (group, writes, begun, wait) = (&group, &writes, &begun, &wait);
        scope.spawn(move || {
            group.write(entry("first".to_owned()), &|_, _| {
                begun.wait();
                wait.wait();
                Ok(())
            })
        });
        begun.wait();
        for caller in 0..7 {
            scope.spawn(move || {
                group.write(entry(caller.to_string()), &|_, _| {
                    *lock(writes) += 1;
                    Ok(())
                })
            });
        }
        while lock(&group.queue).entries.len() < 7 {
            std::thread::yield_now();
        }
        wait.wait();
    });
    assert_eq!(*lock(&writes), 1, "seven callers, one write");
}

#[test]
fn whoever_is_asked_to_sign_learns_of_the_outcome_too() {
    let (group, key) = (Group::default(), AuditKey::from_seed(&Secret::new([7; 32])).expect("a key"));
    let (key, signed) = (Arc::new(key), AtomicUsize::new(0));
    let write = |_: &[Entry], help: &dyn Fn(Arc<Mark>)| {
        let mark = Arc::new(Mark::new(Head::default(), &key));
        help(Arc::clone(&mark));
        // A disk that takes its time, so that others come to sign.
        std::thread::sleep(Duration::from_micros(100));
        signed.fetch_add(usize::from(mark.is_signed()), Ordering::Relaxed);
        Ok(())
    };
    std::thread::scope(|scope| {
        for caller in 0..6_u32 {
            let (group, write) = (&group, &write);
            scope.spawn(move || {
                for round in 0..200 {
                    // Some come late, so that those who stay awake for them have gone to sleep.
                    std::thread::sleep(Duration::from_micros(u64::from(round % 7 * caller)));
                    assert_eq!(group.write(entry(format!("{caller}/{round}")), write), Ok(()));
                }
            });
        }
    });
    assert!(signed.into_inner() > 0, "others have signed");
}
