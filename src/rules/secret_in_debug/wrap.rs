//! The mend of a field that shows itself: its type becomes one that does not.
//!
//! A program may write it only where all that touches the field is seen and
//! stays what it is: a private field of text in a plain struct, whose crate
//! already has `secrecy`, and every use of it in this file.

use super::Context;
use crate::finding::{Edit, Fix};
use crate::lex::{Kind, pieces};
use crate::rust::facts::{AdtKind, Field};
use crate::rust::flow::Revealed;
use crate::rust::index::{Body, ItemId};
use crate::rust::locals::Origin;
use crate::rust::name::Name;
use crate::rust::sites::Site;
use crate::rust::tree::*;
use crate::rust::types::{Ty, Types};
use crate::source::Span;

/// What the field's type becomes, and how its text is read.
const WRAPPED: &str = "secrecy::SecretString";
const EXPOSED: &str = "secrecy::ExposeSecret::expose_secret";

/// Uses of a field that are rewritten; more are for a person.
const MOST: usize = 100;

/// Methods of a text that a borrowed one has as well.
const READS: [&str; 9] =
    ["as_bytes", "chars", "contains", "ends_with", "is_empty", "len", "starts_with", "to_string", "trim"];

/// The mend, when the field is the type's own and every use can be rewritten.
pub(super) fn fix(cx: &Context<'_>, found: &Revealed) -> Option<Fix> {
    let adt = cx.index.adt(found.adt);
    let [only] = adt.variants.as_slice() else { return None };
    let name = found.field.rsplit('.').next().map(Name::new)?;
    let field = only.fields.iter().find(|field| field.name == name)?;
    let plain = adt.kind == AdtKind::Struct && adt.generics.is_empty() && field.attrs.is_empty();
    let bare = adt.attrs.iter().all(|attr| match attr.path.text() {
        "derive" => attr.args.iter().all(|arg| keeps_up(arg.path)),
        other => other == "allow",
    });
    if found.holder != found.adt
        || !found.named
        || !plain
        || !bare
        || !has_secrecy(cx, found.adt.file)
        || !is_private(cx, found.adt, field)
    {
        return None;
    }
    let uses = Uses {
        cx,
        types: Types::new(cx.index, crate::data!("flow/types", crate::rust::types::Std)),
        adt: found.adt,
        name,
    };
    let of = |sites: Option<&Vec<Site>>| sites.cloned().unwrap_or_default();
    let (set, read) = (of(cx.sites.fields.get(&name)), of(cx.sites.read.get(&name)));
    if set.len() + read.len() > MOST {
        return None;
    }
    let source = &cx.index.unit(found.adt.file).source;
    let mut edits = vec![Edit::new(source, written(cx, found.adt, field)?, WRAPPED)];
    for site in &set {
        edits.extend(uses.set(site)?);
    }
    for site in &read {
        edits.extend(uses.read(site)?);
    }
    edits.sort_by_key(|edit| edit.span);
    if edits.windows(2).any(|two| two[0].span.end > two[1].span.start) {
        return None;
    }
    Some(Fix { title: format!("wrap `{}` in `{WRAPPED}`", found.field), edits, machine_applicable: true })
}

/// Whether the wrapper has what the derive asks of it.
fn keeps_up(derive: Name) -> bool {
    matches!(derive.text(), "Debug" | "Clone")
}

fn has_secrecy(cx: &Context<'_>, file: u32) -> bool {
    let path = cx.index.unit(file).source.path();
    let within = cx.crates.iter().filter(|krate| path.starts_with(&*krate.dir));
    let own = within.max_by_key(|krate| krate.dir.len());
    own.is_some_and(|krate| krate.dependencies.iter().any(|(name, package)| name == "secrecy" && package == "secrecy"))
}

/// Whether no `pub` stands before the field.
fn is_private(cx: &Context<'_>, of: ItemId, field: &Field) -> bool {
    let text = cx.index.unit(of.file).source.text();
    let before = &text[cx.index.adt(of).span.end as usize..field.span.start as usize];
    matches!(pieces(before).last().map(|piece| piece.kind), Some(Kind::Punct(b'{' | b',')))
}

/// Where the field's type is written, when that is `String`.
fn written(cx: &Context<'_>, of: ItemId, field: &Field) -> Option<Span> {
    let tree = cx.index.tree(of.file);
    let Type::Path(path) = *tree.ty(field.ty) else { return None };
    let path = tree.path(path);
    (path.ident()? == "String").then_some(path.span)
}

/// The uses of one field.
struct Uses<'c, 'a> {
    cx: &'c Context<'a>,
    types: Types<'a, 'a>,
    adt: ItemId,
    name: Name,
}

impl Uses<'_, '_> {
    fn body(&self, site: &Site) -> Body {
        self.cx.sites.bodies[site.body as usize]
    }

