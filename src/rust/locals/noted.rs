//! What is noted beside uses: where closures go, what is appended, what a
//! format string names.

use super::Host;
use super::walk::Walk;
use crate::rust::format::{Arg, Piece, pieces};
use crate::rust::name::Name;
use crate::rust::tree::*;

impl Walk<'_> {
    /// Notes where a closure goes; one in a box or behind a reference is
    /// called as it is itself.
    pub fn host(&mut self, value: ExprId, host: Host) {
        match self.tree.kind(value) {
            ExprKind::Closure(_) => _ = self.out.closures.entry(value).or_insert(host),
            ExprKind::Ref(inner) => self.host(inner, host),
            ExprKind::Call { callee, args } => {
                let ends = |path: &Path| path.last().is_some_and(|last| matches!(last.text(), "new" | "Some"));
                if let ([inner], true) = (self.tree.exprs_of(args), self.tree.path_of(callee).is_some_and(ends)) {
                    self.host(*inner, host);
                }
            }
            _ => {}
        }
    }

    /// `name.push_str(more)`
    pub fn push(&mut self, call: ExprId) {
        let ExprKind::Method { receiver, name, args } = self.tree.kind(call) else { return };
        if let ([more], "push_str") = (self.tree.exprs_of(args), name.text())
            && let Some(id) = self.out.uses.get(&receiver)
        {
            self.out.bindings[*id as usize].pushed.push(*more);
        }
    }

    /// `{name}` in a string argument means a variable unless an argument has
    /// that name.
    pub fn captures(&mut self, id: ExprId, mac: &MacroCall) {
        for text in mac.args.iter().filter_map(|arg| self.tree.str_of(arg.expr)) {
            for piece in pieces(text) {
                let Piece::Hole(hole) = piece else { continue };
                let Arg::Named(name) = hole.arg else { continue };
                let name = Name::new(&name);
                if mac.args.iter().all(|arg| arg.name != Some(name))
                    && let Some(binding) = self.lookup(name)
                {
                    self.out.captures.insert((id, name), binding);
                }
            }
        }
    }
}
