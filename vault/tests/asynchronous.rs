//! Calls from async code, as the README has them: the executor goes on while a source takes its time.
#![cfg(feature = "store")]

mod common;

use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::{Scratch, manifest};
use secret_guard_vault::Secret;
use secret_guard_vault::audit::verify;
use secret_guard_vault::manifest::{Entry, Profile};
use secret_guard_vault::policy::SourceKind;
use secret_guard_vault::resolver::Vault;
use secret_guard_vault::source::{Fetched, Legacy, Source, SourceError};

/// Answers each call only when the executor's own thread has sent something.
struct Waiting(Mutex<Receiver<()>>);

impl Source for Waiting {
    fn kind(&self) -> SourceKind {
        SourceKind::Store
    }

    fn fetch(&self, _: &Entry, _: Legacy) -> Result<Fetched, SourceError> {
        let received = self.0.lock().expect("a lock").recv_timeout(Duration::from_secs(30));
        received.map_err(|_| SourceError::Timeout)?;
        Ok(Fetched::of(Secret::new(b"a value".to_vec())))
    }
}

#[test]
fn a_runtime_with_one_thread_goes_on_while_reads_wait_in_its_blocking_pool() {
    let scratch = Scratch::new();
    let (go, waiting) = channel();
    let vault = Vault::builder(manifest("runtime"), Profile::Strict, scratch.trail());
    let vault = Arc::new(vault.bind(Waiting(Mutex::new(waiting))).build());
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let read = || {
        let vault = Arc::clone(&vault);
        tokio::task::spawn_blocking(move || vault.resolve("api-key"))
    };
    runtime.block_on(async {
        let reads: Vec<_> = (0..8).map(|_| read()).collect();
        tokio::task::yield_now().await;
        // Reached only because no read holds this thread.
        (0..8).for_each(|_| go.send(()).expect("they wait"));
        for read in reads {
            assert!(read.await.expect("no panic").expect("a value").value.ct_eq("a value"));
        }
    });
    let head = verify(&scratch.path, &common::key().public(), None).expect("whole").head;
    assert!(head.seq >= 8, "each was audited");
}

#[test]
fn a_call_that_nobody_waits_for_is_audited_all_the_same() {
    let scratch = Scratch::new();
    let (go, waiting) = channel();
    let vault = Vault::builder(manifest("runtime"), Profile::Strict, scratch.trail());
    let vault = vault.bind(Waiting(Mutex::new(waiting))).build();
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(async {
        drop(tokio::task::spawn_blocking(move || drop(vault.resolve("api-key"))));
        go.send(()).expect("it waits");
    });
    // A runtime waits for what has begun in its blocking pool.
    drop(runtime);
    assert!(common::lines(&scratch.path)[0].contains("\"outcome\":\"released\""));
}
