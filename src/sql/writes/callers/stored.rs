//! What code stores in a field is what the column is given that is given the
//! field, in whichever file the two stand.

use std::collections::{HashMap, HashSet};

use crate::sql::evidence::Leaning;
use crate::sql::write::{Goal, Write};
use crate::sql::writes::seen::{Seen, Stored, write};

/// Places of each kind that are told of one field: as many statements may give it to columns.
const MOST: usize = 16;

/// Adds what is stored in fields to the columns that are given them. What
/// arrives with a request and is not hidden on its way is readable.
pub(in crate::sql::writes) fn through_fields(all: &mut Seen, arriving: &HashSet<&str>) {
    let of_row = |one: &Stored| matches!(one.into, Goal::Row(_));
    let (rows, tables): (Vec<Stored>, Vec<Stored>) = all.fields.drain(..).partition(of_row);
    // A row that is made of a request is stored by somebody else.
    for given in [rows, tables] {
        let told = told(&all.writes, given, arriving);
        all.writes.extend(told);
    }
}

/// What the writes so far tell of those that are given fields.
fn told(writes: &[Write], given: Vec<Stored>, arriving: &HashSet<&str>) -> Vec<Write> {
    let mut rows: HashMap<(&str, &str), Vec<&Write>> = HashMap::new();
    for write in writes {
        if let Goal::Row(name) = &write.into {
            let made = rows.entry((name, &write.column)).or_default();
            if made.iter().filter(|known| known.leaning == write.leaning).count() < MOST {
                made.push(write);
            }
        }
    }
    let mut out = Vec::new();
    for Stored { field, into, column, place, otherwise } in given {
        let made = rows.get(&(field.of.as_str(), field.name.as_str())).map_or(&[][..], Vec::as_slice);
        out.extend(made.iter().map(|one| Write { into: into.clone(), column: column.clone(), ..(*one).clone() }));
        let hidden = made.iter().any(|one| one.leaning == Leaning::Protected);
        let arrives = (made.is_empty() && arriving.contains(field.of.as_str())).then_some(Leaning::Readable);
        let otherwise = otherwise.or(arrives).filter(|_| !hidden);
        out.extend(otherwise.map(|leaning| write(into, column, leaning, &place)));
    }
    out
}
