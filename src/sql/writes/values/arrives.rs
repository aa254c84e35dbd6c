//! What a handler is handed: a request, taken apart where it arrives, or its
//! parts one by one where an attribute says that the function answers requests.

use std::ops::Range;

use super::Values;
use super::scope::outside;
use crate::sql::writes::tokens::hiding::CARRIERS;
use crate::sql::writes::tokens::impls::parameters;
use crate::sql::writes::tokens::lists::lists;

/// How far before a function its attributes are looked for.
const FAR: usize = 80;

impl Values<'_> {
    /// Whether the parameter of this type that gives the variable at `name`
    /// its value came with a request: `Json(Login { password, .. }): Json<Login>`,
    /// `password: String` below `#[server]`.
    pub(super) fn arrives(&self, name: usize, ty: Range<usize>) -> bool {
        let code = &self.code;
        let Some(function) = self.function(name) else { return false };
        let extracts = |at: usize| code.is_ident(at) && lists().extracts(code.slice(at));
        if code.punct(ty.start.saturating_sub(2), b')') && ty.clone().any(extracts) {
            return true;
        }
        let plain = |at: usize| !code.is_ident(at) || code.ident(at, "Option") || CARRIERS.contains(&code.slice(at));
        ty.into_iter().all(plain) && self.answers(function)
    }

    /// Whether an attribute of a function, or of the block that it is in,
    /// says that it answers requests.
    fn answers(&self, function: usize) -> bool {
        let block = self.owner(function).map(|own| own.body.start);
        std::iter::once(function).chain(block).any(|at| self.attributes(at).any(|word| lists().answers(word)))
    }

    /// The names of the attributes right before an item.
    fn attributes(&self, item: usize) -> impl Iterator<Item = &str> {
        let code = &self.code;
        let ends = |at: &usize| [b';', b'}'].iter().any(|c| code.punct(*at, *c));
        let from = (item.saturating_sub(FAR)..item).rev().find(ends).map_or(item.saturating_sub(FAR), |at| at + 1);
        let opens = (from..item).filter(move |at| code.punct(*at, b'#') && code.punct(at + 1, b'['));
        let named = move |at: usize| {
            let path = (at + 2..item).take_while(|n| code.is_ident(*n) || code.punct(*n, b':'));
            path.filter(|n| code.is_ident(*n)).last().map(|n| code.slice(n))
        };
        opens.filter_map(named)
    }

    /// The colon between a parameter's pattern and its type.
    pub(super) fn typed_from(&self, parameter: Range<usize>) -> Option<usize> {
        let code = &self.code;
        let mut at = outside(code, parameter);
        at.find(|n| code.punct(*n, b':') && !code.punct(n + 1, b':') && !code.punct(n - 1, b':'))
    }

    /// The parameters of a function.
    pub(super) fn parameters_of(&self, function: usize) -> Option<(usize, Vec<Range<usize>>)> {
        let open = parameters(&self.code, function)?;
        Some((open, self.code.list(self.code.inside(open))))
    }
}
