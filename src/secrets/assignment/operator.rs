//! Values behind an operator: assigned, compared, one of several pairs, a
//! header, a cell of a table.

use super::cursor::{Form, Parser, Value, in_path};
use super::value::bare;
use crate::secrets::place::Syntax;

impl Parser<'_> {
    /// After the name stands an operator.
    pub(super) fn operated(&mut self, spaced: bool, closed: bool) -> Value {
        let start = self.at;
        let len = self.rest().iter().take(3).take_while(|byte| b":=!?|>".contains(byte)).count();
        self.at += len;
        let operator: &[u8] = &self.text[start..self.at];
        let form = match operator {
            b"==" | b"===" | b"!=" | b"!==" => Form::Compared,
            b"=" | b":" | b":=" | b"=>" | b"||" | b"??" | b"||=" | b"?:" | b"?=" | b"::=" | b"??=" => Form::Quoted,
            b"|" if self.place.syntax == Syntax::Prose => return self.cell(),
            // `::` is a path, `=:` nothing.
            _ => return None,
        };
        if closed && operator.contains(&b':') {
            return None;
        }
        let colon = operator == b":" || operator == b"?:";
        let after = self.spaces();
        if self.peek(0) == b'\r' || self.peek(0) == b'\n' {
            if self.place.syntax != Syntax::Code || colon {
                return None;
            }
            self.gap();
        }
        if self.is_quote() {
            return self.literal(form, 0);
        }
        let code = self.place.syntax == Syntax::Code;
        if code
            && !spaced
            && after == 0
            && operator == b"="
            && let Some(value) = self.embedded()
        {
            return Some(value);
        }
        if code
            && colon
            && let Some(value) = self.header()
        {
            return Some(value);
        }
        let tight = !spaced && after == 0;
        if code || self.place.syntax == Syntax::Prose && self.begins_call() {
            if colon && self.annotation() {
                self.spaces();
            }
            return self.expression(form, 0);
        }
        let value = bare(self, !tight || colon)?;
        Some((value, if self.is_flag() { Form::Flag } else { Form::Bare }))
    }

    /// `| password | kx83… |`, a row of a table.
    fn cell(&mut self) -> Value {
        self.spaces();
        self.eat(b"`");
        let stop = |byte: &u8| byte.is_ascii_whitespace() || b"|`".contains(byte);
        let len = self.rest().iter().position(stop)?;
        let end = self.rest()[len..].iter().find(|byte| !b"` ".contains(byte));
        (end == Some(&b'|')).then_some((self.at..self.at + len, Form::Spaced))
    }

    /// A type between `:` and `=` on one line; the parser ends behind the `=`.
    fn annotation(&mut self) -> bool {
        let rest = self.rest();
        let type_byte = |byte: &&u8| byte.is_ascii_alphanumeric() || b"_ <>&':.?|[],;*".contains(byte);
        let len = rest.iter().take(60).take_while(type_byte).count();
        let is_type = rest.get(len) == Some(&b'=') && !matches!(rest.get(len + 1), Some(b'=' | b'>'));
        if is_type {
            self.at += len + 1;
        }
        is_type
    }

    /// `Password=…;` in a string of code.
    fn embedded(&mut self) -> Value {
        let before = self.before_key(1);
        let rest = &self.text[self.at..];
        let len = rest.iter().take(512).position(|byte| b";&\"'`\\ \r\n<>(){}$|,".contains(byte))?;
        let end = rest[len];
        let in_pairs =
            matches!(before, b';' | b'?' | b'&') || matches!(end, b';' | b'&') && matches!(before, b'"' | b'\'' | b' ');
        let opened = if before == b'/' { self.before_key(2) } else { before };
        let whole = matches!(opened, b'"' | b'\'') && end == opened;
        // `https://hooks/in/token=…`.
        let step = before == b'/' && matches!(end, b'"' | b'\'') && in_path(self.text, self.key.start);
        let flag = self.is_flag() && matches!(end, b'"' | b'\'' | b' ' | b'`' | b'\n');
        // `"export DB_PASSWORD=…"`, printed or run.
        let exported = matches!(end, b'"' | b'\'' | b'\\') && self.is_variable();
        // `-o username=app,password=…`.
        let mounted = before == b',' && matches!(end, b'"' | b'\'') && self.follows_pair();
        let listed =
            mounted || before == b' ' && (matches!(end, b'"' | b'\'' | b' ') && self.follows_pair() || exported);
        let pairs = in_pairs && end != b'(' || listed;
        (len > 0 && (pairs || whole || step || flag)).then_some((self.at..self.at + len, Form::Embedded))
    }

    /// Whether the name is one of a variable of the environment.
    fn is_variable(&self) -> bool {
        let name = &self.text[self.key.clone()];
        name.contains(&b'_')
            && name.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_')
    }

    /// Whether the word before is a pair as well: `host=h user=u password=…`,
    /// as drivers of databases take it.
    fn follows_pair(&self) -> bool {
        let before = &self.text[self.key.start.saturating_sub(64)..self.key.start.saturating_sub(1)];
        let start = before.iter().rposition(|byte| byte.is_ascii_whitespace() || b"\"'`,;<>(){}".contains(byte));
        let word = &before[start.map_or(0, |at| at + 1)..];
        let name = word.iter().take_while(|byte| byte.is_ascii_lowercase() || **byte == b'_').count();
        name > 1 && word.get(name) == Some(&b'=') && word.len() > name + 1
    }

    /// `"X-Api-Key: …"`, a header in a string of code.
    fn header(&mut self) -> Value {
        let quote = self.before_key(1);
        if self.text.get(self.key.end) == Some(&quote) {
            return None;
        }
        let rest = &self.text[self.at..];
        let len = rest.iter().take(512).position(|byte| byte.is_ascii_whitespace() || b"\"'`{$<>\\".contains(byte))?;
        let escaped = rest[len] == b'\\' && rest.get(len + 1) == Some(&quote);
        let whole = matches!(quote, b'"' | b'\'' | b'`') && (rest[len] == quote || escaped) && len > 0;
        whole.then_some((self.at..self.at + len, Form::Embedded))
    }
}
