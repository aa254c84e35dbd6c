//! Where the analysis begins: the bodies that name a secret, read one, or are
//! recorded; all others are read when a secret reaches them.

mod calls;
mod files;
mod functions;
mod names;
mod text;

use std::collections::BTreeSet;

use super::Flow;
pub use text::Beginnings;

impl Flow<'_, '_> {
    /// The bodies to begin with: those that use a name of a secret, read the
    /// environment, open a protected value or are recorded by `tracing`.
    pub(super) fn first_bodies(&mut self) -> BTreeSet<u32> {
        let mut bodies = self.by_function();
        bodies.extend(self.by_name());
        bodies.extend(self.by_key());
        bodies.extend(self.by_call());
        bodies.extend(self.putting());
        bodies.extend(self.exchanging());
        bodies.extend(self.recorders());
        bodies.extend(self.readers_of_files());
        bodies
    }
}
