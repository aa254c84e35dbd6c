//! What is displayed is a text: `println!("{}", entry.get_password()?)`. Types
//! of other crates that hold a secret and hide it have no `Display`.

use foldhash::HashSet;

use crate::rust::flow::build::Builder;
use crate::rust::flow::roles::{GIVEN_BACK, SPELLINGS, SPELLS, has_one};
use crate::rust::flow::seeds::is_strong;
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;
use crate::words::segments;

/// Calls and references between what is displayed and what names it.
const STEPS: usize = 12;

/// Numbers of things that make a report of them.
const COUNTS: usize = 3;

impl Builder<'_, '_, '_> {
    /// `{}` of `report.recovery_codes` beside `report.users` and others: no list
    /// has a `Display`, so that it is how many there are.
    pub(in crate::rust::flow::build) fn is_number_of(&mut self, arg: ExprId) -> bool {
        let several = |name: Name| name.text().ends_with('s') && !name.text().ends_with("ss");
        let ExprKind::Field { base, name } = self.tree.kind(arg) else { return false };
        let Some(of) = self.variable(base).filter(|_| several(name) && self.ty(arg) == Ty::Unknown) else {
            return false;
        };
        if !self.may_ask() {
            return false;
        }
        let mut all = HashSet::default();
        self.tree.walk(self.body.root, &mut |expr| match self.tree.kind(expr) {
            ExprKind::Field { base, name } if several(name) && self.variable(base) == Some(of) => {
                all.insert(name);
            }
            _ => {}
        });
        all.len() >= COUNTS
    }

    /// Takes an argument that is displayed for the secret that it is called.
    pub(in crate::rust::flow::build) fn displayed(&mut self, arg: ExprId) {
        if let Some(name) = self.displayed_secret(arg) {
            self.seed_expr(arg, name, &Ty::Text);
        }
    }

    fn displayed_secret(&mut self, arg: ExprId) -> Option<Name> {
        let (mut at, mut turned) = (arg, false);
        for _ in 0..STEPS {
            at = match self.tree.kind(at) {
                ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => inner,
                ExprKind::Method { receiver, name, .. } if self.flow.know.values.unchanged.contains(name.text()) => {
                    receiver
                }
                ExprKind::Method { receiver, name, args } if self.turns(name, args) => {
                    turned = true;
                    receiver
                }
                ExprKind::Method { receiver, name, args } => {
                    let asked = self.tree.exprs_of(args).is_empty() && self.is_open(at) && self.is_open(receiver);
                    let own = asked.then(|| self.own(receiver, &self.ty(receiver), name, 0)).flatten();
                    return (asked && own.is_none() && (self.names_whole(name) || self.is_part(receiver, name)))
                        .then_some(name);
                }
                ExprKind::Field { base, name } => {
                    // What says enough by itself is a secret without being displayed.
                    return (self.is_open(at) && self.is_open(base) && self.is_part(base, name)).then_some(name);
                }
                ExprKind::Path(path) if turned => {
                    let name = self.tree.path(path).ident()?;
                    return (self.is_open(at) && self.names_whole(name)).then_some(name);
                }
                _ => return None,
            };
        }
        None
    }

    /// `key.to_bech32()`: the same, spelled otherwise.
    fn turns(&self, name: Name, args: ExprList) -> bool {
        let words = segments(name.text());
        let spells = |word: &String| SPELLINGS.contains(&word.as_str());
        self.tree.exprs_of(args).is_empty()
            && matches!(words.split_first(), Some((first, rest)) if SPELLS.contains(&first.as_str())
                && !rest.is_empty()
                && rest.iter().all(spells))
    }

    /// Whether nothing is known of a value's type, but that it is not ours.
    fn is_open(&self, expr: ExprId) -> bool {
        match self.ty(expr).value() {
            Ty::Unknown => true,
            ty @ Ty::Foreign(..) => !self.flow.is_protected(&ty),
            _ => false,
        }
    }

    /// `app_password.secret`
    fn is_part(&mut self, of: ExprId, name: Name) -> bool {
        self.flow.names_secret(name) && !self.hides(name) && self.is_of_secret(of)
    }

    fn names_whole(&mut self, name: Name) -> bool {
        is_strong(name.text()) && self.flow.names_secret(name) && !self.hides(name)
    }

    fn hides(&self, name: Name) -> bool {
        let text = name.text();
        has_one(text, GIVEN_BACK) || self.flow.know.values.is_act(text) || self.flow.know.cleans(text)
    }
}
