//! Functions that put stars into what they give: beside a part of what they were
//! handed, or instead of it, and not beside the whole.

use foldhash::HashSet;

use super::{Flow, is_mask};
use crate::rust::format::{Arg, Hole, Piece, pieces};
use crate::rust::index::Body;
use crate::rust::locals::{Locals, Origin};
use crate::rust::name::Name;
use crate::rust::tree::*;

/// Variables that are followed to what they are copies of.
const FAR: usize = 16;

/// What a body gives: the text that is written there, what it was handed.
#[derive(Default)]
struct Given {
    written: HashSet<ExprId>,
    whole: bool,
}

impl Flow<'_, '_> {
    /// Whether stars are put into what a body gives. Where they are all that it
    /// gives in one case, no other case may give what it was handed.
    pub(super) fn masks_result(&self, body: &Body) -> bool {
        let (tree, locals) = (self.index().tree(body.file), self.types.infer.locals(body));
        let given = self.given_by(body, tree, &locals);
        let (mut texts, mut among, mut alone) = (HashSet::default(), false, false);
        tree.walk(body.root, &mut |expr| match tree.kind(expr) {
            ExprKind::Macro(mac) => {
                let strings = tree.mac(mac).args.iter().map(|arg| arg.expr).filter(|arg| tree.str_of(*arg).is_some());
                texts.extend(strings);
                among |= self.prints(tree.mac(mac)) && masks(tree, tree.mac(mac)) && !shows_whole(tree, &locals, expr);
            }
            ExprKind::Str(_) if !texts.contains(&expr) && tree.str_of(expr).is_some_and(is_mask) => {
                match given.written.contains(&expr) {
                    true => alone = true,
                    false => among = true,
                }
            }
            _ => {}
        });
        among || alone && !given.whole
    }

    /// `format!` and `write!`, but not what is logged.
    fn prints(&self, mac: &MacroCall) -> bool {
        let values = self.know.values;
        mac.path
            .last()
            .is_some_and(|last| values.formats.contains(last.text()) || matches!(last.text(), "write" | "writeln"))
    }

    /// What a body gives in each case.
    fn given_by(&self, body: &Body, tree: &Tree, locals: &Locals) -> Given {
        let (mut given, mut left, mut far) = (Given::default(), vec![body.root], FAR);
        tree.walk(body.root, &mut |expr| {
            if let ExprKind::Return(Some(value)) = tree.kind(expr) {
                left.push(value);
            }
        });
        while let Some(value) = left.pop() {
            match tree.kind(value) {
                ExprKind::Block(block) => left.extend(tree.block(block).value),
                ExprKind::If { then, other, .. } => left.extend([Some(then), other].into_iter().flatten()),
                ExprKind::Match(node) => left.extend(tree.match_(node).arms.iter().map(|(_, arm)| *arm)),
                ExprKind::Ref(inner) | ExprKind::Deref(inner) => left.push(inner),
                ExprKind::Method { receiver, name, args } if tree.exprs_of(args).is_empty() => {
                    left.extend(Some(receiver).filter(|_| self.keeps_all(name)));
                }
                ExprKind::Call { callee, args } => {
                    match (tree.path_of(callee).and_then(Path::last), tree.exprs_of(args)) {
                        (Some(last), [only])
                            if matches!(last.text(), "Some" | "Ok" | "Borrowed" | "Owned" | "from") =>
                        {
                            left.push(*only);
                        }
                        _ => {}
                    }
                }
                ExprKind::Macro(mac) => given.whole |= self.prints(tree.mac(mac)) && shows_whole(tree, locals, value),
                ExprKind::Str(_) => drop(given.written.insert(value)),
                ExprKind::Path(_) => match copied_from(locals, value).filter(|_| far > 0) {
                    Some(init) => {
                        far -= 1;
                        left.push(init);
                    }
                    None => given.whole |= is_param(locals, value),
                },
                _ => {}
            }
        }
        given
    }

    /// `text.to_string()`, `text.into()`
    fn keeps_all(&self, method: Name) -> bool {
        let trims = method.text().starts_with("trim");
        !trims && (self.know.values.keeps.contains(method.text()) || self.types.is_carried(method.text()))
    }
}

/// What a variable is that gets nothing else.
fn copied_from(locals: &Locals, expr: ExprId) -> Option<ExprId> {
    let binding = locals.uses.get(&expr).map(|id| &locals.bindings[*id as usize])?;
    match binding.origin {
        Origin::Value(init) if binding.path.is_empty() && binding.assigned.is_empty() && init != expr => Some(init),
        _ => None,
    }
}

/// Whether a macro's text has stars in it.
fn masks(tree: &Tree, mac: &MacroCall) -> bool {
    mac.args.iter().any(|arg| tree.str_of(arg.expr).is_some_and(is_mask))
}

/// Whether an expression is a parameter as it is.
fn is_param(locals: &Locals, expr: ExprId) -> bool {
    let binding = locals.uses.get(&expr).map(|id| &locals.bindings[*id as usize]);
    binding.is_some_and(|of| matches!(of.origin, Origin::Param(_)) && of.path.is_empty())
}

/// Whether a macro prints a parameter as it is.
fn shows_whole(tree: &Tree, locals: &Locals, call: ExprId) -> bool {
    let ExprKind::Macro(mac) = tree.kind(call) else { return false };
    let args = &tree.mac(mac).args;
    let text = args.iter().find_map(|arg| tree.str_of(arg.expr)).unwrap_or_default();
    let captured = |piece: Piece| match piece {
        Piece::Hole(Hole { arg: Arg::Named(name), .. }) => locals.captures.get(&(call, Name::new(&name))).copied(),
        _ => None,
    };
    let param = |id: u32| matches!(locals.bindings[id as usize].origin, Origin::Param(_));
    let plain = |arg: &MacroArg| match tree.kind(arg.expr) {
        ExprKind::Ref(inner) => is_param(locals, inner),
        _ => is_param(locals, arg.expr),
    };
    args.iter().any(plain)
        || pieces(text)
            .into_iter()
            .filter_map(captured)
            .any(|id| param(id) && locals.bindings[id as usize].path.is_empty())
}
