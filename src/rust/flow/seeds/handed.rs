//! A bare `token` of which nothing is known is a secret when what hands it
//! over says so: it was made just now, or stands beside when it expires.

use super::Flow;
use crate::rust::flow::roles::{MAKERS, has_one, has_word};
use crate::rust::index::Body;
use crate::rust::locals::{Binding, Origin, Proj};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::words::segments;

/// Words of `account_generate_token`: a model generates tokens as well.
const SAYING: usize = 3;

impl Flow<'_, '_> {
    /// See the module's text.
    pub(super) fn is_handed_as_secret(&self, body: &Body, binding: &Binding) -> bool {
        self.is_issued(body, binding) || self.is_taken_with_company(body, binding)
    }

    /// `Ok(token) = client.account_generate_token(id).await`
    fn is_issued(&self, body: &Body, binding: &Binding) -> bool {
        let Origin::Value(init) = binding.origin else { return false };
        let whole = binding.path.iter().all(|step| *step == Proj::At(0));
        let maker = whole.then(|| self.maker(self.index().tree(body.file), init)).flatten();
        maker.is_some_and(|name| {
            let words = segments(name.text());
            words.len() >= SAYING
                && words.last() == segments(binding.name.text()).last()
                && has_one(name.text(), MAKERS)
        })
    }

    /// `let token = mint(user)?`, `Ok(token) = issue(…)`: what was made here, which
    /// those who asked for it are answered with.
    pub(super) fn is_made_here(&self, body: &Body, binding: &Binding) -> bool {
        let tree = self.index().tree(body.file);
        let init = match binding.origin {
            Origin::Value(init) if binding.path.iter().all(|step| *step == Proj::At(0)) => init,
            _ => return false,
        };
        let asked = match tree.kind(init) {
            ExprKind::Match(of) => tree.match_(of).scrutinee,
            _ => init,
        };
        let makes = |name: Name| segments(name.text()).first().is_some_and(|first| MAKERS.contains(&first.as_str()));
        self.maker(tree, asked).is_some_and(makes)
    }

    /// The function whose answer a value is.
    fn maker(&self, tree: &Tree, value: ExprId) -> Option<Name> {
        match tree.kind(value) {
            ExprKind::Await(inner) | ExprKind::Try(inner) | ExprKind::Ref(inner) => self.maker(tree, inner),
            ExprKind::Method { receiver, name, .. } => {
                let unchanged = self.know.values.unchanged.contains(name.text());
                if unchanged { self.maker(tree, receiver) } else { Some(name) }
            }
            ExprKind::Call { callee, .. } => tree.path_of(callee)?.last(),
            _ => None,
        }
    }

    /// `IntentToken { token, expiry_time }` of a type that nobody here knows.
    fn is_taken_with_company(&self, body: &Body, binding: &Binding) -> bool {
        let Some((Proj::Field(own), of)) = binding.path.split_last() else { return false };
        if binding.of.is_none() || self.types.constructor(body, binding).is_some() {
            return false;
        }
        let locals = self.types.infer.locals(body);
        let beside = |other: &Binding| match other.path.split_last() {
            Some((Proj::Field(field), place)) if other.of == binding.of && place == of && field != own => {
                has_word(field.text(), &self.know.values.company)
            }
            _ => false,
        };
        locals.bindings.iter().any(beside)
    }
}
