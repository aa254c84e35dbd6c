//! Which bodies print values of which types: asked only once a type is known
//! to show a secret.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashSet};

use super::Flow;
use crate::rust::format::{Arg, Piece, pieces};
use crate::rust::index::{Body, BodyKind, ItemId};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;

/// Macros and methods that print into a text or a buffer.
const INTO_TEXT: [&str; 7] = ["write", "writeln", "to_string", "to_string_pretty", "to_value", "to_vec", "json"];

impl Flow<'_, '_> {
    /// Reads every body that prints a value of this type.
    pub(super) fn build_printers(&mut self, of: ItemId) {
        if self.printers.is_none() {
            self.printers = Some(self.find_printers());
        }
        let found = self.printers.as_mut().and_then(|printers| printers.remove(&of));
        let sites = self.sites;
        for body in found.into_iter().flatten() {
            self.build(sites.bodies[body as usize]);
        }
    }

    fn find_printers(&self) -> HashMap<ItemId, BTreeSet<u32>> {
        let formats = self.know.values.formats.iter().map(|name| Name::new(name));
        let mut names: Vec<Name> = self.shows().into_iter().chain(formats).chain(INTO_TEXT.map(Name::new)).collect();
        // What a type is found to be can depend on what was asked before.
        names.sort_unstable_by_key(|name| name.text());
        names.dedup();
        let mut printers: HashMap<ItemId, BTreeSet<u32>> = HashMap::default();
        // Functions that show what they are handed, whatever it is, and those
        // that hand it on to them.
        for _ in 0..2 {
            names.extend(self.open_printers(&names));
            names.sort_unstable_by_key(|name| name.text());
            names.dedup();
        }
        let mut asked: HashSet<u32> = HashSet::default();
        for site in names.iter().flat_map(|name| self.sites.named(*name)) {
            let body = &self.sites.bodies[site.body as usize];
            if self.built.contains(&(body.file, body.root)) {
                continue;
            }
            let mut types = HashSet::default();
            self.printed(body, site.expr, &mut types);
            let is_macro = matches!(self.index().tree(body.file).kind(site.expr), ExprKind::Macro(_));
            if !is_macro && asked.insert(site.body) {
                self.asked_for(body, &mut types);
            }
            for id in types {
                printers.entry(id).or_default().insert(site.body);
            }
        }
        printers
    }

    /// The functions with a parameter or result of an open type whose bodies
    /// use one of these names.
    fn open_printers(&self, names: &[Name]) -> HashSet<Name> {
        let sites = names.iter().flat_map(|name| self.sites.named(*name));
        let bodies: HashSet<u32> = sites.map(|site| site.body).collect();
        let functions = bodies.into_iter().filter_map(|body| match self.sites.bodies[body as usize].kind {
            BodyKind::Fn(id) => Some(id),
            _ => None,
        });
        let open = |id: &ItemId| {
            self.types.returned(*id).is_open()
                || (0..self.index().fn_(*id).params.len()).any(|at| super::build::is_open(&self.types.param(*id, at)))
        };
        functions.filter(open).map(|id| self.index().fn_(id).name).collect()
    }

    /// The types of the workspace that a call may print.
    fn printed(&self, body: &Body, call: ExprId, types: &mut HashSet<ItemId>) {
        let tree = self.index().tree(body.file);
        match tree.kind(call) {
            ExprKind::Macro(mac) => {
                for arg in &tree.mac(mac).args {
                    match tree.str_of(arg.expr) {
                        Some(text) if arg.name.is_none() => self.captured(body, call, text, types),
                        _ => inside(&self.types.of(body, arg.expr), types),
                    }
                }
            }
            ExprKind::Method { receiver, args, .. } if tree.exprs_of(args).is_empty() => {
                inside(&self.types.of(body, receiver), types);
                inside(&self.types.of(body, call), types);
            }
            ExprKind::Method { args, .. } | ExprKind::Call { args, .. } => {
                for arg in tree.exprs_of(args) {
                    inside(&self.types.of(body, *arg), types);
                }
                inside(&self.types.of(body, call), types);
            }
            _ => {}
        }
    }

    /// The types that calls may be asked to give, which they may print as well:
    /// what variables say, and what the function around gives.
    fn asked_for(&self, body: &Body, types: &mut HashSet<ItemId>) {
        if let BodyKind::Fn(id) = body.kind {
            inside(&self.types.returned(id), types);
        }
        let locals = self.types.infer.locals(body);
        for binding in locals.bindings.iter().filter(|binding| binding.ty.is_some()) {
            inside(&self.types.binding(body, binding), types);
        }
    }

    fn captured(&self, body: &Body, call: ExprId, text: &str, types: &mut HashSet<ItemId>) {
        if !text.contains('{') {
            return;
        }
        let locals = self.types.infer.locals(body);
        for piece in pieces(text) {
            let Piece::Hole(hole) = piece else { continue };
            let Arg::Named(name) = hole.arg else { continue };
            if let Some(id) = locals.captures.get(&(call, Name::new(&name))) {
                inside(&self.types.binding(body, &locals.bindings[*id as usize]), types);
            }
        }
    }
}

/// The types of the workspace inside a type.
fn inside(ty: &Ty, types: &mut HashSet<ItemId>) {
    match ty {
        Ty::Adt(id, args) => {
            types.insert(*id);
            args.iter().for_each(|arg| inside(arg, types));
        }
        Ty::Tuple(items) => items.iter().for_each(|item| inside(item, types)),
        Ty::List(of) => inside(of, types),
        Ty::Map(of) | Ty::Fall(of) => {
            inside(&of.0, types);
            inside(&of.1, types);
        }
        _ => {}
    }
}
