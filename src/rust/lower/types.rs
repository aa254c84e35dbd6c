//! Types and paths.

use syn::{GenericArgument, PathArguments, ReturnType, TypeParamBound};

use super::Lower;
use crate::rust::tree::{Path, PathId, Segment, Type, TypeId, TypeList};
use crate::source::Span;

impl Lower<'_> {
    pub(super) fn ty(&mut self, ty: &syn::Type) -> TypeId {
        let node = match ty {
            syn::Type::Path(path) => {
                let lowered = self.qualified(path.qself.as_ref(), &path.path);
                Type::Path(self.facts.tree.add_path(lowered))
            }
            syn::Type::Reference(inner) => Type::Ref(self.ty(&inner.elem)),
            syn::Type::Ptr(inner) => Type::Ref(self.ty(&inner.elem)),
            syn::Type::Paren(inner) => return self.ty(&inner.elem),
            syn::Type::Group(inner) => return self.ty(&inner.elem),
            syn::Type::Slice(inner) => Type::Slice(self.ty(&inner.elem)),
            syn::Type::Array(inner) => Type::Slice(self.ty(&inner.elem)),
            syn::Type::Tuple(tuple) => {
                let types: Vec<TypeId> = tuple.elems.iter().map(|ty| self.ty(ty)).collect();
                Type::Tuple(self.facts.tree.add_types(&types))
            }
            syn::Type::ImplTrait(bounds) => self.first_bound(bounds.bounds.iter()),
            syn::Type::TraitObject(bounds) => self.first_bound(bounds.bounds.iter()),
            syn::Type::FnPtr(_) => Type::Fn,
            syn::Type::Never(_) => Type::Never,
            _ => Type::Unknown,
        };
        self.facts.tree.add_type(node)
    }

    pub(super) fn first_bound<'a>(&mut self, mut bounds: impl Iterator<Item = &'a TypeParamBound>) -> Type {
        let path = bounds.find_map(|bound| match bound {
            TypeParamBound::Trait(bound) => Some(&bound.path),
            _ => None,
        });
        match path {
            Some(path) => {
                let path = self.path(path);
                Type::Bound(self.facts.tree.add_path(path))
            }
            None => Type::Unknown,
        }
    }

    pub(super) fn ret(&mut self, output: &ReturnType) -> Option<TypeId> {
        match output {
            ReturnType::Default => None,
            ReturnType::Type(_, ty) => Some(self.ty(ty)),
        }
    }

    pub(super) fn path(&mut self, path: &syn::Path) -> Path {
        self.qualified(None, path)
    }

    pub(super) fn path_id(&mut self, qself: Option<&syn::QSelf>, path: &syn::Path) -> PathId {
        let path = self.qualified(qself, path);
        self.facts.tree.add_path(path)
    }

    fn qualified(&mut self, qself: Option<&syn::QSelf>, path: &syn::Path) -> Path {
        let qself = qself.map(|qself| self.ty(&qself.ty));
        let mut span: Option<Span> = None;
        let segments = path.segments.iter().map(|segment| {
            let (name, here) = self.named(&segment.ident);
            span = Some(span.map_or(here, |span| span.to(here)));
            Segment { name, args: self.generic_args(&segment.arguments) }
        });
        let segments = segments.collect();
        Path { segments, global: path.leading_colon.is_some(), qself, span: span.unwrap_or_default() }
    }

    fn generic_args(&mut self, arguments: &PathArguments) -> TypeList {
        match arguments {
            PathArguments::None => TypeList::default(),
            PathArguments::AngleBracketed(args) => self.angle_args(args),
            PathArguments::Parenthesized(args) => {
                let inputs: Vec<TypeId> = args.inputs.iter().map(|arg| self.ty(&arg.ty)).collect();
                let output = self.ret(&args.output);
                let types: Vec<TypeId> = inputs.into_iter().chain(output).collect();
                self.facts.tree.add_types(&types)
            }
        }
    }

    pub(super) fn angle_args(&mut self, args: &syn::AngleBracketedGenericArguments) -> TypeList {
        let types = args.args.iter().filter_map(|arg| match arg {
            GenericArgument::Type(ty) => Some(self.ty(ty)),
            GenericArgument::AssocType(assoc) => Some(self.ty(&assoc.ty)),
            _ => None,
        });
        let types: Vec<TypeId> = types.collect();
        self.facts.tree.add_types(&types)
    }
}