    /// `Login { password }`, `Login { password: x.to_string() }`; none when
    /// it cannot be said what becomes of a use.
    fn set(&self, site: &Site) -> Option<Vec<Edit>> {
        let body = self.body(site);
        let tree = self.cx.index.tree(body.file);
        let ExprKind::Struct(literal) = tree.kind(site.expr) else { return None };
        match self.types.of(&body, site.expr).value() {
            Ty::Adt(of, _) if of == self.adt && body.file == self.adt.file => {}
            Ty::Adt(of, _) if of != self.adt => return Some(Vec::new()),
            _ => return None,
        }
        let fields = &tree.struct_(literal).fields;
        let (_, span, value) = fields.iter().find(|(name, ..)| *name == self.name)?;
        if !self.is_string(&body, *value) {
            return None;
        }
        let source = &self.cx.index.unit(body.file).source;
        let rest = &source.text()[span.end as usize..];
        match rest.trim_start().strip_prefix(':') {
            None => Some(vec![Edit::new(source, *span, format!("{0}: {WRAPPED}::from({0})", self.name))]),
            Some(value) => {
                let start = source.text().len() - value.trim_start().len();
                let end = start + end_of_value(&source.text()[start..])?;
                let text = format!("{WRAPPED}::from({})", &source.text()[start..end]);
                Some(vec![Edit::new(source, Span::new(start, end), text)])
            }
        }
    }

    /// Whether a value is an owned text by how it is written.
    fn is_string(&self, body: &Body, value: ExprId) -> bool {
        let tree = self.cx.index.tree(body.file);
        match tree.kind(value) {
            ExprKind::Method { name, args, .. } => {
                matches!(name.text(), "to_string" | "to_owned") && tree.exprs_of(args).is_empty()
            }
            ExprKind::Macro(mac) => tree.mac(mac).path.last().is_some_and(|last| last == "format"),
            ExprKind::Path(_) => {
                let locals = self.types.infer.locals(body);
                let Some(id) = locals.uses.get(&value) else { return false };
                let binding = &locals.bindings[*id as usize];
                let given = match (binding.origin, body.kind) {
                    (Origin::Param(at), crate::rust::index::BodyKind::Fn(of)) => {
                        self.cx.index.fn_(of).params.get(at as usize).and_then(|param| param.ty)
                    }
                    _ => binding.ty,
                };
                given.is_some_and(|ty| match *tree.ty(ty) {
                    Type::Path(path) => tree.path(path).ident().is_some_and(|name| name == "String"),
                    _ => false,
                })
            }
            _ => false,
        }
    }

    /// `&self.password`, `self.password.len()`, `{}` of it.
    fn read(&self, site: &Site) -> Option<Vec<Edit>> {
        let body = self.body(site);
        let tree = self.cx.index.tree(body.file);
        let base = match tree.kind(site.expr) {
            ExprKind::Field { base, .. } => base,
            // A format string captures variables alone.
            ExprKind::Macro(_) => return Some(Vec::new()),
            // A pattern takes it out.
            _ => return None,
        };
        match self.types.of(&body, base).value() {
            Ty::Adt(of, _) if of == self.adt && body.file == self.adt.file => {}
            Ty::Adt(of, _) if of != self.adt => return Some(Vec::new()),
            _ => return None,
        }
        let source = &self.cx.index.unit(body.file).source;
        let text = source.text();
        let ExprKind::Path(_) = tree.kind(base) else { return None };
        let (start, end) = (tree.expr(base).span.start as usize, tree.expr(site.expr).span.end as usize);
        let exposed = format!("{EXPOSED}(&{})", &text[start..end]);
        match self.around(&body, site.expr)? {
            Around::Borrowed if text[..start].ends_with('&') => {
                Some(vec![Edit::new(source, Span::new(start - 1, end), exposed)])
            }
            Around::Asked(name) if READS.contains(&name.text()) => {
                Some(vec![Edit::new(source, Span::new(start, end), exposed)])
            }
            Around::Asked(name) => {
                let (call, instead) = match name.text() {
                    "as_str" => (".as_str()", ""),
                    "clone" => (".clone()", ".to_owned()"),
                    _ => return None,
                };
                text[end..]
                    .starts_with(call)
                    .then(|| vec![Edit::new(source, Span::new(start, end + call.len()), format!("{exposed}{instead}"))])
            }
            Around::Printed => Some(vec![Edit::new(source, Span::new(start, end), exposed)]),
            Around::Borrowed => None,
        }
    }

    /// What stands right around a read.
    fn around(&self, body: &Body, read: ExprId) -> Option<Around> {
        let tree = self.cx.index.tree(body.file);
        let mut found = None;
        tree.walk(body.root, &mut |expr| {
            let around = match tree.kind(expr) {
                ExprKind::Ref(inner) if inner == read => Some(Around::Borrowed),
                ExprKind::Method { receiver, name, .. } if receiver == read => Some(Around::Asked(name)),
                ExprKind::Macro(mac) => {
                    let args = &tree.mac(mac).args;
                    let prints = tree.mac(mac).path.last().is_some_and(|last| last == "format");
                    (prints && args.iter().any(|arg| arg.expr == read)).then_some(Around::Printed)
                }
                _ => None,
            };
            found = found.take().or(around);
        });
        found
    }
}

/// What is done with a field where it is read.
enum Around {
    Borrowed,
    Asked(Name),
    Printed,
}

/// How long the value of a literal's field is.
fn end_of_value(text: &str) -> Option<usize> {
    let (mut depth, mut end) = (0u32, 0);
    for piece in pieces(text) {
        match piece.kind {
            Kind::Punct(b',' | b'}') if depth == 0 => return (end > 0).then_some(end),
            Kind::Punct(b'(' | b'[' | b'{') => depth += 1,
            Kind::Punct(b')' | b']' | b'}') => depth = depth.checked_sub(1)?,
            _ => {}
        }
        end = piece.span.end as usize;
    }
    None
}
