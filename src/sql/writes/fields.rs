//! Fields of types that statements are given: what code stores in such a field
//! is what its column is given, in whichever file the two stand.

use std::collections::HashMap;
use std::ops::Range;

use super::bindings::Definition;
use super::expression::{Shape, shape};
use super::values::Values;
use super::{Seen, write};
use crate::sql::evidence::Leaning;
use crate::sql::write::{Goal, Write};

/// How many `let`s a variable is followed through to its type.
const STEPS: u32 = 4;

/// A field, and the type that it is of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Field {
    pub of: String,
    pub name: String,
}

/// A column that is given a field.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub field: Field,
    pub table: String,
    pub column: String,
    pub place: String,
    /// What it is where nobody is seen to store anything in the field.
    pub otherwise: Option<Leaning>,
}

/// Types that only hold another.
const HOLD: &[&str] = &["Arc", "Box", "Cow", "Option", "Pin", "Rc", "Ref", "RefMut"];

impl Values<'_> {
    /// The field in `new.token`, `&self.token`, `account.password().as_str()`
    /// that the function was handed.
    pub(super) fn field_of(&self, expression: Range<usize>) -> Option<Field> {
        let field = |base, name: usize| {
            let of = self.handed_type(base, STEPS)?;
            Some(Field { of: of.to_owned(), name: self.code.slice(name).to_lowercase() })
        };
        match shape(&self.code, expression.clone()) {
            Shape::Within(inner) => self.field_of(inner),
            // What it was given before in this function counts.
            Shape::Field { .. } if self.member_value(&expression).is_some() => None,
            Shape::Field { base, name } => field(base, name),
            Shape::Method { base, name, .. } if self.same(name) => self.field_of(base),
            Shape::Method { base, name, arguments } if arguments.is_empty() && !self.says(name).looks_up => {
                field(base, name)
            }
            Shape::Call { name, arguments, .. } if self.same(name) && arguments.len() == 1 => {
                self.field_of(arguments[0].clone())
            }
            _ => None,
        }
    }

    /// The value that a variable alone was given by its `let`.
    pub(super) fn stands_for(&self, expression: &Range<usize>) -> Option<Range<usize>> {
        let name = self.local(expression)?;
        match self.definition(name, name)? {
            Definition::Let(value) => Some(value),
            _ => None,
        }
    }

    /// The type of a variable that is a parameter, or of `self`.
    pub(super) fn handed_type(&self, expression: Range<usize>, steps: u32) -> Option<&str> {
        let name = match shape(&self.code, expression) {
            Shape::Path { name, .. } => name,
            Shape::Method { base, name, .. } if self.same(name) => {
                return self.handed_type(base, steps.checked_sub(1)?);
            }
            _ => return None,
        };
        let own = || self.owner(name).map(|own| own.of);
        if self.code.ident(name, "self") {
            return own();
        }
        match self.definition(name, name)? {
            Definition::Let(value) => self.handed_type(value, steps.checked_sub(1)?),
            Definition::Typed(ty) => {
                let words = || ty.clone().filter(|at| self.code.is_ident(*at)).map(|at| self.code.slice(at));
                // A handler is called by nobody.
                let arrives = |word: &str| ["Json", "Query", "Form"].iter().any(|end| word.ends_with(end));
                let held = |word: &&str| word.starts_with(char::is_uppercase) && !HOLD.contains(word);
                let of = words().find(held).filter(|_| !words().any(arrives))?;
                if of == "Self" { own() } else { Some(of) }
            }
            _ => None,
        }
    }
}

/// Adds what is stored in fields to the columns that are given them.
pub(super) fn through_fields(all: &mut Seen) {
    let mut rows: HashMap<(&str, &str), Vec<&Write>> = HashMap::new();
    for write in &all.writes {
        if let Goal::Row(name) = &write.into {
            rows.entry((name, &write.column)).or_default().push(write);
        }
    }
    let mut out = Vec::new();
    for Stored { field, table, column, place, otherwise } in all.fields.drain(..) {
        let made = rows.get(&(field.of.as_str(), field.name.as_str())).map_or(&[][..], Vec::as_slice);
        let into = || Goal::Table(table.clone());
        out.extend(made.iter().map(|one| Write { into: into(), column: column.clone(), ..(*one).clone() }));
        let hidden = made.iter().any(|one| one.leaning == Leaning::Protected);
        let otherwise = otherwise.filter(|_| !hidden);
        out.extend(otherwise.map(|leaning| write(into(), column.clone(), leaning, &place)));
    }
    all.writes.extend(out);
}
