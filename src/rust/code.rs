//! What of a file syn is given to read.
//!
//! Each token keeps its line and column. Left out are comments, since syn
//! would make attributes of documentation, and the bodies of functions that
//! nobody has asked for: these are most of a program.

use super::needles::Needles;
use crate::lex::{Kind, Piece, pieces};
use crate::source::Span;

/// Delimiters nested deeper than this are refused; real code stays below 60.
pub(super) const MAX_DEPTH: usize = 200;
/// Operators in one statement past which a parser's recursion gets deep.
const MAX_OPERATORS: usize = 4_000;
/// Words that stand before an expression, or behind one, again and again.
const NESTING: [&str; 12] =
    ["else", "return", "break", "yield", "become", "if", "while", "match", "for", "let", "as", "move"];

/// A file's text without what need not be read.
pub(super) struct Code {
    /// What is left.
    pub text: String,
    /// What stood between the braces of bodies that are left out.
    pub skipped: Vec<Span>,
    /// The same of bodies that a parser would not get through.
    pub deep: Vec<Span>,
    /// Where the first of these is too deep, and why.
    pub problem: Option<(usize, String)>,
}

/// Leaves out the first `cut` bytes, comments, and bodies without needles.
///
/// What would make a recursive parser run out of stack is left out with the
/// body that it stands in.
///
/// # Errors
/// The place of that, when it stands in no body.
pub(super) fn code(text: &str, cut: usize, needles: &Needles) -> Result<Code, (usize, String)> {
    let spots = needles.spots(text);
    let mut writer = Writer { whole: text, taken: cut, code: String::with_capacity(text.len() - cut + 8) };
    blank(&text[..cut], &mut writer.code);
    let (mut skipped, mut deep, mut problem) = (Vec::new(), Vec::new(), None);
    let mut bounds = Bounds { operators: vec![0], last: Last::End };
    let mut bodies = Bodies::default();
    let (mut opened, mut level, mut refused) = (0, 0, None);
    for Piece { kind, span } in pieces(&text[cut..]) {
        let span = Span::new(cut + span.start as usize, cut + span.end as usize);
        let piece = &text[span.range()];
        if matches!(kind, Kind::Comment { .. }) {
            writer.leave_out_comment(span);
            continue;
        }
        let seen = bodies.see(kind, piece, span);
        if refused.is_none()
            && let Err(what) = bounds.see(kind, piece)
        {
            match bodies.at {
                At::Body { .. } => refused = Some((span.start as usize, what)),
                _ => return Err((span.start as usize, what)),
            }
        }
        match seen {
            Seen::Nothing => {}
            Seen::Opened => (opened, level) = (writer.keep_to(span.end), bounds.operators.len() - 1),
            Seen::Closed(inner) => {
                let wanted = spots.as_ref().is_none_or(|spots| is_within(spots, inner));
                if let Some(why) = refused.take() {
                    bounds.operators.truncate(level);
                    bounds.last = Last::Block;
                    problem.get_or_insert(why);
                    deep.push(inner);
                } else if wanted {
                    continue;
                } else {
                    skipped.push(inner);
                }
                writer.leave_out_body(opened, inner);
            }
        }
    }
    writer.keep_to(text.len() as u32);
    match refused {
        Some(why) => Err(why),
        None => Ok(Code { text: writer.code, skipped, deep, problem }),
    }
}

/// Whether one of these spots, which are in order, lies there.
fn is_within(spots: &[u32], inner: Span) -> bool {
    let next = spots.partition_point(|spot| *spot < inner.start);
    spots.get(next).is_some_and(|spot| *spot < inner.end)
}

struct Writer<'t> {
    whole: &'t str,
    /// Up to here the text is dealt with.
    taken: usize,
    code: String,
}

impl Writer<'_> {
    /// Keeps what stands before `end`, and says how much there now is.
    fn keep_to(&mut self, end: u32) -> usize {
        self.code.push_str(&self.whole[self.taken..end as usize]);
        self.taken = end as usize;
        self.code.len()
    }

    fn leave_out_comment(&mut self, span: Span) {
        self.keep_to(span.start);
        let comment = &self.whole[span.range()];
        // Nothing stands behind a line comment.
        if comment.starts_with("/*") {
            blank(comment, &mut self.code);
        }
        self.taken = span.end as usize;
    }

    /// Takes back what was kept past `opened`; the closing brace stays where
    /// it stood.
    fn leave_out_body(&mut self, opened: usize, inner: Span) {
        self.code.truncate(opened);
        let body = &self.whole[inner.range()];
        let lines = memchr::memchr_iter(b'\n', body.as_bytes()).count();
        self.code.extend(std::iter::repeat_n('\n', lines));
        let last = body.rsplit('\n').next().unwrap_or(body);
        self.code.extend(last.chars().map(|_| ' '));
        self.taken = inner.end as usize;
    }
}

