//! Names of files: what is opened by its own text says where a secret is, and
//! is none, whatever it is called.

use super::fallback::Opened;
use crate::rust::flow::build::Builder;
use crate::rust::flow::graph::{Node, NodeId};
use crate::rust::flow::seeds::is_name_of_kept;
use crate::rust::index::ItemId;
use crate::rust::locals::{BindingId, Origin};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;
use crate::words::segments;

/// How far back the text of a path is followed.
const DEPTH: u32 = 8;

impl Builder<'_, '_, '_> {
    /// `fs::read(&token)`
    pub(in crate::rust::flow::build) fn opened_as_file(&mut self, end: &str, args: &[ExprId]) {
        if self.flow.know.values.opens_files.contains(end)
            && let Some(first) = args.first()
        {
            self.names_file(*first, DEPTH);
        }
    }

    /// `load(&config.private_key)` of a function that asks for a path; one that
    /// asks for a name is handed one.
    pub(in crate::rust::flow::build) fn handed_as_file(&mut self, id: ItemId, args: &[ExprId]) {
        let function = self.flow.index().fn_(id);
        let tree = self.flow.index().tree(id.file);
        for (param, arg) in function.params.iter().zip(args) {
            let PatKind::Bind { name, .. } = tree.pat(param.pat).kind else { continue };
            let words = segments(name.text());
            match words.last().map(String::as_str) {
                Some("path" | "file" | "filename" | "filepath" | "dir") => self.names_file(*arg, DEPTH),
                // `required(headers, authorization_header)`
                _ if is_name_of_kept(name.text()) => self.key_used(*arg),
                _ => {}
            }
        }
    }

    /// Takes note of what an expression's text comes from as it is.
    pub(in crate::rust::flow::build) fn names_file(&mut self, expr: ExprId, depth: u32) {
        let Some(depth) = depth.checked_sub(1) else { return };
        match self.tree.kind(expr) {
            ExprKind::Path(_) => {
                if let Some(id) = self.locals.uses.get(&expr).copied() {
                    self.opened.push((Opened::Variable(id), expr));
                    self.held_file(id, depth);
                }
            }
            ExprKind::Field { base, name } => {
                if let Ty::Adt(id, _) = self.ty(base).value() {
                    let field = self.flow.graph.id(Node::Field(id, 0, name));
                    self.opened.push((Opened::Field(field), expr));
                }
            }
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) => self.names_file(inner, depth),
            ExprKind::Method { receiver, name, .. } if self.leaves_path(name) => self.names_file(receiver, depth),
            ExprKind::Call { callee, args } => {
                if let ([only], true) = (self.tree.exprs_of(args), self.expands(callee)) {
                    self.names_file(*only, depth);
                }
            }
            _ => {}
        }
    }

    /// Whether a method leaves a path what it is; what else is asked of a
    /// secret may make a path of it that is none itself.
    pub(in crate::rust::flow::build) fn leaves_path(&self, method: Name) -> bool {
        let (name, values) = (method.text(), self.flow.know.values);
        name != "join" && (self.flow.types.is_carried(name) || values.keeps.contains(name) || name == "as_path")
    }

    /// `PathBuf::from(text)`, `shellexpand::tilde(text)`: the path that a text
    /// writes down.
    fn expands(&self, callee: ExprId) -> bool {
        let Some(path) = self.tree.path_of(callee) else { return false };
        let last = path.last().map_or("", Name::text);
        let of = path.segments.iter().rev().nth(1).map_or("", |of| of.name.text());
        matches!((of, last), ("PathBuf" | "Path", "from" | "new") | ("", "Some" | "Ok"))
            || matches!(last, "tilde" | "full")
            || segments(last).iter().any(|word| word == "expand")
    }

    fn held_file(&mut self, id: BindingId, depth: u32) {
        let locals = self.locals.clone();
        let binding = &locals.bindings[id as usize];
        if let (Origin::Value(init), true) = (binding.origin, binding.path.is_empty()) {
            self.names_file(init, depth);
        }
    }

    /// Whether an expression is a text as it was found, and not made of
    /// several: as the name of a file it says where something is.
    pub(in crate::rust::flow::build) fn is_whole(&self, expr: ExprId) -> bool {
        match self.tree.kind(expr) {
            ExprKind::Path(_) | ExprKind::Field { .. } => true,
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => {
                self.is_whole(inner)
            }
            ExprKind::Method { receiver, name, .. } => name != "join" && self.is_whole(receiver),
            ExprKind::Call { callee, args } => {
                let last = self.tree.path_of(callee).and_then(Path::last);
                last.is_some_and(|last| matches!(last.text(), "var" | "var_os"))
                    || matches!(self.tree.exprs_of(args), [only] if self.is_whole(*only))
            }
            ExprKind::Macro(mac) => {
                let last = self.tree.mac(mac).path.last();
                last.is_some_and(|last| self.flow.know.values.environment_macros.contains(last.text()))
            }
            _ => false,
        }
    }

    /// What an expression gives the text of, without what leaves it as it is.
    pub(in crate::rust::flow::build) fn left_as_it_is(&self, value: ExprId) -> ExprId {
        let mut at = value;
        loop {
            at = match self.tree.kind(at) {
                ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) => inner,
                ExprKind::Method { receiver, name, .. } if self.leaves_path(name) => receiver,
                _ => return at,
            };
        }
    }

    /// `Ssh { private_key: config.private_key.clone() }`: if one is a path, so
    /// is the other.
    pub(in crate::rust::flow::build) fn copied_field(&mut self, value: ExprId, to: NodeId) {
        let at = self.left_as_it_is(value);
        if let ExprKind::Field { base, name } = self.tree.kind(at)
            && let Ty::Adt(id, _) = self.ty(base).value()
        {
            let from = self.flow.graph.id(Node::Field(id, 0, name));
            self.flow.copied.push((from, to));
        }
    }
}
