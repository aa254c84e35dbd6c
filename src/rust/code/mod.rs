//! What of a file syn is given to read.
//!
//! Each token keeps its line and column. Left out are comments, since syn
//! would make attributes of documentation, and the bodies of functions that
//! nobody has asked for: these are most of a program.

mod bodies;
mod bounds;
mod cuts;

use self::bodies::{At, Bodies, Seen};
pub(super) use self::bounds::MAX_DEPTH;
use self::bounds::{Bounds, Last};
pub(super) use self::cuts::Cut;
use self::cuts::Cuts;
use super::needles::Needles;
use crate::lex::{Kind, Piece, pieces};
use crate::source::Span;

/// A file's text without what need not be read.
pub(super) struct Code {
    /// What is left.
    pub text: String,
    /// Where parts of the file end, but for the last one.
    pub cuts: Vec<Cut>,
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
    let (mut parts, mut cuts) = (Cuts::default(), Vec::new());
    let (mut opened, mut level, mut refused) = (0, 0, None);
    for Piece { kind, span } in pieces(&text[cut..]) {
        let span = Span::new(cut + span.start as usize, cut + span.end as usize);
        let piece = &text[span.range()];
        cuts.extend(parts.see(kind, span, text, |line| writer.keep_to(line)));
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
        None => Ok(Code { text: writer.code, cuts, skipped, deep, problem }),
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

#[cfg(test)]
mod tests {
    use super::bounds::MAX_OPERATORS;
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
