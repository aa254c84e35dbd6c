//! What one Rust file says, as plain data: items, imports, expressions.

use super::name::Name;
use super::tree::{ExprId, PatId, Path, Tree, TypeId, TypeList};
use crate::source::Span;

/// Everything the guard keeps of one file.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Expressions, patterns, types.
    pub tree: Tree,
    /// Modules: the first is the file's own; function bodies with items of
    /// their own have one as well.
    pub modules: Vec<Module>,
    /// `use` declarations, one for each leaf.
    pub uses: Vec<Use>,
    /// Functions, methods, closures' hosts and macro arms.
    pub fns: Vec<Fn>,
    /// Structs, enums and unions.
    pub adts: Vec<Adt>,
    /// Constants and statics.
    pub consts: Vec<Const>,
    /// `impl` blocks.
    pub impls: Vec<Impl>,
    /// Traits.
    pub traits: Vec<Trait>,
    /// `type X = …`.
    pub aliases: Vec<Alias>,
    /// `macro_rules!`.
    pub macros: Vec<MacroRules>,
    /// Item macros (`thread_local! { … }`, `lazy_static! { … }`) and their
    /// module.
    pub item_macros: Vec<(u32, ExprId)>,
    /// Bodies that were not read: what stands between their braces, in order.
    pub skipped: Vec<Span>,
}

/// A module, inline or the file itself, or the scope of a function body.
#[derive(Clone, Debug)]
pub struct Module {
    /// Its name; the file's own has none.
    pub name: Option<Name>,
    /// The enclosing module in this file.
    pub parent: Option<u32>,
    /// The scope of a function body: names not found go on to the parent.
    pub transparent: bool,
    /// `mod x;`: the module's text is in another file.
    pub external: bool,
    /// `#[path = "…"]`
    pub path_attr: Option<Box<str>>,
    /// Below `#[cfg(test)]`.
    pub test: bool,
    /// `#[macro_use]`
    pub macro_use: bool,
}

impl Module {
    /// That of a file.
    pub fn file(test: bool) -> Module {
        Module {
            name: None,
            parent: None,
            transparent: false,
            external: false,
            path_attr: None,
            test,
            macro_use: false,
        }
    }
}

/// One leaf of a `use` tree.
#[derive(Clone, Debug)]
pub struct Use {
    /// The module it stands in.
    pub module: u32,
    /// The path up to the leaf.
    pub path: Vec<Name>,
    /// Whether it starts with `::`.
    pub global: bool,
    /// The name it introduces; none for a glob or `_`.
    pub alias: Option<Name>,
    /// `*`
    pub glob: bool,
    /// Whether other modules can see it.
    pub public: bool,
}

/// What a function belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A module.
    Module,
    /// The `impl` block with this number.
    Impl(u32),
    /// The trait with this number.
    Trait(u32),
    /// An arm of the macro with this number.
    Macro(u32),
}

/// A function, method or macro arm.
#[derive(Clone, Debug)]
pub struct Fn {
    /// Its name and where it stands.
    pub name: Name,
    /// Span of the name.
    pub span: Span,
    /// The module it is declared in.
    pub module: u32,
    /// The module its body sees: its own when it declares items.
    pub scope: u32,
    /// What it belongs to.
    pub owner: Owner,
    /// Its parameters without `self`.
    pub params: Vec<Param>,
    /// Whether it takes `self`.
    pub has_self: bool,
    /// The type it returns.
    pub ret: Option<TypeId>,
    /// Its body.
    pub body: Option<ExprId>,
    /// Whether it has a body that was not read.
    pub unread: bool,
    /// Its generic parameters and their first bound.
    pub generics: Vec<(Name, Option<TypeId>)>,
    /// Its attributes.
    pub attrs: Vec<Attr>,
    /// `#[test]`, `#[cfg(test)]` or inside such.
    pub test: bool,
    /// `async fn`
    pub is_async: bool,
}

impl Fn {
    /// A body that no `fn` declares: an arm of a macro, or what is left of a
    /// file that does not parse.
    pub fn undeclared(name: Name, span: Span, module: u32, owner: Owner, body: ExprId) -> Self {
        Fn {
            name,
            span,
            module,
            scope: module,
            owner,
            params: Vec::new(),
            has_self: false,
            ret: None,
            body: Some(body),
            unread: false,
            generics: Vec::new(),
            attrs: Vec::new(),
            test: false,
            is_async: false,
        }
    }

