//! Functions that write down what they give themselves: fixed texts, stars in
//! place of what they were handed.

use super::Flow;
use super::pieces::given;
use crate::rust::facts::Owner;
use crate::rust::flow::roles::{MAKERS, MASKS, REDACTORS, has_one};
use crate::rust::format::{Arg, Hole, Piece, pieces};
use crate::rust::index::{Def, ItemId};
use crate::rust::locals::{Binding, Origin};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::words::segments;

impl Flow<'_, '_> {
    /// `fn token(self) -> &'static str { "+" }`: a text of the program itself;
    /// `fn account_key(user: &str) -> String { format!("{user}:lock") }`: one
    /// of what callers give, whose secrets are theirs.
    pub(in crate::rust::flow) fn gives_fixed_text(&self, id: ItemId) -> bool {
        let (tree, item) = (self.index().tree(id.file), self.index().fn_(id));
        let params = item.params.iter().filter_map(|param| match tree.pat(param.pat).kind {
            PatKind::Bind { name, .. } => Some(name),
            _ => None,
        });
        let makes = segments(item.name.text()).first().is_some_and(|first| MAKERS.contains(&first.as_str()));
        let makes = makes && !item.body.is_some_and(|body| self.says_of_what(tree, body));
        let params: Vec<Name> = params.filter(|_| !makes).collect();
        item.body.is_some_and(|body| is_written(tree, body, &params))
    }

    /// `format!("client-secret/{profile}")`: what is called after a secret at
    /// its beginning is what that is kept under.
    fn says_of_what(&self, tree: &Tree, body: ExprId) -> bool {
        let value = match tree.kind(body) {
            ExprKind::Block(block) => tree.block(block).value.unwrap_or(body),
            _ => body,
        };
        let ExprKind::Macro(mac) = tree.kind(value) else { return false };
        let text = tree.mac(mac).args.first().and_then(|arg| tree.str_of(arg.expr));
        let Some(Piece::Text(begin)) = text.and_then(|text| pieces(text).into_iter().next()) else { return false };
        begin.strip_suffix([':', '/', '.']).is_some_and(|name| self.know.words.is_secret(&name.replace('-', "_")))
    }

    /// `fn label(field: &'static str) -> &'static str { match field { "x" =>
    /// "y", _ => field } }`: the parameters that a function gives back, when
    /// it gives nothing but those and what it writes down.
    pub(super) fn gives_back(&self, id: ItemId) -> Option<Vec<u32>> {
        let (tree, body) = (self.index().tree(id.file), self.index().body(id)?);
        let locals = self.types.infer.locals(&body);
        let param = |value: ExprId| match locals.uses.get(&value).map(|at| &locals.bindings[*at as usize]) {
            Some(Binding { origin: Origin::Param(at), path, .. }) if path.is_empty() => Some(*at),
            _ => None,
        };
        let mut back = Vec::new();
        let fixed = given(tree, body.root).into_iter().all(|value| is_chosen(tree, value, &param, &mut back));
        fixed.then_some(back)
    }

    /// Whether a function takes the secret out of what it is given: its name
    /// says so, or its place does and it puts stars there.
    pub(in crate::rust::flow) fn takes_out(&self, id: ItemId) -> bool {
        let item = self.index().fn_(id);
        item.has_body() && (self.know.cleans(item.name.text()) || self.is_of_redactors(id) && self.writes_mask(id))
    }

    /// Whether a function stands in a module, or belongs to a type, that is
    /// called after hiding what is shown: `redact::url_password`.
    fn is_of_redactors(&self, id: ItemId) -> bool {
        let facts = &self.index().unit(id.file).facts;
        let item = self.index().fn_(id);
        let mut module = Some(item.module);
        while let Some(at) = module {
            let of = &facts.modules[at as usize];
            if of.name.is_some_and(|name| has_one(name.text(), REDACTORS)) {
                return true;
            }
            module = of.parent;
        }
        let of_type = match self.index().owner_def(id.file, item.owner) {
            Some(Def::Adt(of)) if !matches!(item.owner, Owner::Macro(_)) => {
                has_one(self.index().adt(of).name.text(), REDACTORS)
            }
            _ => false,
        };
        of_type || self.lies_in(id.file, &|part| has_one(part, REDACTORS))
    }

