//! What is made by a function that is called after a secret, and is
//! put where it is called after what it tells.

use crate::rust::flow::build::Builder;
use crate::rust::flow::roles::{IDS, LINKED, MAKERS, OPENING, SESSIONS, STANDING, ends_in, has_one};
use crate::rust::index::ItemId;
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::words::segments;

impl Builder<'_, '_, '_> {
    /// `let pane_id = generate_password()`: what is made as a password is, and
    /// tells things apart; by that of a session somebody signs in.
    pub(in crate::rust::flow::build) fn is_id_made(&self, init: ExprId, name: &str) -> bool {
        let opens = |of: &str| has_one(of, STANDING) || has_one(of, OPENING);
        let makes = |of: Name| {
            let words = segments(of.text());
            let made = words.first().is_some_and(|first| first == "generate" || first == "gen");
            made && (words[1..] == ["api", "key"] || !opens(of.text()))
        };
        let callee = |expr: &ExprId| match self.tree.kind(*expr) {
            ExprKind::Call { callee, .. } => self.tree.path_of(callee).and_then(Path::last),
            _ => None,
        };
        let arms = match self.tree.kind(init) {
            ExprKind::Match(of) => self.tree.match_(of).arms.iter().map(|(_, arm)| *arm).collect(),
            _ => vec![init],
        };
        // What another arm gives that is called a secret is one.
        let secret = |arm: &ExprId| self.called(*arm).is_some_and(|name| self.flow.know.words.is_secret(name.text()));
        ends_in(name, &["id"])
            && !opens(name)
            && arms.iter().any(|arm| callee(arm).is_some_and(makes))
            && !arms.iter().any(|arm| callee(arm).is_none() && secret(arm))
    }

    /// `let bot_id = extract_bot_id(token)`: what a function takes out of
    /// something is the id that it is called after; a session's opens it.
    pub(in crate::rust::flow::build) fn is_id_taken(&self, init: ExprId, name: &str) -> bool {
        let callee = match self.tree.kind(init) {
            ExprKind::Try(inner) | ExprKind::Await(inner) => return self.is_id_taken(inner, name),
            ExprKind::Call { callee, .. } => self.tree.path_of(callee).and_then(Path::last),
            _ => None,
        };
        let words = segments(name);
        let takes = |of: Name| segments(of.text()).split_first().is_some_and(|(_, taken)| taken == words);
        words.len() > 1 && ends_in(name, IDS) && !has_one(name, OPENING) && callee.is_some_and(takes)
    }

    /// `Worker { identifier: generate_token(32) }`: what is made as a token is,
    /// and tells one from another; whoever has that of a session is let in.
    pub(in crate::rust::flow::build) fn is_own_id(&self, of: ItemId, field: Name, value: ExprId) -> bool {
        let ExprKind::Call { callee, .. } = self.tree.kind(value) else { return false };
        let maker = self.tree.path_of(callee).and_then(Path::last).map(|last| segments(last.text()));
        let makes = maker.is_some_and(
            |words| matches!(words.as_slice(), [makes, what] if MAKERS.contains(&makes.as_str()) && what == "token"),
        );
        let opens = |name: &str| [OPENING, SESSIONS, STANDING, LINKED].iter().any(|words| has_one(name, words));
        let holder = self.flow.index().adt(of).name;
        makes && ends_in(field.text(), &["id", "identifier"]) && !opens(field.text()) && !opens(holder.text())
    }
}
