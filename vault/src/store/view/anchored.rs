//! The state and its anchor: neither may be older than the other allows.

use crate::store::StoreError;
use crate::store::anchor::{self, Anchor, Stamp};
use crate::store::held::Ring;
use crate::store::table::State;

use super::View;

impl View {
    /// The anchor's stamp, and its bytes where they are not the ones that are known.
    pub(super) fn read_anchor(&self) -> Result<(Stamp, Option<Vec<u8>>), StoreError> {
        let meta = std::fs::symlink_metadata(&self.anchor_path);
        let stamp = Stamp::of(&meta.map_err(|error| anchor::fail(&self.path, &error))?);
        let is_known = self.anchor.is_some_and(|known| known.0 == stamp);
        Ok((stamp, if is_known { None } else { Some(anchor::read(&self.path)?) }))
    }

    /// Compares the state with the anchor that was read before it.
    pub(super) fn compare(&mut self, ring: &Ring, stamp: Stamp, bytes: Option<Vec<u8>>) -> Result<(), StoreError> {
        if let Some(bytes) = bytes {
            self.anchor = None;
            let refused = || StoreError::Changed { path: self.anchor_path.clone() };
            let anchor = self.genuine(ring, &bytes, &self.state);
            let anchor =
                anchor.ok_or_else(|| self.is_behind(ring, Some(&bytes), &self.state).unwrap_or_else(refused))?;
            self.anchor = Some((stamp, anchor));
        }
        let before = self.anchor.ok_or_else(|| self.changed())?.1;
        let State { epoch, root, prior, .. } = self.state;
        if before.epoch > epoch {
            return Err(StoreError::RolledBack { anchor: before.epoch, store: epoch });
        }
        if before.epoch == epoch && before.root != root {
            return Err(self.changed());
        }
        if before.epoch < prior && self.anchor_now(ring).is_none_or(|anchor| anchor.epoch < prior) {
            return Err(StoreError::Changed { path: self.anchor_path.clone() });
        }
        Ok(())
    }

    fn anchor_now(&self, ring: &Ring) -> Option<Anchor> {
        self.genuine(ring, &anchor::read(&self.path).ok()?, &self.state)
    }

    /// An anchor under the key of a state, or under the one that this replaced.
    fn genuine(&self, ring: &Ring, bytes: &[u8], state: &State) -> Option<Anchor> {
        let id = Anchor::kek_id(bytes).filter(|id| [Some(state.kek_id), state.past].contains(&Some(*id)))?;
        Anchor::parse(bytes, &ring.get(id).ok()?.keys)
    }

    /// Whether an anchor under a key that the state does not know yet says that the state is an old one.
    pub(super) fn is_behind(&self, ring: &Ring, bytes: Option<&[u8]>, state: &State) -> Option<StoreError> {
        let anchor = Anchor::parse(bytes?, &ring.get(Anchor::kek_id(bytes?)?).ok()?.keys)?;
        let is_behind = anchor.epoch > state.epoch;
        is_behind.then_some(StoreError::RolledBack { anchor: anchor.epoch, store: state.epoch })
    }

    /// Whether the anchor on disk, as read last, is the one of this state.
    pub(in crate::store) fn is_anchored(&self) -> bool {
        self.anchor.is_some_and(|(_, anchor)| anchor.epoch == self.state.epoch)
    }
}
