//! What stands beside a secret and is none: the scheme before a credential,
//! the name before a value, the parameters of a protocol that all may see.

use foldhash::HashSet;

use super::links::is_public;
use crate::rust::flow::build::Builder;
use crate::rust::flow::graph::{Node, NodeId};
use crate::rust::flow::roles::{PARTS_ABOUT, PLACES_OF, WHOSE, ends_in, has_word};
use crate::rust::flow::seeds::is_strong;
use crate::rust::index::ItemId;
use crate::rust::locals::{Binding, BindingId, Origin, Proj};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;
use crate::words::segments;

/// What parts a name from its value, as it is written.
const SEPARATORS: [&str; 8] = ["' '", "\" \"", "':'", "\":\"", "'='", "\"=\"", "\"://\"", "\": \""];

impl Builder<'_, '_, '_> {
    /// `info!(database_url = %url)`: a record's field says itself what it
    /// holds, unless the value's own name says that it is about that.
    pub(in crate::rust::flow::build) fn named_secret(&mut self, name: Name, value: ExprId) {
        let text = name.text();
        let plain = match self.tree.kind(value) {
            ExprKind::Path(path) => self.tree.path(path).ident(),
            ExprKind::Field { name, .. } => Some(name),
            _ => None,
        };
        let says = plain.is_some_and(|own| {
            let words = segments(own.text());
            words.last().is_some_and(|last| !self.flow.know.words.is_about(last))
                && !words.iter().any(|word| self.flow.know.words.is_other_kind(word))
        });
        if says
            && is_strong(text)
            && self.ty(value) == Ty::Text
            && !self.flow.is_harmless(&self.body, value, text)
            && !self.is_field_of_sqlite(name)
            && !self.is_key_of_secret(text, value)
            && self.flow.names_secret(name)
        {
            self.seed_expr(value, name, &Ty::Text);
        }
    }

    /// `secret_key = %key` of a key by which a secret is looked up.
    fn is_key_of_secret(&self, text: &str, value: ExprId) -> bool {
        let used = self.variable(value).and_then(|id| self.treated.get(&id));
        segments(text) == ["secret", "key"] && used.is_some_and(|used| used.as_key)
    }

    /// `header.split_once(' ')`: what follows the separator is the secret.
    pub(in crate::rust::flow::build) fn parted(
        &mut self,
        from: NodeId,
        to: NodeId,
        name: &str,
        args: &[ExprId],
    ) -> bool {
        let separates = |arg: &ExprId| {
            let span = self.tree.expr(*arg).span;
            SEPARATORS.contains(&self.flow.index().unit(self.body.file).source.slice(span))
        };
        let at = match name {
            "split_once" if args.first().is_some_and(separates) => 1,
            // `url.rsplit_once('@')`: behind who signs in stands where.
            "split_once" | "rsplit_once" if args.first().is_some_and(|arg| self.is_at_sign(*arg)) => 0,
            _ => return false,
        };
        let part = self.flow.graph.id(Node::Part(to, at));
        self.flow(from, part);
        true
    }

    /// `url.rsplit('@').next()`, `url.split('@').last()`: where somebody signs
    /// in, without who does.
    pub(in crate::rust::flow::build) fn is_host(&self, receiver: ExprId, name: &str) -> bool {
        let ExprKind::Method { name: cuts, args, .. } = self.tree.kind(receiver) else { return false };
        let args = self.tree.exprs_of(args);
        args.last().is_some_and(|arg| self.is_at_sign(*arg))
            && matches!((cuts.text(), name), ("rsplit" | "rsplitn", "next") | ("split", "last" | "next_back"))
    }

    fn is_at_sign(&self, arg: ExprId) -> bool {
        let span = self.tree.expr(arg).span;
        matches!(self.flow.index().unit(self.body.file).source.slice(span), "'@'" | "\"@\"")
    }

    /// `let var_name = value.strip_prefix("${")?`, `for (name, value) in pairs`:
    /// a part that is called after what it says.
    pub(in crate::rust::flow::build) fn is_about(&self, binding: &Binding) -> bool {
        let name = binding.name.text();
        if self.flow.types.constructor(&self.body, binding).is_some() {
            return false;
        }
        if matches!(binding.path.last(), Some(Proj::At(_))) {
            return ends_in(name, PARTS_ABOUT) || self.is_key_beside(binding);
        }
        let Origin::Value(init) = binding.origin else { return false };
        self.is_place_of(binding, init)
            || self.is_id_made(init, name)
            || self.is_id_taken(init, name)
            || ends_in(name, PARTS_ABOUT) && self.is_cut(init)
            || ends_in(name, WHOSE) && self.is_renamed(init)
            || self.is_other_of_two(init, name)
    }

    /// `if let Some(jwt_file) = jwt`: what is given on a command line, called
    /// after where it is. What says enough by itself has only got another name.
    fn is_place_of(&self, binding: &Binding, init: ExprId) -> bool {
        let given = binding.of.is_some_and(|of| self.tree.path(of).last().is_some_and(|last| last == "Some"));
        let Some(of) = self.variable(init).map(|id| self.locals.bindings[id as usize].name.text()) else {
            return false;
        };
        let words = segments(binding.name.text());
        given
            && !is_strong(of)
            && ends_in(binding.name.text(), PLACES_OF)
            && words.split_last().is_some_and(|(_, rest)| *rest == *segments(of))
    }

    /// `if let Some(name) = credentials`: a word that says too little is given
    /// another name.
    fn is_renamed(&self, init: ExprId) -> bool {
        self.variable(init).is_some_and(|id| !is_strong(self.locals.bindings[id as usize].name.text()))
    }

    /// `TenantApiKey(slug)`, `Scope::User(id) | Scope::ApiKey(id)`: patterns
    /// call what a variant holds after what tells whose it is, or as they call
    /// what others hold; not among the ways in which somebody signs in.
    pub(in crate::rust::flow::build) fn says_whose(&self, id: ItemId, binding: &Binding, field: Name) -> bool {
        let variant = |at: u32| self.flow.index().adt(id).variants.get(at as usize).map(|of| of.name);
        let called = self.flow.types.constructor(&self.body, binding).and_then(|(_, at)| variant(at));
        if has_word(self.flow.index().adt(id).name.text(), &self.flow.know.values.signs_in)
            && !called.is_some_and(|called| self.is_somebodys(called))
        {
            return false;
        }
        let alike = || self.alike.get_or_init(|| self.find_alike()).contains(&(id, binding.name));
        field == "0" && (ends_in(binding.name.text(), WHOSE) || ends_in(binding.name.text(), PARTS_ABOUT) && alike())
    }

    /// `TenantApiKey`: an API key that is said to be whose.
    fn is_somebodys(&self, variant: Name) -> bool {
        let words = segments(variant.text());
        words.len() > 2 && self.flow.know.words.is_secret(&words[1..].join("_"))
    }

    /// What patterns call the one part of variants that are not called secrets,
    /// with their types.
    fn find_alike(&self) -> HashSet<(ItemId, Name)> {
        let named = |binding: &&Binding| binding.of.is_some() && ends_in(binding.name.text(), PARTS_ABOUT);
        let alike = self.locals.bindings.iter().filter(named).filter_map(|binding| {
            let (id, variant) = self.flow.types.constructor(&self.body, binding)?;
            let of = self.flow.index().adt(id).variants.get(variant as usize)?;
            let other = of.fields.len() == 1 && !self.flow.know.words.is_secret(of.name.text());
            other.then_some((id, binding.name))
        });
        alike.collect()
    }

    /// `(k, v)`, `(k, _)`: the first of two when the other is the value.
    fn is_key_beside(&self, binding: &Binding) -> bool {
        let Some((Proj::At(0), rest)) = binding.path.split_last() else { return false };
        let is_value = |other: &Binding| {
            matches!(other.name.text(), "v" | "val" | "value")
                && other.origin == binding.origin
                && other.path.split_last() == Some((&Proj::At(1), rest))
        };
        let alone =
            |other: &Binding| other.origin != binding.origin || other.path.split_last() != Some((&Proj::At(1), rest));
        let mut others = self.locals.bindings.iter();
        match binding.name.text() {
            "k" => others.clone().any(is_value) || others.all(alone),
            "key" => others.any(is_value),
            _ => false,
        }
    }

    fn is_cut(&self, expr: ExprId) -> bool {
        match self.tree.kind(expr) {
            ExprKind::Try(inner) | ExprKind::Ref(inner) => self.is_cut(inner),
            ExprKind::Method { receiver, name, .. } => match name.text() {
                "next" | "get" | "nth" | "first" if self.flow.is_of_words(self.tree, receiver) => true,
                "next" | "nth" if self.variable(receiver).is_some_and(|pieces| self.binding_is_cut(pieces)) => true,
                "strip_prefix" | "strip_suffix" | "split" | "split_once" | "splitn" | "rsplit" | "rsplit_once"
                | "trim_start_matches" | "trim_end_matches" | "trim_matches" | "split_whitespace" => true,
                _ => self.is_cut(receiver),
            },
            _ => false,
        }
    }

    /// `let mut parts = text.splitn(2, ':')`: a variable that the pieces are
    /// taken from.
    fn binding_is_cut(&self, id: BindingId) -> bool {
        let binding = &self.locals.bindings[id as usize];
        let Origin::Value(init) = binding.origin else { return false };
        let cuts = |name: Name| matches!(name.text(), "split" | "splitn" | "rsplit" | "rsplitn" | "split_terminator");
        binding.path.is_empty() && matches!(self.tree.kind(init), ExprKind::Method { name, .. } if cuts(name))
    }

    /// `append_pair("state", …)`
    pub(in crate::rust::flow::build) fn is_public_pair(&self, name: &str, args: &[ExprId]) -> bool {
        matches!(name, "append_pair" | "query_pair")
            && args.first().and_then(|key| self.tree.str_of(*key)).is_some_and(is_public)
    }
}
