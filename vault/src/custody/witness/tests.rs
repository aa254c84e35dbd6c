use std::sync::mpsc::{Receiver, Sender, channel};

use super::*;
use crate::custody::{Key, KeyName};

/// Says when a note comes in, and takes it or breaks off, as it is told.
struct Slow {
    begun: Mutex<Sender<()>>,
    takes: Mutex<Receiver<bool>>,
}

impl KeyHolder for Slow {
    fn place(&self) -> String {
        "a slow holder".to_owned()
    }

    fn load(&self, name: &KeyName) -> Result<Key, KeyError> {
        Err(KeyError::Missing { place: self.place(), name: name.clone() })
    }

    fn keep(&self, _: &KeyName, _: &Key) -> Result<(), KeyError> {
        Ok(())
    }

    fn remove(&self, _: &KeyName) -> Result<(), KeyError> {
        Ok(())
    }

    fn keys(&self, _: &AccountId) -> Result<Vec<KeyName>, KeyError> {
        Ok(Vec::new())
    }

    fn note(&self, _: &AccountId, _: &str) -> Result<Option<Vec<u8>>, KeyError> {
        Ok(None)
    }

    fn set_note(&self, _: &AccountId, _: &str, _: &[u8]) -> Result<(), KeyError> {
        self.begun.lock().unwrap_or_else(PoisonError::into_inner).send(()).expect("heard");
        let takes = self.takes.lock().unwrap_or_else(PoisonError::into_inner).recv().expect("told");
        if takes { Ok(()) } else { std::panic::resume_unwind(Box::new("broken off")) }
    }
}

/// A witness of a file with a copy on its way, what tells of each that begins, and what to tell the holder by.
struct Scene {
    _folder: tempfile::TempDir,
    holder: Arc<Slow>,
    witness: Witness,
    has_begun: Receiver<()>,
    tell: Sender<bool>,
}

fn touched() -> Scene {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let file = folder.path().join("mark");
    std::fs::write(&file, b"bytes").expect("written");
    let ((begun, has_begun), (tell, takes)) = (channel(), channel());
    let holder = Arc::new(Slow { begun: Mutex::new(begun), takes: Mutex::new(takes) });
    let account = AccountId::parse("acme-prod").expect("an account");
    let witness = Witness::new(Arc::clone(&holder) as Arc<dyn KeyHolder>, account, file);
    witness.call(|_| Some(Named { note: "note".to_owned(), state: 0 }));
    witness.touch();
    has_begun.recv().expect("a copy is on its way");
    Scene { _folder: folder, holder, witness, has_begun, tell }
}

#[test]
fn a_holder_that_breaks_off_is_asked_again() {
    let Scene { _folder, witness, has_begun, tell, .. } = touched();
    tell.send(false).expect("heard");
    witness.end_worker();
    assert!(!witness.copier.state().scheduled, "the next change begins another thread");
    tell.send(true).expect("heard");
    drop(witness);
    assert!(has_begun.try_recv().is_ok(), "what was not copied is copied at the end");
}

#[test]
fn when_it_is_dropped_the_copy_on_its_way_is_made_and_the_keys_are_let_go() {
    let Scene { _folder, holder, witness, has_begun, tell } = touched();
    let dropped = std::thread::spawn(move || drop(witness));
    tell.send(true).expect("heard");
    dropped.join().expect("dropped");
    assert_eq!(Arc::strong_count(&holder), 1);
    assert!(has_begun.try_recv().is_err(), "nothing has changed since: it is not copied again");
}