    /// Whether it has a body, read or not.
    pub fn has_body(&self) -> bool {
        self.body.is_some() || self.unread
    }
}

/// A parameter.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// Its pattern.
    pub pat: PatId,
    /// Its type; macro parameters have none.
    pub ty: Option<TypeId>,
}

/// The kinds of algebraic types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are Rust's own")]
pub enum AdtKind {
    Struct,
    Enum,
    Union,
}

/// A struct, enum or union.
#[derive(Clone, Debug)]
pub struct Adt {
    /// Its name.
    pub name: Name,
    /// Span of the name.
    pub span: Span,
    /// The module it is declared in.
    pub module: u32,
    /// What it is.
    pub kind: AdtKind,
    /// A struct has one variant of its own name.
    pub variants: Vec<Variant>,
    /// Its attributes.
    pub attrs: Vec<Attr>,
    /// Its generic parameters.
    pub generics: Vec<(Name, Option<TypeId>)>,
    /// Below `#[cfg(test)]`.
    pub test: bool,
}

/// A variant, or the one body of a struct.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its name.
    pub name: Name,
    /// Span of the name.
    pub span: Span,
    /// Its fields; unnamed ones are called `0`, `1` …
    pub fields: Vec<Field>,
    /// Its attributes.
    pub attrs: Vec<Attr>,
}

/// A field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name or number.
    pub name: Name,
    /// Span of the name, or of the type when it has none.
    pub span: Span,
    /// Its type.
    pub ty: TypeId,
    /// Its attributes.
    pub attrs: Vec<Attr>,
}

/// A constant or static.
#[derive(Clone, Debug)]
pub struct Const {
    /// Its name.
    pub name: Name,
    /// Span of the name.
    pub span: Span,
    /// The module it is declared in.
    pub module: u32,
    /// What it belongs to.
    pub owner: Owner,
    /// Its type.
    pub ty: Option<TypeId>,
    /// Its value.
    pub value: Option<ExprId>,
}

/// An `impl` block.
#[derive(Clone, Debug)]
pub struct Impl {
    /// The module it stands in.
    pub module: u32,
    /// The type it is for.
    pub self_ty: TypeId,
    /// The trait it implements.
    pub trait_: Option<Path>,
    /// `type X = Y;`
    pub types: Vec<(Name, TypeId)>,
}

/// A trait.
#[derive(Clone, Debug)]
pub struct Trait {
    /// Its name.
    pub name: Name,
    /// The module it is declared in.
    pub module: u32,
}

/// A type alias.
#[derive(Clone, Debug)]
pub struct Alias {
    /// Its name.
    pub name: Name,
    /// The module it is declared in.
    pub module: u32,
    /// What it stands for.
    pub ty: TypeId,
}

/// A `macro_rules!`; its arms are functions whose owner it is.
#[derive(Clone, Debug)]
pub struct MacroRules {
    /// Its name.
    pub name: Name,
    /// The module it is declared in.
    pub module: u32,
    /// `#[macro_export]`
    pub exported: bool,
}

/// An attribute, or one entry of its list.
#[derive(Clone, Debug)]
pub struct Attr {
    /// Its path, joined by `::` (dots in `tracing` field lists are kept).
    pub path: Name,
    /// Span of the path.
    pub span: Span,
    /// `path = value`
    pub value: Option<ExprId>,
    /// `path(…)`: entries that read as attributes or expressions.
    pub args: Vec<Attr>,
    /// `path(…)` at all, even when empty.
    pub list: bool,
}

impl Attr {
    /// The entry with this path.
    pub fn arg(&self, path: &str) -> Option<&Attr> {
        self.args.iter().find(|arg| arg.path == path)
    }
}

/// The attribute with this path, by its last segment.
pub fn attr<'a>(attrs: &'a [Attr], path: &str) -> Option<&'a Attr> {
    attrs.iter().find(|attr| attr.path == path || attr.path.text().rsplit("::").next() == Some(path))
}

impl Facts {
    /// Gives back the room that growing left over: from now on facts are read,
    /// and all of a workspace's at once.
    pub(super) fn shrink(&mut self) {
        self.tree.shrink();
        self.uses.shrink_to_fit();
        self.fns.shrink_to_fit();
        self.adts.shrink_to_fit();
        self.consts.shrink_to_fit();
        self.impls.shrink_to_fit();
    }

    /// The types of a run.
    pub fn types(&self, list: TypeList) -> &[TypeId] {
        self.tree.types_of(list)
    }
}
