//! Where things are used: calls by the name called, struct literals by the
//! field set, with the body each stands in.

use std::collections::BTreeSet;
use std::sync::Mutex;

use foldhash::HashMap;

use super::format::{Arg, Piece, pieces};
use super::index::{Body, Index};
use super::name::Name;
use super::tree::{ExprId, ExprKind, PatId, PatKind, Path, Stmt, StructId, Tree};

/// A place in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Site {
    /// Index into [`Sites::bodies`].
    pub body: u32,
    /// The call, macro call, path or struct literal.
    pub expr: ExprId,
}

/// All bodies and the places in them.
#[derive(Debug, Default)]
pub struct Sites {
    /// Every body of the workspace, in order of files.
    pub bodies: Vec<Body>,
    /// Calls, methods and macro calls by the name called; paths that are
    /// handed over by their last name.
    pub named: HashMap<Name, Vec<Site>>,
    /// Struct literals by each field they set.
    pub fields: HashMap<Name, Vec<Site>>,
    /// Lookups by a key that is written out, by the key: `map["key"]`,
    /// `map.get("key")`.
    pub keyed: HashMap<Name, Vec<Site>>,
    /// Reads of fields, and variables that format strings capture, by name.
    pub read: HashMap<Name, Vec<Site>>,
    /// Names that were asked for; none when every body was read.
    asked: Option<Mutex<BTreeSet<Name>>>,
    /// Patterns that take a value apart, by the constructor's last name and
    /// by the names of fields they take.
    pub taken: HashMap<Name, Vec<Site>>,
}

impl Sites {
    /// Walks every body once.
    pub fn new(index: &Index<'_>) -> Sites {
        let mut sites = Sites::default();
        let in_part = index.units().iter().any(|unit| !unit.facts.skipped.is_empty());
        sites.asked = in_part.then(Mutex::default);
        for file in 0..index.units().len() as u32 {
            for body in index.bodies(file) {
                let number = sites.bodies.len() as u32;
                sites.bodies.push(body);
                sites.body(index, number, body);
            }
        }
        sites
    }

    /// The names that were asked for while there are bodies that were not
    /// read.
    pub fn asked(&self) -> BTreeSet<Name> {
        let asked = self.asked.as_ref();
        asked.map(|asked| asked.lock().unwrap_or_else(|e| e.into_inner()).clone()).unwrap_or_default()
    }

    fn ask(&self, name: Name) {
        if let Some(asked) = &self.asked {
            asked.lock().unwrap_or_else(|e| e.into_inner()).insert(name);
        }
    }

    /// The struct literals that set a field of this name.
    pub fn setting(&self, field: Name) -> &[Site] {
        self.ask(field);
        self.fields.get(&field).map_or(&[], Vec::as_slice)
    }

    /// The reads of fields of this name.
    pub fn reading(&self, field: Name) -> &[Site] {
        self.ask(field);
        self.read.get(&field).map_or(&[], Vec::as_slice)
    }

    /// The places where this name is used.
    pub fn named(&self, name: Name) -> &[Site] {
        self.ask(name);
        self.named.get(&name).map_or(&[], Vec::as_slice)
    }

    fn body(&mut self, index: &Index<'_>, number: u32, body: Body) {
        let tree = index.tree(body.file);
        // A called path is known by its call.
        let mut called = None;
        tree.walk(body.root, &mut |expr| {
            self.reads(tree, Site { body: number, expr });
            let name = match tree.kind(expr) {
                ExprKind::Call { callee, .. } => {
                    called = Some(callee);
                    tree.path_of(callee).and_then(Path::last)
                }
                ExprKind::Path(path) if called != Some(expr) => tree.path(path).last(),
                ExprKind::Method { name, .. } => Some(name),
                ExprKind::Macro(mac) => tree.mac(mac).path.last(),
                ExprKind::Struct(literal) => {
                    self.literal(index, Site { body: number, expr }, literal);
                    None
                }
                _ => None,
            };
            if let Some(name) = name {
                self.named.entry(name).or_default().push(Site { body: number, expr });
            }
        });
    }

