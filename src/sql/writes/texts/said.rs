//! What a statement says with its arguments.

use crate::sql::write::Goal;
use crate::sql::writes::seen::{Pair, Passed, Seen, Stored, write};
use crate::sql::writes::statements::arguments::Arguments;
use crate::sql::writes::statements::{self, Effects, effects, pairs};

/// Adds what a statement does with its arguments.
pub(super) fn said(sql: &str, arguments: &Arguments, place: &str, all: &mut Seen) {
    all.pairs.extend(pair(sql, arguments, place));
    let Effects { found, given, fields } = effects(sql, arguments);
    let writes = found.into_iter().map(|(table, column, leaning)| write(Goal::Table(table), column, leaning, place));
    all.writes.extend(writes);
    all.passed.extend(given.into_iter().map(|one| into_parameter(one, place.to_owned())));
    let stored = |(table, column, field, otherwise): statements::Held| Stored {
        field,
        into: Goal::Table(table),
        column: column.to_lowercase(),
        place: place.to_owned(),
        otherwise,
    };
    all.fields.extend(fields.into_iter().map(stored));
}

/// The pairs of a statement that is called at `place`, a `path:line`.
pub(super) fn pair(sql: &str, arguments: &Arguments, place: &str) -> Vec<Pair> {
    let path = place.rsplit_once(':').map_or(place, |(path, _)| path);
    let pair = |(column, span)| Pair { path: path.to_owned(), span, column };
    pairs(sql, arguments).into_iter().map(pair).collect()
}

fn into_parameter((table, column, parameter): statements::Open, place: String) -> Passed {
    Passed { parameter, into: Goal::Table(table), column: column.to_lowercase(), place }
}
