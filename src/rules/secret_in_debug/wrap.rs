//! The mend of a field that shows itself: its type becomes one that does not.
//!
//! A program may write it only where all that touches the field is seen and
//! stays what it is: a private field of text in a plain struct, whose crate
//! already has `secrecy`, and every use of it in this file.

use super::Context;
use super::uses::{Uses, WRAPPED};
use crate::finding::{Edit, Fix};
use crate::lex::{Kind, pieces};
use crate::rust::facts::{AdtKind, Field};
use crate::rust::flow::Revealed;
use crate::rust::index::ItemId;
use crate::rust::name::Name;
use crate::rust::sites::Site;
use crate::rust::tree::Type;
use crate::source::Span;

/// Uses of a field that are rewritten; more are for a person.
const MOST: usize = 100;

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
        || is_taken(cx, found.adt, name)
    {
        return None;
    }
    let uses = Uses::of(cx, found.adt, name);
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
    let is_it = |(name, package): &(String, String)| name == "secrecy" && package == "secrecy";
    own.is_some_and(|krate| krate.always.contains("secrecy") && krate.dependencies.iter().any(is_it))
}

/// Whether no `pub` stands before the field.
fn is_private(cx: &Context<'_>, of: ItemId, field: &Field) -> bool {
    let text = cx.index.unit(of.file).source.text();
    let before = &text[cx.index.adt(of).span.end as usize..field.span.start as usize];
    matches!(pieces(before).last().map(|piece| piece.kind), Some(Kind::Punct(b'{' | b',')))
}

/// Whether a pattern, where the type can be named, takes out a field of this
/// name: whatever its type, the field would be another one there.
fn is_taken(cx: &Context<'_>, of: ItemId, name: Name) -> bool {
    let near = (0..cx.index.units().len() as u32).filter(|file| cx.index.can_use(*file, of.file));
    near.into_iter().any(|file| cx.index.tree(file).field_pats.iter().any(|(taken, _)| *taken == name))
}

/// Where the field's type is written, when that is `String`.
fn written(cx: &Context<'_>, of: ItemId, field: &Field) -> Option<Span> {
    let tree = cx.index.tree(of.file);
    let Type::Path(path) = *tree.ty(field.ty) else { return None };
    let path = tree.path(path);
    (path.ident()? == "String").then_some(path.span)
}
