//! From a plan to bytes, a batch at a time, so that a long history never
//! stands in memory whole.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::objects::{Object, Objects};
use super::{Added, Asked, Content, Oid, Unit};
use crate::input::command::Git;
use crate::input::{InputError, Listed};

/// A unit with its bytes, or the place where a worker reads them.
pub struct Item {
    /// What was planned.
    pub unit: Unit,
    /// Its bytes.
    pub payload: Payload,
}

impl Item {
    /// How many bytes it holds in memory.
    pub fn held(&self) -> usize {
        match &self.payload {
            Payload::Read(bytes) => bytes.len(),
            Payload::OnDisk(_) | Payload::Absent(_) => 0,
        }
    }
}

/// Bytes, or why there are none.
pub enum Payload {
    /// Here.
    Read(Vec<u8>),
    /// Still on disk.
    OnDisk(PathBuf),
    /// Not to be had.
    Absent(&'static str),
}

/// How many units are given at once.
const MANY: usize = 4096;

/// Gives the units of a plan in their order.
pub struct Pack {
    /// A tree has very many files; each becomes a unit when its turn comes.
    files: std::vec::IntoIter<Listed>,
    root: PathBuf,
    units: std::vec::IntoIter<Unit>,
    objects: Option<Objects>,
}

impl Pack {
    /// Gives these files, which lie below `root` if not elsewhere.
    pub fn of_files(root: &Path, files: Vec<Listed>) -> Pack {
        Pack { files: files.into_iter(), root: root.to_path_buf(), units: Vec::new().into_iter(), objects: None }
    }

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
        Ok(Pack { files: Vec::new().into_iter(), root: PathBuf::new(), units: units.into_iter(), objects })
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
            && let Some(mut unit) = self.unit()
        {
            let payload = self.payload(&mut unit)?;
            if let Payload::Read(read) = &payload {
                bytes += read.len();
            }
            items.push(Item { unit, payload });
        }
        Ok(items)
    }

    fn unit(&mut self) -> Option<Unit> {
        let file = |file: Listed| {
            let path = file.path(&self.root);
            Unit::new(file.shown, Content::File(path), Added::All)
        };
        self.files.next().map(file).or_else(|| self.units.next())
    }

    fn payload(&mut self, unit: &mut Unit) -> Result<Payload, InputError> {
        Ok(match (&mut unit.content, &mut self.objects) {
            (Content::File(path), _) => Payload::OnDisk(path.clone()),
            (Content::Bytes(bytes), _) => Payload::Read(std::mem::take(bytes)),
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
