//! What an expression says in plain text: a literal, perhaps wrapped in a
//! call or behind a lookup.

use std::ops::Range;

use super::cursor::{Form, Parser, Value};
use super::meaning::{DECODERS, LOOKUPS, NAMERS};

impl Parser<'_> {
    /// The literal that an expression comes down to.
    pub(super) fn expression(&mut self, form: Form, depth: usize) -> Value {
        self.spaces();
        if let Some(value) = self.array() {
            return Some(value);
        }
        while matches!(self.peek(0), b'&' | b'*' | b'@' | b'(' | b'[') {
            self.at += 1;
        }
        let bytes = self.eat(b"]byte(");
        self.cast();
        if self.is_quote() {
            return self.literal(if bytes { Form::Bytes } else { form }, depth);
        }
        let name = self.path()?;
        if self.is_quote() && name.len() <= 2 {
            let bytes = self.text[name].contains(&b'b') && matches!(form, Form::Quoted);
            return self.literal(if bytes { Form::Bytes } else { form }, depth);
        }
        match &self.text[name.clone()] {
            b"new" | b"await" | b"const" => {
                self.spaces();
                return if depth < 4 { self.expression(form, depth + 1) } else { None };
            }
            b"match" => return self.last_arm(),
            _ => {}
        }
        if self.peek(0) == b'(' {
            self.at += 1;
            self.gap();
            let path = String::from_utf8_lossy(&self.text[name.clone()]).to_ascii_lowercase();
            let mut parts = path.split(['.', ':']).filter(|part| !part.is_empty());
            // `PublicKey::from_str("…")`; `toName("…")`.
            if parts.clone().any(|part| part.contains("public") || part.contains("pubkey"))
                || parts.next_back().is_some_and(|last| NAMERS.contains(&last.trim_end_matches('!')))
            {
                return None;
            }
            return match is_lookup(&self.text[name.clone()]) {
                true => self.second_argument(),
                false if depth < 4 => {
                    self.expression(if keeps(&self.text[name]) { Form::Bytes } else { form }, depth + 1)
                }
                false => None,
            };
        }
        self.fallback(form)
    }

    /// `[0x1f, 0x8b, …]`, `[]byte{31, 139, …}`: at least sixteen numbers.
    fn array(&mut self) -> Value {
        let openers: [&[u8]; 6] = [b"&[", b"[]byte{", b"new byte[] {", b"new byte[]{", b"[", b"{"];
        let opener = openers.iter().find(|opener| self.rest().starts_with(opener))?;
        let start = self.at + opener.len();
        let window = &self.text[start..(start + 800).min(self.text.len())];
        let digit = |byte: &u8| byte.is_ascii_hexdigit() || byte.is_ascii_whitespace() || b"x,u()byte".contains(byte);
        let len = window.iter().position(|byte| !digit(byte))?;
        let commas = window[..len].iter().filter(|byte| **byte == b',').count();
        (commas >= 15 && matches!(window[len], b']' | b'}')).then_some((start..start + len, Form::Array))
    }

    /// `<string>"…"`.
    fn cast(&mut self) {
        let len = self.rest().iter().skip(1).take(24).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if self.peek(0) == b'<' && self.peek(len + 1) == b'>' && matches!(self.peek(len + 2), b'"' | b'\'') {
            self.at += len + 2;
        }
    }

    /// A literal; inside a call it must be what the call is about, not the
    /// first of several things (`hash("sha512", password)`).
    pub(super) fn literal(&mut self, form: Form, depth: usize) -> Value {
        let (value, form) = self.string(form)?;
        let turned: [&[u8]; 4] = [b".getBytes", b".toCharArray", b".as_bytes", b".encode("];
        let form = if turned.iter().any(|call| self.rest().starts_with(call)) { Form::Bytes } else { form };
        let rest = self.text[self.at..].trim_ascii_start();
        let encodings: [&[u8]; 8] = [b"utf", b"base64", b"hex", b"ascii", b"latin", b"binary", b"UTF", b"AES"];
        let next = rest.strip_prefix(b",").map(<[u8]>::trim_ascii_start);
        let encoded = next
            .is_some_and(|next| encodings.iter().any(|name| next.get(1..).is_some_and(|next| next.starts_with(name))));
        if depth > 0 && form != Form::Bytes && next.is_some() && !encoded {
            return None;
        }
        // `"key_" + id` and `"key_" . $id` say the beginning only.
        let joined = matches!(rest, [b'+', ..] | [b'.', b' ' | b'$', ..] | [b'%', b' ', ..]);
        (!joined || value.len() > 24).then_some((value, form))
    }

    /// `match option_env!("X") { Some(x) => x, None => "…" }`.
    fn last_arm(&mut self) -> Value {
        let window = &self.text[self.at..(self.at + 160).min(self.text.len())];
        let arms: [&[u8]; 3] = [b"None => ", b"_ => ", b"Err(_) => "];
        let at = arms.iter().find_map(|arm| Some(memchr::memmem::find(window, arm)? + arm.len()))?;
        self.at += at;
        self.limit = (self.at + 64).min(self.text.len());
        if self.is_quote() { self.string(Form::Quoted) } else { None }
    }

    /// `a.b.C`, `a::b!`, `process.env["X"]`.
    fn path(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        let part = |byte: &&u8| byte.is_ascii_alphanumeric() || b"_.:!$".contains(byte);
        let len = self.rest().iter().take_while(part).count();
        self.at += len;
        if self.peek(0) == b'[' && self.rest().len() > 1 {
            let close = memchr::memchr(b']', self.rest())?;
            self.at += close + 1;
        }
        (len > 0).then_some(start..start + len)
    }

    fn fallback(&mut self, form: Form) -> Value {
        self.spaces();
        let operators: [&[u8]; 4] = [b"||", b"??", b"?:", b"or "];
        if !operators.iter().any(|operator| self.eat(operator)) {
            return None;
        }
        self.spaces();
        self.string(form)
    }

    fn second_argument(&mut self) -> Value {
        quoted_name(self)?;
        self.spaces();
        match self.peek(0) {
            b',' => {
                self.at += 1;
                self.gap();
                self.string(Form::Quoted)
            }
            b')' => {
                self.at += 1;
                match self.peek(0) {
                    b'.' => self.method_default(),
                    _ => self.fallback(Form::Quoted),
                }
            }
            _ => None,
        }
    }
}

fn quoted_name(parser: &mut Parser<'_>) -> Option<Range<usize>> {
    super::value::quoted(parser)
}

/// Whether a call of this name turns a text into a key.
fn keeps(name: &[u8]) -> bool {
    let last = String::from_utf8_lossy(last_part(name)).to_ascii_lowercase();
    let secret: [&[u8]; 3] = [b"SecretString", b"Zeroizing", b"SecretBox"];
    DECODERS.contains(&last.as_str()) || secret.iter().any(|kind| memchr::memmem::find(name, kind).is_some())
}

fn last_part(name: &[u8]) -> &[u8] {
    name.rsplit(|byte| b".:".contains(byte)).find(|part| !part.is_empty()).unwrap_or(name)
}

/// Whether a call of this name looks its first argument up.
fn is_lookup(name: &[u8]) -> bool {
    let last = String::from_utf8_lossy(last_part(name)).to_ascii_lowercase();
    let starts = ["get", "read", "load", "find", "ask", "fetch"];
    let asks = LOOKUPS.contains(&last.as_str()) || starts.iter().any(|start| last.starts_with(start));
    asks && last != "getbytes"
}
