//! Local variables of one body: which use means which binding, and where a
//! binding's value comes from.

mod noted;
mod patterns;
mod walk;

use foldhash::HashMap;

use super::facts::{Facts, Param};
use super::name::Name;
use super::tree::{ExprId, PatId, PathId, TypeId};
use walk::Walk;

/// A binding of the body, by its number in [`Locals::bindings`].
pub type BindingId = u32;

/// A variable.
#[derive(Clone, Debug)]
pub struct Binding {
    /// Its name.
    pub name: Name,
    /// The pattern that binds it.
    pub pat: PatId,
    /// What is taken apart to get its value.
    pub origin: Origin,
    /// How it is taken apart, outermost first.
    pub path: Vec<Proj>,
    /// The constructor of the innermost pattern it stands in.
    pub of: Option<PathId>,
    /// The type written beside it.
    pub ty: Option<TypeId>,
    /// Values assigned later.
    pub assigned: Vec<ExprId>,
    /// Texts appended later, in order.
    pub pushed: Vec<ExprId>,
}

/// Where a binding's value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// `self`
    SelfParam,
    /// The function's parameter with this number.
    Param(u32),
    /// A `let`, `if let`, `match`: this expression.
    Value(ExprId),
    /// A `let` without a value.
    Nothing,
    /// A parameter of this closure.
    Closure(ExprId, u32),
}

/// One step into a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Proj {
    /// A tuple's or tuple struct's element.
    At(u32),
    /// A field.
    Field(Name),
    /// Any element of a collection.
    Element,
}

/// Where a closure is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// Argument with this number of this call or method call.
    Arg(ExprId, u32),
    /// Bound to a variable.
    Let(BindingId),
    /// Put into a field of this name by this struct literal.
    Field(ExprId, Name),
}

/// See the module's text.
#[derive(Clone, Debug, Default)]
pub struct Locals {
    /// All bindings.
    pub bindings: Vec<Binding>,
    /// Path expressions that mean a binding.
    pub uses: HashMap<ExprId, BindingId>,
    /// Names captured by format strings of a macro call.
    pub captures: HashMap<(ExprId, Name), BindingId>,
    /// What a macro argument's own name means (`tracing`'s shorthand).
    pub closures: HashMap<ExprId, Host>,
}

/// Resolves the locals of a body with these parameters.
pub fn locals(facts: &Facts, root: ExprId, params: &[Param], has_self: bool) -> Locals {
    let mut walk = Walk::new(&facts.tree);
    if has_self {
        walk.declare(Name::new("self"), PatId(0), Origin::SelfParam, &[], None);
    }
    for (at, param) in params.iter().enumerate() {
        walk.bind(param.pat, Origin::Param(at as u32), &mut Vec::new(), param.ty);
    }
    walk.expr(root);
    walk.out
}
