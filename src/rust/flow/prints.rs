//! What a macro with a format string shows.

use super::{Flow, Taint};
use crate::rust::format::{Arg, Hole, Piece, pieces};
use crate::rust::index::{Body, Res};
use crate::rust::name::Name;
use crate::rust::tree::*;

/// A secret that a macro call shows.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What it is called.
    pub secret: String,
    /// The argument that shows it.
    pub expr: ExprId,
}

impl Flow<'_, '_> {
    /// Whether a macro writes to a log, a trace or the terminal.
    pub fn logs(&self, body: &Body, mac: &MacroCall) -> bool {
        let known = |krate: &str, name: &str| self.lists.macros.get(krate).is_some_and(|names| names.contains(name));
        let found = self.infer.resolve(body, &mac.path);
        match (found.first(), mac.path.ident()) {
            (None, Some(name)) => self.lists.macros.keys().any(|krate| known(krate, name.text())),
            (Some(Res::External(path)), _) => {
                let krate = path.split("::").next().unwrap_or(path);
                known(krate, path.rsplit("::").next().unwrap_or(path))
            }
            _ => false,
        }
    }

    /// The first secret that a formatting or logging macro call shows.
    pub fn printed(&self, body: &Body, call: ExprId) -> Option<Shown> {
        let tree = self.infer.index.tree(body.file);
        let ExprKind::Macro(id) = tree.kind(call) else { return None };
        let mac = tree.mac(id);
        let holes = holes(tree, mac);
        for (at, arg) in mac.args.iter().enumerate() {
            if arg.name.is_some_and(|name| self.lists.directives.contains(name.text())) {
                continue;
            }
            let shown = match tree.str_of(arg.expr) {
                Some(_) if arg.name.is_none() => self.captured(body, call, &holes),
                _ => self.argument(body, mac, at, &holes),
            };
            if let Some(secret) = shown {
                return Some(Shown { secret, expr: arg.expr });
            }
        }
        None
    }

    /// `{name}`: a variable of the body.
    fn captured(&self, body: &Body, call: ExprId, holes: &[(usize, Hole)]) -> Option<String> {
        let locals = self.infer.locals(body);
        holes.iter().find_map(|(_, hole)| {
            let Arg::Named(name) = &hole.arg else { return None };
            let id = locals.captures.get(&(call, Name::new(name)))?;
            match self.binding(body, &locals.bindings[*id as usize], 40) {
                Taint::Secret(secret) => Some(secret),
                _ => None,
            }
        })
    }

    fn argument(&self, body: &Body, mac: &MacroCall, at: usize, holes: &[(usize, Hole)]) -> Option<String> {
        let arg = &mac.args[at];
        match self.taint(body, arg.expr) {
            Taint::Secret(secret) => Some(secret),
            Taint::Unknown if debug(mac, at, holes) => self.debug_secret(self.infer.type_of(body, arg.expr)),
            _ => None,
        }
    }
}

/// The placeholders of a call's format string, each with the number of the
/// string among the arguments.
fn holes(tree: &Tree, mac: &MacroCall) -> Vec<(usize, Hole)> {
    let mut strings = mac.args.iter().enumerate().filter(|(_, arg)| arg.name.is_none());
    let found = strings.find_map(|(at, arg)| Some((at, tree.str_of(arg.expr)?)));
    let Some((at, text)) = found else { return Vec::new() };
    let holes = pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Hole(hole) => Some((at, hole)),
        Piece::Text(_) => None,
    });
    holes.collect()
}

/// Whether an argument is printed with `Debug`.
fn debug(mac: &MacroCall, at: usize, holes: &[(usize, Hole)]) -> bool {
    let arg = &mac.args[at];
    let prints = |(string, hole): &(usize, Hole)| match &hole.arg {
        Arg::At(number) => string + 1 + number == at,
        Arg::Named(name) => arg.name.is_some_and(|own| own.text() == name),
    };
    arg.sigil == Some(Sigil::Debug)
        || mac.path.last().is_some_and(|last| last == "dbg")
        || holes.iter().any(|hole| hole.1.debug && prints(hole))
}