/// Adds a space for each character and keeps the lines.
fn blank(text: &str, code: &mut String) {
    code.extend(text.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
}

/// What a piece means to the bodies of functions.
enum Seen {
    Nothing,
    /// A body begins behind it.
    Opened,
    /// A body ended before it; what stands between its braces.
    Closed(Span),
}

/// Where a reader of pieces is.
#[derive(Clone, Copy, Default)]
enum At {
    #[default]
    Outside,
    /// Behind `fn`.
    Name,
    /// Between a function's name and its body, with the delimiters and angle
    /// brackets that are open.
    Head { depth: u32, angles: u32 },
    /// In a body.
    Body { depth: u32, from: u32 },
    /// In the tokens of a macro: what looks like a function there may be
    /// none.
    Macro { depth: u32 },
}

/// Finds the bodies of functions that stand in no other.
#[derive(Default)]
struct Bodies {
    at: At,
    depth: u32,
    /// The pieces before, the last one first.
    before: [Option<Kind>; 2],
}

impl Bodies {
    fn see(&mut self, kind: Kind, text: &str, span: Span) -> Seen {
        let seen = match kind {
            Kind::Punct(b'(' | b'[' | b'{') => self.open(kind, span),
            Kind::Punct(b')' | b']' | b'}') => self.close(span),
            _ => {
                self.at = self.step(kind, text);
                Seen::Nothing
            }
        };
        self.before = [Some(kind), self.before[0]];
        seen
    }

    fn open(&mut self, kind: Kind, span: Span) -> Seen {
        let depth = self.depth;
        self.depth += 1;
        let mark = Some(Kind::Punct(b'!'));
        let of_macro = self.before[0] == mark || self.before == [Some(Kind::Word), mark];
        match self.at {
            At::Head { depth: head, angles: 0 } if head == depth && kind == Kind::Punct(b'{') => {
                self.at = At::Body { depth, from: span.end };
                return Seen::Opened;
            }
            At::Outside | At::Name => self.at = if of_macro { At::Macro { depth } } else { At::Outside },
            At::Head { .. } | At::Body { .. } | At::Macro { .. } => {}
        }
        Seen::Nothing
    }

    fn close(&mut self, span: Span) -> Seen {
        self.depth = self.depth.saturating_sub(1);
        let at = std::mem::take(&mut self.at);
        match at {
            At::Body { depth, from } if depth == self.depth => {
                return Seen::Closed(Span { start: from, end: span.start });
            }
            At::Body { .. } => self.at = at,
            At::Macro { depth } if depth < self.depth => self.at = at,
            At::Head { depth, .. } if depth <= self.depth => self.at = at,
            _ => {}
        }
        Seen::Nothing
    }

    fn step(&self, kind: Kind, text: &str) -> At {
        match (self.at, kind) {
            (At::Outside, Kind::Word) if text == "fn" => At::Name,
            (At::Name, Kind::Word) => At::Head { depth: self.depth, angles: 0 },
            (At::Name, _) => At::Outside,
            (At::Head { depth, angles }, Kind::Punct(byte)) if depth == self.depth => match byte {
                b'<' => At::Head { depth, angles: angles + 1 },
                b'>' if self.before[0] != Some(Kind::Punct(b'-')) => {
                    At::Head { depth, angles: angles.saturating_sub(1) }
                }
                b';' => At::Outside,
                _ => self.at,
            },
            (at, _) => at,
        }
    }
}

/// How deep a recursive parser would go: delimiters, and operators in one
/// statement, with the words that take an expression as these do.
struct Bounds {
    /// Operators of the statement at hand, for each open delimiter.
    operators: Vec<usize>,
    last: Last,
}

/// What the piece before was.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    /// What a statement can begin behind: `;`, an attribute.
    End,
    /// A block, behind which one begins unless it goes on.
    Block,
    Fn,
    Other,
}

impl Bounds {
    fn see(&mut self, kind: Kind, text: &str) -> Result<(), String> {
        let last = std::mem::replace(&mut self.last, last(kind, text));
        let nested = self.operators.len() > 1;
        let Some(count) = self.operators.last_mut() else { return Ok(()) };
        match kind {
            Kind::Punct(b';' | b',') => *count = 0,
            Kind::Word if begins(last, text) => *count = 0,
            Kind::Word if NESTING.contains(&text) => *count += 1,
            Kind::Punct(b':' | b'#' | b'\'') => {}
            Kind::Punct(b'(' | b'[' | b'{') => self.operators.push(0),
            Kind::Punct(b')' | b']' | b'}') if nested => drop(self.operators.pop()),
            Kind::Punct(b')' | b']' | b'}') => {}
            Kind::Punct(_) => *count += 1,
            Kind::Word | Kind::Str { .. } | Kind::Char | Kind::Comment { .. } => {}
        }
        if self.operators.last().is_some_and(|count| *count > MAX_OPERATORS) {
            return Err(format!("a statement with more than {MAX_OPERATORS} operators"));
        }
        if self.operators.len() > MAX_DEPTH {
            return Err(format!("delimiters nested deeper than {MAX_DEPTH}"));
        }
        Ok(())
    }
}

