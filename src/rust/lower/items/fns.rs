//! Functions, constants, and what is asked of their type parameters.

use foldhash::HashMap;

use super::super::Lower;
use super::super::attrs::is_test;
use crate::rust::facts::{Const, Fn, Owner, Param};
use crate::rust::name::Name;
use crate::rust::tree::{ExprId, TypeId};

impl Lower<'_> {
    pub(super) fn constant(&mut self, ident: &syn::Ident, ty: &syn::Type, value: Option<ExprId>, owner: Owner) {
        let ty = Some(self.ty(ty));
        let (name, span) = self.named(ident);
        self.facts.consts.push(Const { name, span, module: self.module, owner, ty, value });
    }

    pub(super) fn generics(&mut self, generics: &syn::Generics) -> Vec<(Name, Option<TypeId>)> {
        let clauses = clauses(generics);
        let params = generics.type_params().map(|param| {
            let beside = clauses.get(&param.ident).into_iter().flatten().flat_map(|clause| &clause.bounds);
            let mut bounds = param.bounds.iter().chain(beside).peekable();
            let bound = bounds.peek().is_some().then(|| {
                let bound = self.first_bound(bounds);
                self.facts.tree.add_type(bound)
            });
            (self.name(&param.ident), bound)
        });
        params.collect()
    }

    pub(super) fn fn_item(
        &mut self,
        attrs: &[syn::Attribute],
        sig: &syn::Signature,
        block: Option<&syn::Block>,
        owner: Owner,
    ) {
        let outer_scope = self.body_scope.take();
        let test = self.test || is_test(attrs);
        let outer_test = std::mem::replace(&mut self.test, test);
        let params = sig.inputs.iter().filter_map(|input| match input {
            syn::FnArg::Typed(param) => Some(Param { pat: self.pat(&param.pat), ty: Some(self.ty(&param.ty)) }),
            syn::FnArg::Receiver(_) => None,
        });
        let params = params.collect();
        let generics = self.generics(&sig.generics);
        let ret = self.ret(&sig.output);
        let attrs = self.attrs(attrs);
        let unread = block.is_some_and(|block| self.is_unread(block));
        let body = block.filter(|_| !unread).map(|block| self.block(block));
        let (name, span) = self.named(&sig.ident);
        self.facts.fns.push(Fn {
            name,
            span,
            module: self.module,
            scope: self.body_scope.unwrap_or(self.module),
            owner,
            params,
            has_self: matches!(sig.inputs.first(), Some(syn::FnArg::Receiver(_))),
            ret,
            body,
            unread,
            generics,
            attrs,
            test,
            is_async: sig.asyncness.is_some(),
        });
        self.test = outer_test;
        self.body_scope = outer_scope;
    }

    /// Whether a block is all that is left of a body.
    fn is_unread(&self, block: &syn::Block) -> bool {
        let skipped = &self.facts.skipped;
        !skipped.is_empty() && {
            let inner = self.places.start(block.brace_token.span.open()) + 1;
            skipped.binary_search_by_key(&inner, |span| span.start).is_ok()
        }
    }
}

/// What is asked of each type parameter behind `where`.
fn clauses(generics: &syn::Generics) -> HashMap<&syn::Ident, Vec<&syn::PredicateType>> {
    let mut clauses: HashMap<_, Vec<_>> = HashMap::default();
    for clause in generics.where_clause.iter().flat_map(|clause| &clause.predicates) {
        if let syn::WherePredicate::Type(clause) = clause
            && let syn::Type::Path(of) = &clause.bounded_ty
            && of.qself.is_none()
            && let Some(name) = of.path.get_ident()
        {
            clauses.entry(name).or_default().push(clause);
        }
    }
    clauses
}
