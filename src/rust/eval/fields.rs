//! What fields of structs hold.

use std::rc::Rc;

use super::super::facts::attr;
use super::super::index::{Def, ItemId, Res};
use super::super::locals::Proj;
use super::super::name::Name;
use super::super::text::{Place, Shape, union};
use super::super::tree::*;
use super::{Args, Eval, Frame};

impl Eval<'_, '_> {
    pub(super) fn literal(&self, frame: &Rc<Frame>, literal: &StructLit, path: &[Proj], depth: u32) -> Vec<Shape> {
        let (name, rest) = match path {
            [Proj::Field(name), rest @ ..] => (*name, rest),
            [Proj::At(at), rest @ ..] => (Name::new(&at.to_string()), rest),
            _ => return Vec::new(),
        };
        match literal.fields.iter().find(|(field, _, _)| *field == name) {
            Some((_, _, value)) => self.at(frame, *value, rest, depth),
            None => literal.rest.map(|rest| self.at(frame, rest, path, depth)).unwrap_or_default(),
        }
    }

    pub(super) fn field(&self, frame: &Rc<Frame>, base: ExprId, name: Name, path: &[Proj], depth: u32) -> Vec<Shape> {
        let step = match name.text().parse() {
            Ok(at) => Proj::At(at),
            Err(_) => Proj::Field(name),
        };
        let full = [&[step], path].concat();
        let direct = self.at(frame, base, &full, depth);
        match direct.iter().any(|shape| shape.known().is_some() || shape.open()) {
            true => direct,
            false => self.initialisers(frame, base, name, path, depth),
        }
    }

    /// What the struct literals of the workspace put into a field of the
    /// type of `base`.
    fn initialisers(&self, frame: &Rc<Frame>, base: ExprId, name: Name, path: &[Proj], depth: u32) -> Vec<Shape> {
        let Some(Res::Def(Def::Adt(adt))) = self.infer.type_of(&frame.body, base) else { return Vec::new() };
        let mut shapes = Vec::new();
        for site in self.sites.setting(name) {
            let body = self.sites.bodies[site.body as usize];
            if self.infer.type_of(&body, site.expr) != Some(Res::Def(Def::Adt(adt))) {
                continue;
            }
            let ExprKind::Struct(literal) = self.index().tree(body.file).kind(site.expr) else { continue };
            let literal = self.index().tree(body.file).struct_(literal);
            let inner = self.frame(body, Args::Callers);
            for (_, _, value) in literal.fields.iter().filter(|(field, _, _)| *field == name) {
                union(&mut shapes, self.at(&inner, *value, path, depth.min(6)));
            }
        }
        union(&mut shapes, self.defaults(adt, name, path, depth));
        shapes
    }

    /// What attributes put into a field that nobody gives:
    /// `#[serde(default = "function")]`, `#[arg(default_value = "text")]`.
    fn defaults(&self, adt: ItemId, name: Name, path: &[Proj], depth: u32) -> Vec<Shape> {
        let (item, tree) = (self.index().adt(adt), self.index().tree(adt.file));
        let mut fields = item.variants.iter().flat_map(|variant| &variant.fields);
        let Some(field) = fields.find(|field| field.name == name) else { return Vec::new() };
        let value = |of: &str, entry: &str| attr(&field.attrs, of)?.arg(entry)?.value;
        let function = value("serde", "default").and_then(|function| tree.str_of(function));
        let mut shapes = function.map(|function| self.given_by(adt, function, path, depth)).unwrap_or_default();
        for text in ["arg", "clap", "structopt"].into_iter().filter_map(|of| value(of, "default_value")) {
            let place = Place { file: adt.file, span: tree.expr(text).span };
            shapes.extend(tree.str_of(text).map(|text| Shape::text(text, Some(place))));
        }
        shapes
    }

    /// What the function with this path gives, as seen from a struct.
    fn given_by(&self, adt: ItemId, function: &str, path: &[Proj], depth: u32) -> Vec<Shape> {
        let names: Vec<Name> = function.split("::").map(Name::new).collect();
        let module = self.index().module(adt.file, self.index().adt(adt).module);
        let found = self.index().resolve_names(module, &names).into_iter();
        let ids = found.filter_map(|res| if let Res::Def(Def::Fn(id)) = res { Some(id) } else { None });
        let mut shapes = Vec::new();
        for body in ids.filter_map(|id| self.index().body(id)) {
            union(&mut shapes, self.at(&self.frame(body, Args::Callers), body.root, path, depth));
        }
        shapes
    }
}
