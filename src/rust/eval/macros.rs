//! What macros give.

use std::rc::Rc;

use super::super::format::{Arg, Piece, pieces};
use super::super::index::BodyKind;
use super::super::locals::{BindingId, Origin, Proj};
use super::super::name::Name;
use super::super::text::{Part, Place, Shape, product, union};
use super::super::tree::*;
use super::{Args, Eval, Frame};

impl Eval<'_, '_> {
    pub(super) fn mac(
        &self,
        frame: &Rc<Frame>,
        expr: ExprId,
        mac: &MacroCall,
        path: &[Proj],
        depth: u32,
    ) -> Vec<Shape> {
        let args: Vec<ExprId> = mac.args.iter().map(|arg| arg.expr).collect();
        match mac.path.last().map(Name::text) {
            Some("concat" | "concatcp" | "formatcp_concat") => {
                let parts = args.iter().map(|arg| self.at(frame, *arg, &[], depth));
                parts.reduce(|left, right| product(&left, &right)).unwrap_or_default()
            }
            Some("format" | "format_args" | "formatcp" | "format_compact") => {
                self.formatted(frame, expr, &mac.args, depth)
            }
            // Of `Display::fmt`.
            Some("write" | "writeln") => match mac.args.split_first() {
                Some((_, args)) => self.formatted(frame, expr, args, depth),
                None => Vec::new(),
            },
            Some("stringify") => match args.as_slice() {
                [only] => {
                    let span = self.index().tree(frame.body.file).extent(*only);
                    let text = self.index().unit(frame.body.file).source.slice(span);
                    match frame.locals.uses.get(only) {
                        Some(binding) => self.written(frame, *binding, path, depth),
                        None => vec![Shape::text(text, Some(Place { file: frame.body.file, span }))],
                    }
                }
                _ => Vec::new(),
            },
            Some("vec" | "hashset" | "smallvec" | "matches" | "phf_set") => {
                let inner = path.strip_prefix(&[Proj::Element]).unwrap_or(path);
                let mut shapes = Vec::new();
                args.iter().for_each(|arg| union(&mut shapes, self.at(frame, *arg, inner, depth)));
                shapes
            }
            // Keys and values in turn.
            Some("phf_map" | "phf_ordered_map" | "hashmap" | "btreemap" | "indexmap") => {
                let inner = match path {
                    [Proj::Element, Proj::At(_), rest @ ..] | [Proj::Element, rest @ ..] => rest,
                    all => all,
                };
                let mut shapes = Vec::new();
                args.iter().for_each(|arg| union(&mut shapes, self.at(frame, *arg, inner, depth)));
                shapes
            }
            _ => Vec::new(),
        }
    }

    /// The text that a macro's argument was written as.
    fn written(&self, frame: &Rc<Frame>, id: BindingId, path: &[Proj], depth: u32) -> Vec<Shape> {
        match (&frame.args, frame.body.kind, frame.locals.bindings[id as usize].origin) {
            (Args::Open, BodyKind::Fn(arm), Origin::Param(at)) => vec![Shape::part(Part::Written(arm, at))],
            _ => self.binding(frame, id, path, depth),
        }
    }

    fn formatted(&self, frame: &Rc<Frame>, expr: ExprId, args: &[MacroArg], depth: u32) -> Vec<Shape> {
        let tree = self.index().tree(frame.body.file);
        let Some((first, rest)) = args.split_first() else { return Vec::new() };
        let Some(text) = tree.str_of(first.expr) else { return Vec::new() };
        let place = Some(Place { file: frame.body.file, span: tree.expr(first.expr).span });
        let mut shapes = vec![Shape { parts: Vec::new(), place: None }];
        for piece in pieces(text) {
            let next = match piece {
                Piece::Text(text) => vec![Shape::text(text, place)],
                Piece::Hole(hole) => match hole.arg {
                    Arg::At(at) => rest.get(at).map(|arg| self.shown(frame, arg.expr, depth)),
                    Arg::Named(name) => {
                        let name = Name::new(&name);
                        let named = rest.iter().find(|arg| arg.name == Some(name));
                        let captured = frame.locals.captures.get(&(expr, name));
                        named
                            .map(|arg| self.shown(frame, arg.expr, depth))
                            .or_else(|| captured.map(|id| self.shown_binding(frame, *id, depth)))
                    }
                }
                .filter(|shapes| !shapes.is_empty())
                .unwrap_or_else(|| vec![Shape::any()]),
            };
            shapes = product(&shapes, &next);
        }
        shapes
    }
}