    /// Whether a function writes down what stands in a secret's place: `***`.
    fn writes_mask(&self, id: ItemId) -> bool {
        let find = || self.index().body(id).is_some_and(|body| self.masks_result(&body));
        self.around.masks.get(id, find)
    }
}

/// Whether a value is a text that is written down or what `param` says, in each
/// case.
fn is_chosen(tree: &Tree, value: ExprId, param: &dyn Fn(ExprId) -> Option<u32>, back: &mut Vec<u32>) -> bool {
    let mut again = |value: ExprId| is_chosen(tree, value, param, back);
    match tree.kind(value) {
        ExprKind::Str(_) => true,
        ExprKind::Block(block) => tree.block(block).value.is_some_and(again),
        ExprKind::Match(node) => tree.match_(node).arms.iter().all(|(_, arm)| again(*arm)),
        ExprKind::If { then, other: Some(other), .. } => again(then) && again(other),
        _ => param(value).map(|at| back.push(at)).is_some(),
    }
}

/// Whether a text has in it what is written in a secret's place.
pub(in crate::rust::flow) fn is_mask(text: &str) -> bool {
    let lower = text.to_lowercase();
    let filled = |c: char| matches!(c, '*' | '•' | '█');
    let enclosed =
        |mask: &&&str| [("[", "]"), ("<", ">")].iter().any(|(a, b)| lower.contains(&format!("{a}{mask}{b}")));
    !text.is_empty() && text.chars().all(filled)
        || text.contains("***")
        || text.contains("•••")
        || MASKS.contains(&lower.trim_matches(|c: char| !c.is_alphanumeric()))
        || MASKS.iter().any(|mask| enclosed(&mask))
}

/// Whether a value is written out in each case, but for these parameters.
fn is_written(tree: &Tree, value: ExprId, params: &[Name]) -> bool {
    let again = |value: ExprId| is_written(tree, value, params);
    match tree.kind(value) {
        ExprKind::Str(_) | ExprKind::Scalar(_) => true,
        ExprKind::Macro(mac) => is_formatted(tree, tree.mac(mac), params),
        ExprKind::Block(block) => tree.block(block).stmts.is_empty() && tree.block(block).value.is_some_and(again),
        ExprKind::Match(node) => tree.match_(node).arms.iter().all(|(_, arm)| again(*arm)),
        ExprKind::If { then, other, .. } => again(then) && other.is_none_or(again),
        // `(0..text.len()).map(|_| '*').collect()`, `"*".repeat(text.len())`
        ExprKind::Method { receiver, name, args } => match (name.text(), tree.exprs_of(args)) {
            ("collect" | "repeat", _) => again(receiver),
            ("map", [each]) => match tree.kind(*each) {
                ExprKind::Closure(closure) => again(tree.closure(closure).body),
                _ => false,
            },
            _ => false,
        },
        _ => false,
    }
}

/// Whether a text is formatted of nothing but some of these parameters, and
/// is no address, which has a place for a password.
fn is_formatted(tree: &Tree, mac: &MacroCall, params: &[Name]) -> bool {
    let Some((text, args)) = mac.args.split_first() else { return false };
    let given =
        |arg: &MacroArg| tree.path_of(arg.expr).and_then(Path::ident).is_some_and(|name| params.contains(&name));
    let plain = |piece: &Piece| match piece {
        Piece::Text(text) => !text.contains("://"),
        Piece::Hole(Hole { arg: Arg::At(_), .. }) => true,
        Piece::Hole(Hole { arg: Arg::Named(name), .. }) => {
            params.iter().chain(args.iter().filter_map(|arg| arg.name.as_ref())).any(|known| known.text() == name)
        }
    };
    mac.path.last().is_some_and(|last| last == "format")
        && args.iter().all(given)
        && !params.is_empty()
        && tree.str_of(text.expr).is_some_and(|text| pieces(text).iter().all(plain))
}
