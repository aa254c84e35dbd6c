//! What code deletes by age: the job of a retention policy, which somebody
//! has to sanction.

use super::Look;
use crate::sql::ast::{Statement, Verb};
use crate::sql::audit::{is_now, is_time};
use crate::sql::cursor::Cursor;
use crate::sql::token::{Kind, unquoted};
use crate::sql::values::{cursor, lex_part};

impl Look<'_> {
    /// Whether code deletes what is older than it says, and nothing else:
    /// `DELETE FROM audit_log WHERE created_at < $1`.
    pub(super) fn expires(&self, statement: &Statement) -> bool {
        let Verb::Delete(table) = &statement.verb else { return false };
        let in_code = self.text.part.is_some() && !self.text.place.migration && !self.down(statement);
        in_code && !self.declared.contains(&table.key()) && self.by_age(statement)
    }

    /// Whether all that a `WHERE` asks for is a time before another that the
    /// statement is handed or works out from now.
    fn by_age(&self, statement: &Statement) -> bool {
        let text = self.text.text();
        let lexed = lex_part(text, statement.span);
        let mut at = cursor(text, &lexed);
        if !at.seek(&["where"]) {
            return false;
        }
        at.at += 1;
        let (mut column, mut before, mut handed) = (None, false, false);
        while let Some(token) = at.peek() {
            let word = unquoted(at.slice(token)).to_lowercase();
            match token.kind {
                // Who did it, or what, is not asked for.
                Kind::Word if matches!(word.as_str(), "or" | "and" | "not" | "in" | "select") => return false,
                Kind::Word | Kind::Quoted if column.is_none() => column = Some(word),
                Kind::Word => handed |= is_now(&word),
                Kind::Param => handed = true,
                Kind::Punct(b'<') if column.is_some() => before = true,
                Kind::Punct(b'>') => return false,
                Kind::Punct(b'?' | b'$' | b':') => handed = true,
                _ => {}
            }
            at = Cursor { at: at.at + 1, ..at };
        }
        before && handed && column.is_some_and(|column| is_time(&column))
    }
}
