//! What a value is as far as its function says: known, or what the function
//! was handed itself.

use std::ops::Range;

use super::Values;
use super::bindings::Definition;
use super::fields::Field;
use crate::sql::evidence::Leaning;
use crate::sql::writes::tokens::impls::parameters;

/// How many `let`s a parameter is followed through.
const STEPS: u32 = 4;

/// One parameter of one function, `self` not counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::sql::writes) struct Parameter {
    /// The function's name.
    pub function: String,
    /// The type it belongs to and the trait it comes with; none for a free one.
    pub owners: Vec<String>,
    /// The module in its file that it is in.
    pub module: Option<String>,
    /// Whether it is called on a value.
    pub bound: bool,
    /// How many parameters it has.
    pub arity: usize,
    /// Which it is.
    pub index: usize,
    /// Whether its name says that it is a hash or ciphertext, which those that
    /// call it know better.
    pub named: bool,
}

/// What a value is, as far as its function says.
#[derive(Clone, Debug)]
pub(in crate::sql::writes) enum What {
    Known(Leaning),
    /// What the function was handed itself.
    Handed(Parameter),
    /// A field of what it was handed.
    Of(Field),
}

impl What {
    /// What an expression is.
    pub fn of(values: &Values<'_>, expression: Range<usize>) -> Option<What> {
        let known = values.leaning(expression.clone());
        let handed = || parameter(values, expression, STEPS);
        match known {
            Some(Leaning::Protected) => {
                Some(handed().filter(|one| one.named).map_or(What::Known(Leaning::Protected), What::Handed))
            }
            Some(leaning) => Some(What::Known(leaning)),
            None => handed().map(What::Handed),
        }
    }

    /// What an expression is that a row is made with: a field of another as well.
    pub fn of_row(values: &Values<'_>, expression: Range<usize>) -> Option<What> {
        What::of(values, expression.clone()).or_else(|| values.field_of(expression).map(What::Of))
    }
}

/// The parameter that an expression is, and nothing else.
fn parameter(values: &Values<'_>, expression: Range<usize>, steps: u32) -> Option<Parameter> {
    let code = &values.code;
    let name = match values.member_value(&expression) {
        Some(value) => return parameter(values, value, steps.checked_sub(1)?),
        None => values.local(&expression)?,
    };
    let ty = match values.definition(name, name)? {
        Definition::Typed(ty) => ty,
        Definition::Let(value) => return parameter(values, value, steps.checked_sub(1)?),
        Definition::Part(_) | Definition::Each(_) | Definition::Open => return None,
    };
    let function = values.function(name)?;
    let open = parameters(code, function)?;
    let mut list = code.list(open + 1..code.close(open).saturating_sub(1));
    let all = list.len();
    let is_self = |at: usize| code.ident(at, "self") && !code.punct(at - 1, b':');
    list.retain(|param| !param.clone().any(is_self));
    let bound = list.len() < all;
    let named = |param: &Range<usize>| {
        let colon = values.typed_from(param.clone());
        colon.is_some_and(|colon| (param.start..colon).any(|at| code.ident(at, code.slice(name))))
    };
    let index = list.iter().position(named)?;
    let owner = values.owner(function).into_iter().flat_map(|own| std::iter::once(own.of).chain(own.through));
    let owners = owner.map(str::to_owned).collect();
    let module = values.module(function).map(str::to_owned);
    let named = values.says(name).hides && !values.hidden(ty);
    let function = code.slice(function + 1).to_owned();
    Some(Parameter { function, owners, module, bound, arity: list.len(), index, named })
}
