//! Values in markup, in pairs and in blocks: where name and value stand in
//! places of their own.

use std::ops::Range;

use super::cursor::{Form, Parser, Value};
use super::meaning::WHERE;

impl Parser<'_> {
    /// `>value<` or, in property lists, `</key><string>value<`.
    pub(super) fn tagged(&mut self) -> Value {
        if !self.eat(b">") {
            self.gap();
            if !self.eat(b"<string>") {
                return None;
            }
        }
        self.gap();
        self.eat(b"<![CDATA[");
        let window = &self.text[self.at..(self.at + 4096).min(self.text.len())];
        let len = memchr::memchr3(b'<', b'\n', b']', window)?;
        let end = self.at + window[..len].trim_ascii_end().len();
        // What is no tag is a placeholder: `--password <password> --user`.
        let after = window[len..].trim_ascii_start();
        let closed = after.starts_with(b"</") || after.starts_with(b"]]>") || after.starts_with(b"]]&gt;");
        closed.then_some((self.at..end, Form::Tagged))
    }

    /// `${NAME:-value}` and `${NAME:value}`.
    pub(super) fn fallback_in_braces(&mut self) -> Value {
        if !self.eat(b":") {
            return None;
        }
        self.at += usize::from(matches!(self.peek(0), b'-' | b'='));
        let rest = &self.text[self.at..];
        let len = rest.iter().take(256).position(|byte| b"}\n\"' ".contains(byte))?;
        (rest[len] == b'}').then_some((self.at..self.at + len, Form::Bare))
    }

    /// `("name", "value")`; also `"name", "value": "…"` of a pair, and
    /// `("--name", default="…")`.
    pub(super) fn listed(&mut self) -> Value {
        self.at += 1;
        self.gap();
        let is_pair =
            self.peek(0) == b'"' && self.rest().get(1..7).is_some_and(|word| word.eq_ignore_ascii_case(b"value\""));
        if is_pair {
            return self.named_pair();
        }
        if !self.is_pair() {
            return None;
        }
        if let Some(value) = self.labelled_default() {
            return Some(value);
        }
        // `lookup("password", region="x")` says where.
        let label = self.label();
        let located = WHERE.iter().any(|known| known.as_bytes() == &self.text[label.clone()]);
        if located { None } else { self.expression(Form::Listed, 0) }
    }

    /// Whether the name is a whole string that opens a call's arguments, or
    /// is the second of them, or opens a list; not one of many in a list.
    fn is_pair(&self) -> bool {
        let line = &self.text[self.key.start.saturating_sub(120)..self.key.start];
        let line = line.rsplit(|byte| *byte == b'\n').next().unwrap_or(line);
        let Some(quote) = line.iter().rposition(|byte| matches!(byte, b'"' | b'\'' | b'`')) else {
            return line.ends_with(b"{") || line.ends_with(b"{:");
        };
        let whole = line[quote + 1..].iter().all(|byte| b"-#:_$@".contains(byte));
        let before = line[..quote].trim_ascii_end();
        let open = before.iter().rposition(|byte| matches!(byte, b'(' | b')'));
        let called = open.is_some_and(|open| {
            before[open] == b'(' && before[open..].iter().filter(|byte| **byte == b',').count() <= 1
        });
        // Ruby calls without brackets.
        let bare_call = line[..quote].ends_with(b" ") && before.last().is_some_and(u8::is_ascii_alphanumeric);
        whole && (called || bare_call || before.ends_with(b"{") || before.ends_with(b"[") && self.closes_list())
    }

    /// Whether one string and the end of a list follow.
    fn closes_list(&self) -> bool {
        let rest = &self.text[self.at..(self.at + 300).min(self.text.len())];
        let end = rest.iter().position(|byte| matches!(byte, b',' | b']' | b'\n'));
        end.is_some_and(|end| rest[end] == b']')
    }

    /// `with: ` and `value=` before an argument.
    pub(super) fn label(&mut self) -> Range<usize> {
        let start = self.at;
        let word = self.rest().iter().take_while(|byte| byte.is_ascii_lowercase()).count();
        self.at += word;
        self.spaces();
        let labelled = word > 0 && matches!(self.peek(0), b':' | b'=') && !matches!(self.peek(1), b':' | b'=' | b'>');
        self.at = if labelled { self.at + 1 } else { start };
        self.spaces();
        start..if labelled { start + word } else { start }
    }

    /// `default="…"` among the arguments that follow.
    fn labelled_default(&mut self) -> Value {
        let window = &self.text[self.at..(self.at + 200).min(self.text.len())];
        let call = window.iter().position(|byte| *byte == b')').unwrap_or(window.len());
        let words: [&[u8]; 2] = [b"default", b"defaultValue"];
        let ends: [&[u8]; 4] = [b"=", b" = ", b": ", b" => "];
        let each = words.iter().flat_map(|word| ends.iter().map(move |end| [*word, *end].concat()));
        let at = each.filter_map(|label| Some(memchr::memmem::find(&window[..call], &label)? + label.len())).min()?;
        self.at += at;
        self.limit = (self.at + 120).min(self.text.len());
        if self.is_quote() { self.string(Form::Quoted) } else { None }
    }

    /// `variable "name" { … default = "…" }`.
    pub(super) fn block_default(&mut self) -> Value {
        let window = &self.text[self.at..(self.at + 400).min(self.text.len())];
        let block = memchr::memchr(b'}', window).unwrap_or(window.len());
        let at = memchr::memmem::find(&window[..block], b"default")?;
        self.at += at + b"default".len();
        self.limit = (self.at + 120).min(self.text.len());
        self.spaces();
        if !self.eat(b"=") {
            return None;
        }
        self.spaces();
        if self.is_quote() { self.string(Form::Quoted) } else { None }
    }

    /// `value: …` or `"value": …` after a name.
    pub(super) fn named_pair(&mut self) -> Value {
        self.gap();
        let quoted = self.close_quote();
        if !self.rest().get(..5)?.eq_ignore_ascii_case(b"value") {
            return None;
        }
        self.at += 5;
        if quoted {
            self.close_quote();
        }
        self.spaces();
        match self.peek(0) {
            b':' | b'=' => self.operated(true, false),
            _ => None,
        }
    }

    /// `key="name" value="…"`.
    pub(super) fn attribute(&mut self) -> Value {
        let words: [&[u8]; 4] = [b"value", b"content", b"default", b"connectionString"];
        let word = words.iter().find(|word| self.rest().starts_with(word))?;
        self.at += word.len();
        self.spaces();
        if !self.eat(b"=") {
            return None;
        }
        self.spaces();
        self.string(Form::Quoted)
    }
}
