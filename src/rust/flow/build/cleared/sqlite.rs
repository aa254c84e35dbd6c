//! Addresses that SQLite opens are the paths of files: where a body hands them
//! to it, in the arm of a choice that says so, in a function that is about it.

use foldhash::HashSet;

use crate::rust::flow::build::Builder;
use crate::rust::flow::graph::{NOTHING, Node};
use crate::rust::flow::roles::{DRIVERS, SQLITE, STORES, has_one};
use crate::rust::flow::seeds::{is_database_address, speaks_of_sqlite};
use crate::rust::locals::{BindingId, Origin};
use crate::rust::name::Name;
use crate::rust::tree::*;

/// Addresses of one body that are looked at in an arm.
const ADDRESSES: usize = 16;

/// What a body hands to those who open databases.
#[derive(Default)]
pub(in crate::rust::flow::build) struct Handed {
    variables: HashSet<BindingId>,
    fields: HashSet<Name>,
}

impl Handed {
    fn add(&mut self, (variable, field): (Option<BindingId>, Option<Name>)) {
        self.variables.extend(variable);
        self.fields.extend(field);
    }

    fn take(&mut self, other: &Handed) {
        self.variables.retain(|id| !other.variables.contains(id));
        self.fields.retain(|name| !other.fields.contains(name));
    }
}

