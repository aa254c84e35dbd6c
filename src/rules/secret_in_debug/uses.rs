//! What is done with a field in the file of its type, and how it is written
//! when the field is wrapped; nothing where that cannot be said.

use super::Context;
use crate::finding::Edit;
use crate::lex::{Kind, pieces};
use crate::rust::index::{Body, BodyKind, ItemId};
use crate::rust::locals::Origin;
use crate::rust::name::Name;
use crate::rust::sites::Site;
use crate::rust::tree::*;
use crate::rust::types::{Ty, Types};
use crate::source::Span;

/// What the field's type becomes, and how its text is read.
pub(super) const WRAPPED: &str = "secrecy::SecretString";
const EXPOSED: &str = "secrecy::ExposeSecret::expose_secret";

/// Methods of a text that a borrowed one has as well.
const READS: [&str; 9] =
    ["as_bytes", "chars", "contains", "ends_with", "is_empty", "len", "starts_with", "to_string", "trim"];

/// The uses of one field.
pub(super) struct Uses<'c, 'a> {
    pub(super) cx: &'c Context<'a>,
    pub(super) types: Types<'a, 'a>,
    adt: ItemId,
    name: Name,
}

impl<'c, 'a> Uses<'c, 'a> {
    pub fn of(cx: &'c Context<'a>, adt: ItemId, name: Name) -> Uses<'c, 'a> {
        let types = Types::new(cx.index, crate::data!("flow/types", crate::rust::types::Std));
        Uses { cx, types, adt, name }
    }

    fn body(&self, site: &Site) -> Body {
        self.cx.sites.bodies[site.body as usize]
    }

    /// Whether a value is one of the field's type, in its file; none when it
    /// cannot be said, or is in another file.
    fn is_of_type(&self, body: &Body, value: ExprId) -> Option<bool> {
        match self.types.of(body, value).value() {
            Ty::Adt(of, _) if of == self.adt => (body.file == of.file).then_some(true),
            Ty::Adt(..) => Some(false),
            _ => None,
        }
    }

    /// `Login { password }`, `Login { password: x.to_string() }`; none when
    /// it cannot be said what becomes of a use.
    pub fn set(&self, site: &Site) -> Option<Vec<Edit>> {
        let body = self.body(site);
        let tree = self.cx.index.tree(body.file);
        let ExprKind::Struct(literal) = tree.kind(site.expr) else { return None };
        if !self.is_of_type(&body, site.expr)? {
            return Some(Vec::new());
        }
        if self.is_const(&body) {
            return None;
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
                    (Origin::Param(at), BodyKind::Fn(of)) => {
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
    pub fn read(&self, site: &Site) -> Option<Vec<Edit>> {
        let body = self.body(site);
        let tree = self.cx.index.tree(body.file);
        let base = match tree.kind(site.expr) {
            ExprKind::Field { base, .. } => base,
            // A format string captures variables alone.
            ExprKind::Macro(_) => return Some(Vec::new()),
            // A pattern takes it out.
            _ => return None,
        };
        if !self.is_of_type(&body, base)? {
            return Some(Vec::new());
        }
        let source = &self.cx.index.unit(body.file).source;
        let text = source.text();
        let ExprKind::Path(_) = tree.kind(base) else { return None };
        let (start, end) = (tree.expr(base).span.start as usize, tree.expr(site.expr).span.end as usize);
        let exposed = format!("{EXPOSED}(&{})", &text[start..end]);
        match self.around(&body, site.expr)? {
            Around::Borrowed(whole) if text[..start].ends_with('&') && self.is_for_text(&body, whole) => {
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
            Around::Borrowed(_) => None,
        }
    }

    /// `const fn`: nothing can be wrapped there.
    fn is_const(&self, body: &Body) -> bool {
        let BodyKind::Fn(id) = body.kind else { return true };
        let before = &self.cx.index.unit(id.file).source.text()[..self.cx.index.fn_(id).span.start as usize];
        let head = before.rsplit([';', '{', '}', ']']).next().unwrap_or_default();
        head.split_whitespace().any(|word| word == "const")
    }

    /// What stands right around a read.
    fn around(&self, body: &Body, read: ExprId) -> Option<Around> {
        let tree = self.cx.index.tree(body.file);
        let mut found = None;
        tree.walk(body.root, &mut |expr| {
            let around = match tree.kind(expr) {
                ExprKind::Ref(inner) if inner == read => Some(Around::Borrowed(expr)),
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
    Borrowed(ExprId),
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
