//! What values of a type show when they are printed or serialised.

use super::derives::{derive_lists, derives, left_out};
use crate::rust::facts::{AdtKind, Attr, Field, Owner};
use crate::rust::flow::Flow;
use crate::rust::flow::graph::{Node, NodeId, Showing, Step};
use crate::rust::format::{Arg, Piece, pieces};
use crate::rust::index::{Body, BodyKind, Def, ItemId, Res};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;

impl Flow<'_, '_> {
    /// Finds out what every type of the workspace shows by itself.
    pub(in crate::rust::flow) fn show_types(&mut self) {
        for file in 0..self.index().units().len() as u32 {
            for item in 0..self.index().unit(file).facts.adts.len() as u32 {
                let id = ItemId { file, item };
                for showing in [Showing::Debug, Showing::Display, Showing::Serialize] {
                    self.shows_type(id, showing);
                }
            }
        }
    }

    /// The rules that watch a macro of this name.
    pub(in crate::rust::flow::build) fn rules_of(&self, krate: Option<&str>, name: &str) -> Vec<&'static str> {
        let watched = self.macros.get(name).into_iter().flatten();
        let fits = |of: &str| match krate {
            Some(krate) => krate == of || krate == name,
            None => true,
        };
        let mut rules: Vec<&'static str> = watched.filter(|(of, _)| fits(of)).map(|(_, rule)| *rule).collect();
        rules.sort_unstable();
        rules.dedup();
        rules
    }

    /// The rules that watch all macros of a crate that are known: in a macro
    /// of the workspace, `log::$level!` is one of them.
    pub(in crate::rust::flow::build) fn rules_of_crate(&self, krate: &str) -> Vec<&'static str> {
        let rules = self.know.sinks.iter().filter(|(_, sinks)| krate != "std" && sinks.macros.contains_key(krate));
        rules.map(|(rule, _)| Name::new(rule).text()).collect()
    }

    /// The rules that watch what errors are built from.
    pub(in crate::rust::flow::build) fn error_rules(&self) -> Vec<&'static str> {
        let rules = self.know.sinks.iter().filter(|(_, sinks)| sinks.errors);
        rules.map(|(rule, _)| Name::new(rule).text()).collect()
    }

    /// When the body is a type's `fmt` or `serialize`: where it writes to.
    pub(in crate::rust::flow::build) fn shown_by(&mut self, body: &Body) -> Option<(NodeId, Showing)> {
        let BodyKind::Fn(id) = body.kind else { return None };
        let Owner::Impl(number) = body.owner else { return None };
        let facts = &self.index().unit(body.file).facts;
        let of = facts.impls[number as usize].trait_.as_ref()?.last()?;
        let showing = match (self.index().fn_(id).name.text(), of.text()) {
            ("fmt", "Display") => Showing::Display,
            ("fmt", "Debug") => Showing::Debug,
            ("serialize", "Serialize") => Showing::Serialize,
            _ => return None,
        };
        let Def::Adt(adt) = self.index().owner_def(body.file, body.owner)? else { return None };
        Some((self.graph.id(Node::Shown(adt, showing)), showing))
    }

    /// The node of what a type shows, with what leads to it.
    pub(in crate::rust::flow::build) fn shows_type(&mut self, id: ItemId, showing: Showing) -> NodeId {
        let node = self.graph.id(Node::Shown(id, showing));
        // What a `fmt` written by hand shows is read when a secret reaches a
        // field that it uses.
        if self.shown.insert((id, showing)) && !self.is_written(id, showing) {
            self.derived(id, showing, node);
        }
        node
    }

    /// Whether what a wrapper holds is shown with it by a derive.
    pub(super) fn shows_wrapped(&mut self, of: &Ty, showing: Showing) -> bool {
        let Ty::Adt(id, _) = of else { return false };
        let derive = match showing {
            Showing::Debug => "Debug",
            Showing::Serialize => "Serialize",
            Showing::Display => return false,
        };
        let adt = self.index().adt(*id);
        let whole = || adt.variants.iter().flat_map(|variant| &variant.fields).all(|field| !left_out(field, showing));
        derives(adt).any(|name| name == derive) && whole() && self.wraps_text(of)
    }

    pub(super) fn is_written(&mut self, id: ItemId, showing: Showing) -> bool {
        let method = if showing == Showing::Serialize { "serialize" } else { "fmt" };
        let index = self.index();
        let written = index.methods(Def::Adt(id), Name::new(method)).iter();
        let bodies: Vec<Body> = written.filter_map(|method| index.body(*method)).collect();
        bodies.iter().any(|body| self.shown_by(body).is_some_and(|(_, found)| found == showing))
    }

    /// What a derive shows: every field, unless it is left out.
    fn derived(&mut self, id: ItemId, showing: Showing, node: NodeId) {
        let adt = self.index().adt(id);
        let derive = match showing {
            Showing::Debug => "Debug",
            Showing::Serialize => "Serialize",
            Showing::Display => return self.display_attributes(id, node),
        };
        if !derives(adt).any(|name| name == derive) {
            return;
        }
        for (at, variant) in adt.variants.iter().enumerate() {
            for field in variant.fields.iter().filter(|field| !left_out(field, showing)) {
                self.field_shown(id, at as u32, field, showing, node);
            }
        }
    }

    fn field_shown(&mut self, id: ItemId, variant: u32, field: &Field, showing: Showing, node: NodeId) {
        let ty = self.types.field_written(id, field.ty, &[]);
        let from = self.graph.id(Node::Field(id, variant, field.name));
        for shown in self.shown_value(from, &ty, showing) {
            self.graph.add(shown, node, Step::Flow);
            if shown == from && !ty.is_plain() {
                self.graph.add(from, node, Step::Elements);
            }
        }
    }

    fn shown_value(&mut self, node: NodeId, ty: &Ty, showing: Showing) -> Vec<NodeId> {
        match ty.value() {
            Ty::Scalar | Ty::Error | Ty::Trait(_) => Vec::new(),
            Ty::Adt(id, args) => {
                let inner: Vec<NodeId> = args
                    .iter()
                    .filter(|arg| matches!(arg, Ty::Adt(..)))
                    .flat_map(|arg| self.shown_value(node, arg, showing))
                    .collect();
                let whole = self.shows_wrapped(&Ty::Adt(id, args), showing).then_some(node);
                [self.shows_type(id, showing)].into_iter().chain(whole).chain(inner).collect()
            }
            Ty::List(of) if *of != Ty::Scalar => self.shown_value(node, &of, showing),
            Ty::Map(of) => self.shown_value(node, &of.1, showing),
            Ty::Tuple(items) => items.iter().flat_map(|item| self.shown_value(node, item, showing)).collect(),
            foreign @ Ty::Foreign(..) if self.is_protected(&foreign) => Vec::new(),
            _ => vec![node],
        }
    }

    /// `#[derive(derive_more::Display)]`: what has one field and no message
    /// shows the field; `strum` shows what a variant is called.
    fn shows_only_field(&self, id: ItemId) -> bool {
        let adt = self.index().adt(id);
        if adt.attrs.iter().any(|attr| attr.path.text().ends_with("display")) {
            return false;
        }
        let module = self.index().module(id.file, adt.module);
        let is_more = |path: &str| {
            let names: Vec<Name> = path.split("::").map(Name::new).collect();
            let mut found = self.index().resolve_names(module, &names).into_iter();
            path.starts_with("derive_more::")
                || found.any(|res| matches!(res, Res::External(full) if full.starts_with("derive_more::")))
        };
        let mut shown = derive_lists(adt).flat_map(|list| &list.args).map(|arg| arg.path.text());
        shown.any(|path| path.rsplit("::").next() == Some("Display") && (adt.kind != AdtKind::Enum || is_more(path)))
    }

    /// `#[error("… {field}")]`, `#[display("…")]`: the fields they name.
    fn display_attributes(&mut self, id: ItemId, node: NodeId) {
        let (adt, tree) = (self.index().adt(id), self.index().tree(id.file));
        for (at, variant) in adt.variants.iter().enumerate() {
            let attrs =
                variant.attrs.iter().chain(adt.variants.len().eq(&1).then_some(&adt.attrs).into_iter().flatten());
            let messages: Vec<&str> = attrs.filter_map(|attr| message(tree, attr)).collect();
            if let ([field], true) = (variant.fields.as_slice(), messages.is_empty() && self.shows_only_field(id)) {
                self.field_shown(id, at as u32, field, Showing::Display, node);
            }
            for text in messages {
                for piece in pieces(text) {
                    let Piece::Hole(hole) = piece else { continue };
                    let name = match hole.arg {
                        Arg::At(number) => Name::new(&number.to_string()),
                        Arg::Named(name) => Name::new(&name),
                    };
                    let showing = if hole.debug { Showing::Debug } else { Showing::Display };
                    if let Some(field) = variant.fields.iter().find(|field| field.name == name) {
                        self.field_shown(id, at as u32, field, showing, node);
                    }
                }
            }
        }
    }
}

/// The text of a message attribute.
fn message<'a>(tree: &'a Tree, attr: &Attr) -> Option<&'a str> {
    let of = attr.path.text().rsplit("::").next()?;
    if !matches!(of, "error" | "display" | "strum" | "fail" | "snafu") {
        return None;
    }
    let inner = attr.args.iter().find(|arg| matches!(arg.path.text(), "" | "display" | "fmt"));
    let value = attr.value.or_else(|| {
        let arg = inner?;
        arg.value.or_else(|| arg.args.first()?.value)
    })?;
    tree.str_of(value)
}
