//! Reading and growing the tables of a [`Tree`].

use super::*;
use crate::rust::name::Name;
use crate::source::Span;

macro_rules! tables {
    ($($add:ident $get:ident $table:ident: $id:ident => $node:ty;)*) => {$(
        /// Adds a node and gives its number.
        pub fn $add(&mut self, node: $node) -> $id {
            self.$table.push(node);
            $id(self.$table.len() as u32 - 1)
        }

        /// The node with this number.
        pub fn $get(&self, id: $id) -> &$node {
            &self.$table[id.index()]
        }
    )*};
}

macro_rules! lists {
    ($($add:ident $get:ident $table:ident: $list:ident => $node:ty;)*) => {$(
        /// Adds a run of nodes.
        pub fn $add(&mut self, nodes: &[$node]) -> $list {
            if nodes.is_empty() {
                return $list::default();
            }
            let start = self.$table.len() as u32;
            self.$table.extend_from_slice(nodes);
            $list { start, len: nodes.len() as u32 }
        }

        /// The nodes of a run.
        pub fn $get(&self, list: $list) -> &[$node] {
            &self.$table[list.start as usize..(list.start + list.len) as usize]
        }
    )*};
}

impl Tree {
    tables! {
        add_expr expr exprs: ExprId => Expr;
        add_pat pat pats: PatId => Pat;
        add_type ty types: TypeId => Type;
        add_path path paths: PathId => Path;
        add_string string strings: StrId => Box<str>;
        add_macro mac macros: MacroId => MacroCall;
        add_closure closure closures: ClosureId => Closure;
        add_block block blocks: BlockId => Block;
        add_match match_ matches: MatchId => Match;
        add_struct struct_ structs: StructId => StructLit;
    }

    lists! {
        add_exprs exprs_of expr_lists: ExprList => ExprId;
        add_pats pats_of pat_lists: PatList => PatId;
        add_types types_of type_lists: TypeList => TypeId;
        add_field_pats field_pats_of field_pats: FieldPatList => (Name, PatId);
    }

    /// Gives back the room that growing left over.
    pub(in crate::rust) fn shrink(&mut self) {
        let Tree { exprs, pats, types, paths, strings, macros, closures, blocks, .. } = self;
        exprs.shrink_to_fit();
        pats.shrink_to_fit();
        types.shrink_to_fit();
        paths.shrink_to_fit();
        strings.shrink_to_fit();
        macros.shrink_to_fit();
        closures.shrink_to_fit();
        blocks.shrink_to_fit();
        let Tree { matches, structs, field_pats, turbofish, expr_lists, pat_lists, type_lists, .. } = self;
        matches.shrink_to_fit();
        structs.shrink_to_fit();
        field_pats.shrink_to_fit();
        turbofish.shrink_to_fit();
        expr_lists.shrink_to_fit();
        pat_lists.shrink_to_fit();
        type_lists.shrink_to_fit();
    }

    /// What the expression is.
    pub fn kind(&self, id: ExprId) -> ExprKind {
        self.expr(id).kind
    }

    /// The path, when the expression is one.
    pub fn path_of(&self, id: ExprId) -> Option<&Path> {
        match self.kind(id) {
            ExprKind::Path(path) => Some(self.path(path)),
            _ => None,
        }
    }

    /// The text, when the expression is a string literal.
    pub fn str_of(&self, id: ExprId) -> Option<&str> {
        match self.kind(id) {
            ExprKind::Str(text) => Some(self.string(text)),
            _ => None,
        }
    }

    /// The span of the whole expression, from its leftmost to its rightmost
    /// token that is known; costs a walk over its children.
    pub fn extent(&self, id: ExprId) -> Span {
        let mut span = self.expr(id).span;
        self.children(id, &mut |child| span = span.to(self.extent(child)));
        span
    }

    /// The values with which a loop is left that has this body. Which loop a
    /// label means is not known: it is taken for the innermost.
    pub fn broken_with(&self, body: ExprId) -> Vec<ExprId> {
        let (mut found, mut left) = (Vec::new(), vec![body]);
        while let Some(at) = left.pop() {
            match self.kind(at) {
                ExprKind::Break(Some(value)) => found.push(value),
                ExprKind::Loop(_) | ExprKind::Labelled(_) | ExprKind::Closure(_) => continue,
                _ => {}
            }
            self.children(at, &mut |child| left.push(child));
        }
        found
    }

    /// Calls `visit` for each direct child expression, in source order.
    pub fn children(&self, id: ExprId, visit: &mut dyn FnMut(ExprId)) {
        use ExprKind::*;
        match self.kind(id) {
            Str(_) | Bytes(_) | Scalar(_) | Path(_) | Other => {}
            Call { callee, args } => {
                visit(callee);
                self.exprs_of(args).iter().copied().for_each(visit);
            }
            Method { receiver, args, .. } => {
                visit(receiver);
                self.exprs_of(args).iter().copied().for_each(visit);
            }
            Macro(mac) => {
                let mac = self.mac(mac);
                mac.args.iter().map(|arg| arg.expr).chain(mac.block).for_each(visit);
            }
            Field { base: a, .. } | Ref(a) | Deref(a) | Not(a) | Try(a) | Await(a) | Loop(a) | Labelled(a) => visit(a),
            Cast { expr, .. } | Let { expr, .. } => visit(expr),
            Index { base: a, index: b }
            | Binary { left: a, right: b, .. }
            | Assign { left: a, right: b }
            | While { cond: a, body: b }
            | For { iter: a, body: b, .. } => {
                visit(a);
                visit(b);
            }
            Struct(literal) => {
                let literal = self.struct_(literal);
                let values = literal.fields.iter().map(|(_, _, value)| *value);
                values.chain(literal.rest).for_each(visit);
            }
            Tuple(list) | Array(list) => self.exprs_of(list).iter().copied().for_each(visit),
            Block(block) => self.block_children(block, visit),
            If { cond, then, other } => [Some(cond), Some(then), other].into_iter().flatten().for_each(visit),
            Match(id) => {
                let node = self.match_(id);
                visit(node.scrutinee);
                for (pat, body) in &node.arms {
                    if let PatKind::Guard { cond, .. } = self.pat(*pat).kind {
                        visit(cond);
                    }
                    visit(*body);
                }
            }
            Closure(closure) => visit(self.closure(closure).body),
            Return(value) | Break(value) => value.into_iter().for_each(visit),
            Range { from, to } => from.into_iter().chain(to).for_each(visit),
        }
    }

    fn block_children(&self, block: BlockId, visit: &mut dyn FnMut(ExprId)) {
        let block = self.block(block);
        for stmt in &block.stmts {
            match *stmt {
                Stmt::Let { init, otherwise, .. } => init.into_iter().chain(otherwise).for_each(&mut *visit),
                Stmt::Expr(expr) => visit(expr),
            }
        }
        block.value.into_iter().for_each(visit);
    }

    /// Calls `visit` for `id` and everything below it.
    pub fn walk(&self, id: ExprId, visit: &mut dyn FnMut(ExprId)) {
        visit(id);
        self.children(id, &mut |child| self.walk(child, visit));
    }
}