    fn reads(&mut self, tree: &Tree, site: Site) {
        let mut read = |name: Name| self.taken.entry(name).or_default().push(site);
        match tree.kind(site.expr) {
            ExprKind::Index { index, .. } => self.key(tree, site, index),
            ExprKind::Method { args, .. } => {
                tree.exprs_of(args).first().into_iter().for_each(|first| self.key(tree, site, *first));
            }
            ExprKind::Field { name, .. } => self.read.entry(name).or_default().push(site),
            ExprKind::Macro(mac) => {
                let mut read = |name: Name| self.read.entry(name).or_default().push(site);
                let texts = tree.mac(mac).args.iter().filter_map(|arg| tree.str_of(arg.expr));
                texts.filter(|text| text.contains('{')).for_each(|text| captures(text, &mut read));
            }
            ExprKind::Let { pat, .. } | ExprKind::For { pat, .. } => taken(tree, pat, &mut read),
            ExprKind::Match(node) => tree.match_(node).arms.iter().for_each(|(pat, _)| taken(tree, *pat, &mut read)),
            ExprKind::Closure(closure) => {
                let params = tree.pats_of(tree.closure(closure).params);
                params.iter().for_each(|pat| taken(tree, *pat, &mut read));
            }
            ExprKind::Block(block) => {
                for stmt in &tree.block(block).stmts {
                    if let Stmt::Let { pat, .. } = stmt {
                        taken(tree, *pat, &mut read);
                    }
                }
            }
            _ => {}
        }
    }

    fn key(&mut self, tree: &Tree, site: Site, key: ExprId) {
        let key = match tree.kind(key) {
            ExprKind::Str(text) if is_key(tree.string(text)) => Name::new(tree.string(text)),
            ExprKind::Path(path) => match tree.path(path).last() {
                Some(name) if name.text().starts_with(char::is_uppercase) => name,
                _ => return,
            },
            _ => return,
        };
        self.keyed.entry(key).or_default().push(site);
    }

    fn literal(&mut self, index: &Index<'_>, site: Site, literal: StructId) {
        let tree = index.tree(self.bodies[site.body as usize].file);
        for (field, _, _) in &tree.struct_(literal).fields {
            self.fields.entry(*field).or_default().push(site);
        }
    }
}

/// Whether a text is a key, not something that is said.
fn is_key(text: &str) -> bool {
    let word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'/');
    (4..64).contains(&text.len()) && text.bytes().all(word)
}

/// The variables that a format string captures.
fn captures(text: &str, read: &mut dyn FnMut(Name)) {
    for piece in pieces(text) {
        if let Piece::Hole(hole) = piece
            && let Arg::Named(name) = hole.arg
        {
            read(Name::new(&name));
        }
    }
}

/// The fields that a pattern takes, and the names it binds.
fn taken(tree: &Tree, pat: PatId, read: &mut dyn FnMut(Name)) {
    match tree.pat(pat).kind {
        PatKind::Struct { path, fields } => {
            tree.path(path).last().into_iter().for_each(&mut *read);
            for (name, inner) in tree.field_pats_of(fields) {
                read(*name);
                taken(tree, *inner, read);
            }
        }
        PatKind::TupleStruct { path, items } => {
            tree.path(path).last().into_iter().for_each(&mut *read);
            tree.pats_of(items).iter().for_each(|item| taken(tree, *item, read));
        }
        PatKind::Tuple(items) | PatKind::Or(items) | PatKind::Slice(items) => {
            tree.pats_of(items).iter().for_each(|item| taken(tree, *item, read));
        }
        PatKind::Ref(inner) | PatKind::Typed { pat: inner, .. } | PatKind::Guard { pat: inner, .. } => {
            taken(tree, inner, read);
        }
        _ => {}
    }
}