/// Whether a word begins a statement, or an item: what it holds is not held by
/// what stands before it.
fn begins(last: Last, text: &str) -> bool {
    match last {
        // `fn name`, which a pointer to a function has none of.
        Last::Fn => true,
        Last::Block => !matches!(text, "else" | "as" | "in"),
        Last::End => text == "let",
        Last::Other => false,
    }
}

fn last(kind: Kind, text: &str) -> Last {
    match kind {
        Kind::Punct(b';' | b']' | b'{') => Last::End,
        Kind::Punct(b'}') => Last::Block,
        Kind::Word if text == "fn" => Last::Fn,
        _ => Last::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, words: &[&str]) -> Code {
        code(text, 0, &Needles::words(words.iter().copied())).unwrap_or_else(|(at, what)| panic!("{at}: {what}"))
    }

    fn skipped(text: &str) -> Vec<&str> {
        read(text, &["wanted"]).skipped.iter().map(|span| &text[span.range()]).collect()
    }

    #[test]
    fn bodies_without_needles_are_left_out() {
        let text = "impl A {\n fn a(&self) -> Vec<[u8; {2}]> where B: C<{ 1 }>, {one}\n fn b() { wanted() }\n}\n\
                    fn c<F: Fn(&str) -> bool>(f: fn(u8) -> u8) -> impl D<E> { two { 3 } }";
        assert_eq!(skipped(text), ["one", " two { 3 } "]);
    }

    #[test]
    fn what_nests_without_delimiters_is_refused() {
        for nests in ["return ", "if ", "if let a = ", "fn() -> ", "match ", "break ", "for a in ", "for A {} in "] {
            let text = format!("fn f() {{ {} }}", nests.repeat(MAX_OPERATORS + 1));
            let code = code(&text, 0, &Needles::all());
            assert!(code.is_ok_and(|code| code.deep.len() == 1 && code.problem.is_some()), "{nests}");
        }
        for follows in ["if a == b {} ", "impl<A> B<A> for C<A> {} ", "fn a() -> b {} ", "let a = b; ", "match a {} "] {
            let text = follows.repeat(MAX_OPERATORS + 1);
            assert!(code(&text, 0, &Needles::all()).is_ok(), "{follows}");
        }
    }

    #[test]
    fn what_only_looks_like_a_function_is_kept() {
        for text in [
            "type A = fn(u8) -> B; const C: D = { one };",
            "trait A { fn a(); const B: u8 = { 1 }; }",
            "macro_rules! a { ($b:ident) => { fn $b() { one } fn c() { two } }; }",
            "a! { fn b() { one } }",
            "fn a() { impl B { fn b() { one } } }",
            "// fn a() { one }\nconst B: &str = \"fn a() { one }\";",
        ] {
            assert_eq!(skipped(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn the_rest_stays_where_it_was() {
        let text = "fn a() { é; /* ü */\n  2 } fn b() { wanted } // end\n/* ä\n */ c";
        let found = read(text, &["wanted"]).text;
        let place = |text: &str, word: &str| {
            let before = &text[..text.find(word).expect("it is there")];
            let line = before.matches('\n').count();
            (line, before.rsplit('\n').next().unwrap_or("").chars().count())
        };
        for word in ["} fn b", "wanted", "c"] {
            assert_eq!(place(&found, word), place(text, word), "{word}: {found:?}");
        }
    }

    /// Tokens with their places, documentation left out.
    fn tokens(text: &str) -> Option<Vec<(String, usize, usize)>> {
        fn flat(tokens: proc_macro2::TokenStream, found: &mut Vec<(String, usize, usize)>) {
            for token in tokens {
                let at = token.span().start();
                match token {
                    proc_macro2::TokenTree::Group(group) => {
                        let is_doc = group.stream().to_string().starts_with("doc =");
                        if is_doc {
                            found.pop_if(|(last, ..)| last == "!");
                            found.pop();
                            continue;
                        }
                        found.push((format!("{:?}", group.delimiter()), at.line, at.column));
                        flat(group.stream(), found);
                    }
                    other => found.push((other.to_string(), at.line, at.column)),
                }
            }
        }
        let mut found = Vec::new();
        flat(text.parse().ok()?, &mut found);
        Some(found)
    }

    proptest::proptest! {
        /// The lexer here and that of proc_macro2 agree on what is a comment.
        #[test]
        fn what_is_code_to_one_lexer_is_code_to_the_other(parts in proptest::collection::vec(proptest::sample::select(vec![
            "a", "r", "br", "b", "c", "'", "\"", "\\", "#", "##", "/", "//", "/*", "*/", "///", "//!", "/**", "\n", "\r\n",
            " ", "é", "1", "1.", "'a", "'b'", "'\\''", "\"x\"", "r#\"y\"#", "(", ")", "{", "}", "!", "-", "fn", "r#fn",
        ]), 0..24)) {
            let text: String = parts.concat();
            if let Some(expected) = tokens(&text) {
                let code = read(&text, &[]).text;
                proptest::prop_assert_eq!(tokens(&code), Some(expected), "{:?} became {:?}", text, code);
            }
        }
    }
}
