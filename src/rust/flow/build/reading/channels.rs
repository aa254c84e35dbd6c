//! Channels: what is sent into one end comes out of the other.

use crate::rust::flow::build::Builder;
use crate::rust::flow::graph::NodeId;
use crate::rust::flow::roles::{CONNECTS, has_one};
use crate::rust::locals::{Binding, BindingId, Origin, Proj};
use crate::rust::tree::*;
use crate::rust::types::Ty;
use crate::words::segments;

/// Clones of a sender that are followed.
const CLONES: u32 = 4;

/// Tuples sent into one channel whose parts are told apart; of more, each
/// part may be any other.
const SENT: usize = 64;

impl Builder<'_, '_, '_> {
    /// A value goes into a variable; when that is a sender, it comes out of
    /// the receiver that was made with it. Who receives may stand before who
    /// sends, so that no order is kept.
    pub(in crate::rust::flow::build) fn sent(&mut self, id: BindingId, from: NodeId) {
        let Some(channel) = self.channel(id, CLONES) else { return };
        let locals = self.locals.clone();
        for binding in &locals.bindings {
            if binding.origin == Origin::Value(channel) && binding.path == [Proj::At(1)] {
                let receiver = self.bound(binding);
                self.same(from, receiver);
            }
        }
    }

    /// Takes note of what is sent into a channel: a tuple comes out part by part.
    pub(in crate::rust::flow::build) fn note_sent(&mut self, sender: BindingId, value: ExprId) {
        let Some(channel) = self.channel(sender, CLONES) else { return };
        let parts = match self.tree.kind(value) {
            ExprKind::Tuple(items) => self.tree.exprs_of(items).to_vec(),
            _ => Vec::new(),
        };
        self.sent_parts.entry(channel).or_default().push(parts);
    }

    /// `let (host, password) = receiver.recv()?`: each is what was sent there,
    /// when nothing but tuples was.
    pub(in crate::rust::flow::build) fn take_received(&mut self, binding: &Binding, node: NodeId, ty: &Ty) -> bool {
        let (Origin::Value(init), [Proj::At(at)]) = (binding.origin, binding.path.as_slice()) else { return false };
        let channel = self.received_from(init).filter(|channel| self.is_sent_here_alone(*channel));
        let sent = channel.and_then(|channel| self.sent_parts.get(&channel)).filter(|sent| sent.len() <= SENT);
        let parts = sent.and_then(|sent| sent.iter().map(|parts| parts.get(*at as usize).copied()).collect());
        let parts: Vec<ExprId> = parts.unwrap_or_default();
        for part in &parts {
            let from = self.node(*part);
            self.copy(from, node, ty);
        }
        !parts.is_empty()
    }

    /// Whether all senders of a channel are only sent with, here, or cloned.
    fn is_sent_here_alone(&mut self, channel: ExprId) -> bool {
        if let Some(known) = self.sent_alone.get(&channel) {
            return *known;
        }
        let of = |id: &BindingId| self.channel(*id, CLONES) == Some(channel);
        let senders = (0..self.locals.bindings.len() as BindingId).filter(of);
        let clones = senders.filter(|id| self.locals.bindings[*id as usize].path.is_empty()).count();
        let used = self.locals.uses.values().chain(self.locals.captures.values()).filter(|id| of(id)).count();
        let alone = self.sent_parts.get(&channel).is_some_and(|sent| used == sent.len() + clones);
        self.sent_alone.insert(channel, alone);
        alone
    }

    /// The channel out of which a value comes.
    fn received_from(&self, value: ExprId) -> Option<ExprId> {
        let mut at = value;
        loop {
            at = match self.tree.kind(at) {
                ExprKind::Try(inner) | ExprKind::Await(inner) => inner,
                ExprKind::Method { receiver, .. } => receiver,
                _ => break,
            };
        }
        let binding = &self.locals.bindings[*self.locals.uses.get(&at)? as usize];
        match (binding.origin, binding.path.as_slice()) {
            (Origin::Value(channel), [Proj::At(1)]) => Some(channel),
            _ => None,
        }
    }

    /// Whether a variable is one end of a connection: `let (mut socket, _) =
    /// connect(url)?`. What is sent there is not what is read there.
    pub(in crate::rust::flow::build) fn is_connection(&self, id: BindingId) -> bool {
        let Origin::Value(mut made) = self.locals.bindings[id as usize].origin else { return false };
        loop {
            made = match self.tree.kind(made) {
                ExprKind::Try(inner) | ExprKind::Await(inner) => inner,
                ExprKind::Method { receiver, name, .. } if !has_one(name.text(), CONNECTS) => receiver,
                ExprKind::Method { .. } => return true,
                ExprKind::Call { callee, .. } => {
                    let last = self.tree.path_of(callee).and_then(Path::last);
                    return last.is_some_and(|last| has_one(last.text(), CONNECTS));
                }
                _ => return false,
            };
        }
    }

    /// The call that made the channel of which a variable is a sender.
    fn channel(&self, id: BindingId, clones: u32) -> Option<ExprId> {
        let binding = &self.locals.bindings[id as usize];
        match (binding.origin, binding.path.as_slice()) {
            (Origin::Value(init), [Proj::At(0)]) => match self.tree.kind(init) {
                ExprKind::Call { callee, .. } if self.makes_channel(callee, init) => Some(init),
                _ => None,
            },
            (Origin::Value(init), []) => match self.tree.kind(init) {
                ExprKind::Method { receiver, name, .. } if name == "clone" => {
                    let of = self.locals.uses.get(&receiver)?;
                    self.channel(*of, clones.checked_sub(1)?)
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a call gives the two ends of a channel and not just two values:
    /// by its name, or by the type of the second.
    fn makes_channel(&self, callee: ExprId, call: ExprId) -> bool {
        let ends = &self.flow.know.values.channels;
        let called = self.tree.path_of(callee).and_then(Path::last);
        let has_end = |name: &str| segments(name).iter().any(|word| ends.contains(word));
        called.is_some_and(|name| has_end(name.text()))
            || match self.ty(call).value().at(1).value() {
                Ty::Foreign(path, _) => has_end(path.text().rsplit("::").next().unwrap_or_default()),
                Ty::Adt(id, _) => has_end(self.flow.index().adt(id).name.text()),
                _ => false,
            }
    }
}
