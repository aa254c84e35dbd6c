//! What a change, a push or a history adds, by git's plumbing.
//!
//! Objects are read once each and whole; which of their lines are new is
//! asked only where a secret is found.

mod objects;
mod pack;
mod plan;
mod raw;
mod refs;

use std::path::PathBuf;
use std::sync::Arc;

pub use pack::{Item, Older, Pack, Payload};
pub use plan::{Asked, Plan, nothing, plan};

/// The name of an object.
pub type Oid = Arc<str>;

/// Something to scan.
#[derive(Clone, Debug)]
pub struct Unit {
    /// As shown.
    pub path: Arc<str>,
    /// Where its bytes are.
    pub content: Content,
    /// Which of its lines count.
    pub added: Added,
    /// The commit that brought it, when it is not there as it is now.
    pub commit: Option<Oid>,
    /// For a text of hunks: the first line of each in the text and in the
    /// file.
    pub hunks: Arc<[(u32, u32)]>,
    /// For what stands in an archive: the path from the archive on.
    pub inner: Option<Arc<str>>,
}

impl Unit {
    /// A whole text that is there now.
    pub fn new(path: Arc<str>, content: Content, added: Added) -> Unit {
        Unit { path, content, added, commit: None, hunks: Arc::default(), inner: None }
    }
}

/// Where bytes are.
#[derive(Clone, Debug)]
pub enum Content {
    /// In git: a file, or the message of a commit or tag.
    Object(Oid),
    /// On disk.
    File(PathBuf),
    /// Here.
    Bytes(Vec<u8>),
}

/// Which lines of a text count.
#[derive(Clone, Debug)]
pub enum Added {
    /// All of them.
    All,
    /// These.
    Lines(super::lines::Lines),
    /// Those that none of these objects has.
    Since(Vec<Oid>),
    /// Those that the most similar of these objects does not have; all, when
    /// none is similar.
    Moved(Arc<[Oid]>),
}
