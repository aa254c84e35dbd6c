//! Reads `DROP` and `TRUNCATE`.

use crate::schema::ast::{Name, Object, Verb};
use crate::schema::cursor::Cursor;

/// What can be dropped, by the words for it.
const OBJECTS: &[(&[&str], Object)] = &[
    (&["table"], Object::Table),
    (&["view"], Object::View),
    (&["trigger"], Object::Trigger),
    (&["function", "procedure", "routine"], Object::Function),
    (&["schema", "database"], Object::Schema),
    (&["policy", "rule"], Object::Policy),
];

/// Reads a whole `DROP …` statement.
pub fn drop(mut at: Cursor<'_>) -> Verb {
    at.at += 1;
    at.eat_any(&["temporary", "materialized", "foreign"]);
    let Some((_, object)) = OBJECTS.iter().find(|(words, _)| at.eat_any(words)) else {
        return Verb::Other("drop".into());
    };
    at.eat(&["if", "exists"]);
    Verb::Drop(*object, names(&mut at, *object))
}

fn names(at: &mut Cursor<'_>, object: Object) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::new();
    loop {
        out.extend(at.name());
        if at.is_punct(b'(') {
            at.skip();
        }
        let on = matches!(object, Object::Trigger | Object::Policy) && at.eat(&["on"]);
        if !on && !at.eat_punct(b',') {
            return out;
        }
    }
}

/// Reads `TRUNCATE [TABLE] [ONLY] a, b`.
pub fn truncate(mut at: Cursor<'_>) -> Verb {
    at.at += 1;
    at.eat(&["table"]);
    at.eat(&["only"]);
    Verb::Truncate(names(&mut at, Object::Table))
}