impl Builder<'_, '_, '_> {
    /// Whether a variable holds the path of a file wherever the body uses it.
    pub(in crate::rust::flow::build) fn is_variable_of_sqlite(&self, id: BindingId) -> bool {
        let name = self.locals.bindings[id as usize].name;
        is_database_address(name.text()) && (self.is_about_sqlite() || self.opened_by_sqlite().variables.contains(&id))
    }

    /// Whether a field holds one where the body reads it now.
    pub(in crate::rust::flow::build) fn is_field_of_sqlite(&self, name: Name) -> bool {
        is_database_address(name.text())
            && (self.of_sqlite || self.is_about_sqlite() || self.opened_by_sqlite().fields.contains(&name))
    }

    fn is_about_sqlite(&self) -> bool {
        self.flow.is_about_sqlite(&self.body)
    }

    /// Reads what runs when a choice was made for SQLite, where `says` is what
    /// speaks of it.
    pub(in crate::rust::flow::build) fn chosen_for_sqlite(&mut self, says: bool, arm: impl FnOnce(&mut Self)) {
        if !says {
            return arm(self);
        }
        let outer = std::mem::replace(&mut self.of_sqlite, true);
        let locals = self.locals.clone();
        let addresses = self.addresses.get_or_init(|| {
            let all = locals.bindings.iter().enumerate();
            let named = all.filter(|(_, of)| is_database_address(of.name.text()));
            named.map(|(id, _)| id as BindingId).take(ADDRESSES).collect()
        });
        for id in addresses.clone() {
            let node = self.bound(&locals.bindings[id as usize]);
            let nothing = self.flow.graph.id(Node::Part(node, NOTHING));
            self.order.write(id, nothing, true);
        }
        arm(self);
        self.of_sqlite = outer;
    }

    /// `Backend::Sqlite => …`, `"sqlite" => …`
    pub(in crate::rust::flow::build) fn is_pattern_of_sqlite(&self, pat: PatId) -> bool {
        let path = |path: PathId| self.tree.path(path).last().is_some_and(|last| speaks_of_sqlite(last.text()));
        match self.tree.pat(pat).kind {
            PatKind::Lit(literal) => self.tree.str_of(literal).is_some_and(speaks_of_sqlite),
            PatKind::Path(of) | PatKind::TupleStruct { path: of, .. } | PatKind::Struct { path: of, .. } => path(of),
            PatKind::Or(items) => {
                let items = self.tree.pats_of(items);
                !items.is_empty() && items.iter().all(|item| self.is_pattern_of_sqlite(*item))
            }
            PatKind::Ref(inner) | PatKind::Guard { pat: inner, .. } => self.is_pattern_of_sqlite(inner),
            _ => false,
        }
    }

    /// `if url.starts_with("sqlite:")`
    pub(in crate::rust::flow::build) fn asks_for_sqlite(&self, cond: ExprId) -> bool {
        match self.tree.kind(cond) {
            ExprKind::Method { name, args, .. } => {
                name == "starts_with"
                    && self
                        .tree
                        .exprs_of(args)
                        .first()
                        .is_some_and(|arg| self.tree.str_of(*arg).is_some_and(speaks_of_sqlite))
            }
            _ => false,
        }
    }

    fn opened_by_sqlite(&self) -> &Handed {
        self.sqlite.get_or_init(|| self.find_opened())
    }

    /// What is handed to SQLite whatever is chosen, unless another database is
    /// handed the same or somebody asks which of them it is of.
    fn find_opened(&self) -> Handed {
        let (mut files, mut others) = (Handed::default(), Handed::default());
        self.always(self.body.root, &mut |expr| {
            if let Some((args, true)) = self.opening(expr) {
                args.iter().for_each(|arg| files.add(self.place_of(*arg)));
            }
        });
        if files.variables.is_empty() && files.fields.is_empty() {
            return files;
        }
        self.tree.walk(self.body.root, &mut |expr| {
            if let Some((args, false)) = self.opening(expr) {
                args.iter().for_each(|arg| others.add(self.place_of(*arg)));
            }
            if let ExprKind::Method { receiver, name, .. } = self.tree.kind(expr)
                && matches!(
                    name.text(),
                    "starts_with" | "strip_prefix" | "split_once" | "split" | "contains" | "scheme"
                )
            {
                others.add(self.place_of(receiver));
            }
        });
        files.take(&others);
        files
    }

    /// What is handed to who opens something, and whether that is SQLite.
    fn opening(&self, expr: ExprId) -> Option<(&[ExprId], bool)> {
        match self.tree.kind(expr) {
            ExprKind::Call { callee, args } => {
                let path = self.tree.path_of(callee)?;
                let sqlite = self.is_of(path, SQLITE);
                let opens = sqlite || opens(path.last()) || is_of_other(path);
                opens.then(|| (self.tree.exprs_of(args), sqlite))
            }
            ExprKind::Method { receiver, name, args } => {
                let sqlite = self.maker(receiver).is_some_and(|path| self.is_of(path, SQLITE));
                (sqlite || opens(Some(name))).then(|| (self.tree.exprs_of(args), sqlite))
            }
            _ => None,
        }
    }

    /// Goes through what runs whatever is chosen.
    fn always(&self, expr: ExprId, visit: &mut dyn FnMut(ExprId)) {
        visit(expr);
        match self.tree.kind(expr) {
            ExprKind::Match(node) => self.always(self.tree.match_(node).scrutinee, visit),
            ExprKind::If { cond, .. } => self.always(cond, visit),
            ExprKind::Closure(_) => {}
            _ => self.tree.children(expr, &mut |child| self.always(child, visit)),
        }
    }

    /// `SqlitePoolOptions::new` of `SqlitePoolOptions::new().max(5).connect(url)`
    fn maker(&self, receiver: ExprId) -> Option<&Path> {
        let mut at = receiver;
        loop {
            at = match self.tree.kind(at) {
                ExprKind::Method { receiver, .. } => receiver,
                ExprKind::Try(inner) | ExprKind::Await(inner) => inner,
                ExprKind::Call { callee, .. } => {
                    return self.tree.path_of(callee);
                }
                _ => return None,
            };
        }
    }

    /// Whether a path, or a type that it is given, is one of these.
    fn is_of(&self, path: &Path, names: &[&str]) -> bool {
        path.segments.iter().any(|segment| {
            let given = self.tree.types_of(segment.args).iter().any(|ty| match *self.tree.ty(*ty) {
                Type::Path(inner) => self.tree.path(inner).last().is_some_and(|last| names.contains(&last.text())),
                _ => false,
            });
            given || names.contains(&segment.name.text())
        })
    }

    /// The variable or field whose text an expression is.
    fn place_of(&self, expr: ExprId) -> (Option<BindingId>, Option<Name>) {
        let at = self.left_as_it_is(expr);
        match self.tree.kind(at) {
            ExprKind::Path(_) => {
                let id = self.locals.uses.get(&at).copied();
                let field = id.and_then(|id| match self.locals.bindings[id as usize].origin {
                    Origin::Value(init) => match self.tree.kind(self.left_as_it_is(init)) {
                        ExprKind::Field { name, .. } => Some(name),
                        _ => None,
                    },
                    _ => None,
                });
                (id, field)
            }
            ExprKind::Field { name, .. } => (None, Some(name)),
            _ => (None, None),
        }
    }
}

/// Whether what is called so opens something.
fn opens(name: Option<Name>) -> bool {
    name.is_some_and(|name| has_one(name.text(), &["connect", "establish", "open"]))
}

/// Whether a path speaks of another database, or of several.
fn is_of_other(path: &Path) -> bool {
    let whole = path.names().iter().map(|name| name.text()).collect::<Vec<_>>().join("::").to_lowercase();
    has_one(&whole, STORES) || DRIVERS.iter().chain(STORES).any(|driver| whole.contains(&driver.to_lowercase()))
}
