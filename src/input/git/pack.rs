//! From a plan to bytes, a batch at a time, so that a long history never
//! stands in memory whole.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::objects::{Object, Objects};
use super::{Asked, Content, Oid, Unit};
use crate::input::InputError;
use crate::input::command::Git;

/// A unit with its bytes, or the place where a worker reads them.
pub struct Item {
    /// What was planned.
    pub unit: Unit,
    /// Its bytes.
    pub payload: Payload,
}

/// Bytes, or why there are none.
pub enum Payload {
    /// Read from git.
    Read(Vec<u8>),
    /// Given by the caller.
    Given(Arc<[u8]>),
    /// Still on disk.
    OnDisk(PathBuf),
    /// Not to be had.
    Absent(&'static str),
}

/// How many units are given at once.
const MANY: usize = 4096;

/// Gives the units of a plan in their order.
pub struct Pack {
    units: std::vec::IntoIter<Unit>,
    objects: Option<Objects>,
}

impl Pack {
    /// Starts git when something is to be read from it.
    ///
    /// # Errors
    /// When git cannot be started.
    pub fn open(dir: &Path, asked: Option<&Asked>, units: Vec<Unit>) -> Result<Pack, InputError> {
        let mut objects = None;
        for unit in &units {
            if let Content::Object(oid) = &unit.content {
                let open: &mut Objects = match &mut objects {
                    Some(open) => open,
                    none => none.insert(Objects::open(&git(dir, asked))?),
                };
                open.want(oid);
            }
        }
        Ok(Pack { units: units.into_iter(), objects })
    }

    /// The next units, until they are many or their bytes exceed `budget`;
    /// empty at the end.
    ///
    /// # Errors
    /// When git fails.
    pub fn next(&mut self, budget: usize) -> Result<Vec<Item>, InputError> {
        let mut items = Vec::new();
        let mut bytes = 0;
        while bytes < budget
            && items.len() < MANY
            && let Some(unit) = self.units.next()
        {
            let payload = self.payload(&unit)?;
            if let Payload::Read(read) = &payload {
                bytes += read.len();
            }
            items.push(Item { unit, payload });
        }
        Ok(items)
    }

    fn payload(&mut self, unit: &Unit) -> Result<Payload, InputError> {
        Ok(match (&unit.content, &mut self.objects) {
            (Content::File(path), _) => Payload::OnDisk(path.clone()),
            (Content::Bytes(bytes), _) => Payload::Given(bytes.clone()),
            (Content::Object(_), Some(objects)) => match objects.next()? {
                Object::Bytes(bytes) => Payload::Read(bytes),
                Object::TooLarge => Payload::Absent("not scanned: larger than 4 GiB"),
                Object::Missing => Payload::Absent("not scanned: the object is not in this clone; fetch it"),
            },
            (Content::Object(_), None) => Payload::Absent("not scanned: git was not started"),
        })
    }
}

fn git(dir: &Path, asked: Option<&Asked>) -> Git {
    asked.map_or_else(|| Git::at(dir), |asked| Git::of(dir, asked))
}

/// Objects from before a change, read when they are first asked for.
pub struct Older {
    git: Git,
    objects: Mutex<Option<Objects>>,
}

impl Older {
    /// Starts nothing yet.
    pub fn new(dir: &Path, asked: Option<&Asked>) -> Older {
        Older { git: git(dir, asked), objects: Mutex::new(None) }
    }

    /// The bytes of an object; `None` when it is not here.
    ///
    /// # Errors
    /// When git fails.
    pub fn bytes(&self, oid: &Oid) -> Result<Option<Vec<u8>>, InputError> {
        let mut held = self.objects.lock().unwrap_or_else(PoisonError::into_inner);
        let objects: &mut Objects = match &mut *held {
            Some(open) => open,
            none => none.insert(Objects::open(&self.git)?),
        };
        objects.want(oid);
        Ok(match objects.next()? {
            Object::Bytes(bytes) => Some(bytes),
            Object::TooLarge | Object::Missing => None,
        })
    }
}
