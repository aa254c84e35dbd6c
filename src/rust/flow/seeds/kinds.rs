//! Tokens of other kinds: where a list goes on, what a lock is held by. A bare
//! `token` is of the kind that its place, or what it is taken from, names.

use super::Flow;
use super::lexical::called;
use crate::rust::flow::roles::{TICKERS, ends_in};
use crate::rust::index::Body;
use crate::rust::locals::{Binding, Origin};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::words::segments;

/// Receivers that are followed to see what a variable is taken from.
const CHAIN: u32 = 12;

impl Flow<'_, '_> {
    /// `fn set_sync_token(token)`, `let token = state.sync_token.clone()`: a
    /// bare `token` that is of the kind that its place names.
    pub(super) fn is_other_token(&self, body: &Body, binding: &Binding) -> bool {
        if binding.name != "token" {
            return false;
        }
        let taken = match binding.origin {
            Origin::Value(init) if binding.path.is_empty() => self.is_taken_as_other(body, init),
            _ => false,
        };
        taken || self.is_place_of_other(body) || self.is_about_locks(body)
    }

    /// `let pay_token = config.ticker.clone()`: what a coin is called.
    pub(in crate::rust::flow) fn is_coin_by_source(&self, body: &Body, binding: &Binding) -> bool {
        let Origin::Value(init) = binding.origin else { return false };
        let tree = self.index().tree(body.file);
        let field = |name: Name| ends_in(name.text(), TICKERS);
        ends_in(binding.name.text(), &["token"])
            && binding.path.is_empty()
            && binding.assigned.is_empty()
            && called(tree, init, CHAIN).is_some_and(field)
    }

    /// `state.sync_token.clone()`, `body["next_batch"].as_str()`
    fn is_taken_as_other(&self, body: &Body, init: ExprId) -> bool {
        let tree = self.index().tree(body.file);
        let key = key_of(tree, init).and_then(|key| segments(key).into_iter().next());
        key.is_some_and(|word| self.know.words.is_other_kind(&word))
            || called(tree, init, CHAIN).is_some_and(|name| self.says_other_token(name.text()))
    }

    /// `fn set_sync_token`; `read_token` reads one, whichever it is: the first
    /// word is what it does.
    fn is_place_of_other(&self, body: &Body) -> bool {
        self.function_of(body).split_once('_').is_some_and(|(_, thing)| self.says_other_token(thing))
    }

    /// Whether a name says of which other kind a token is: `page_token`.
    fn says_other_token(&self, name: &str) -> bool {
        segments(name).windows(2).any(|two| two[1] == "token" && self.know.words.is_other_kind(&two[0]))
    }

    /// `?pagination_token=`: a parameter that says of which other kind what
    /// follows is.
    pub(in crate::rust::flow) fn is_parameter_of_other(&self, before: &str) -> bool {
        before.rsplit(['?', '&']).next().is_some_and(|name| self.says_other_token(name))
    }
}

/// The key under which a value is looked up in a document, seen through what
/// makes a text of it.
fn key_of(tree: &Tree, value: ExprId) -> Option<&str> {
    let mut at = value;
    loop {
        at = match tree.kind(at) {
            ExprKind::Index { index, .. } => return tree.str_of(index),
            ExprKind::Method { name, args, .. } if name == "get" => {
                return tree.exprs_of(args).first().and_then(|key| tree.str_of(*key));
            }
            ExprKind::Method { receiver, .. } => receiver,
            ExprKind::Ref(inner) | ExprKind::Try(inner) => inner,
            _ => return None,
        };
    }
}
