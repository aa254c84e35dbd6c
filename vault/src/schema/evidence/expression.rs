//! What expressions say that fill a column.

use super::super::lex::lex;
use super::super::segments;
use super::super::token::{Kind, Lexed, Token, unquoted};
use super::super::words::{Meaning, words};
use super::value::schemed;
use super::{LISTS, Leaning, has, hides_value};

/// What a function makes of what it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Does {
    /// A hash.
    Spreads,
    /// A ciphertext.
    Seals,
    /// What was sealed.
    Undoes,
    /// A random value, of nothing.
    Draws,
}

/// An expression cut into tokens.
pub(super) struct Expression<'a> {
    text: &'a str,
    lexed: Lexed,
}

impl<'a> Expression<'a> {
    pub fn of(text: &'a str) -> Expression<'a> {
        Expression { text, lexed: lex(text) }
    }

    pub fn tokens(&self) -> &[Token] {
        &self.lexed.tokens
    }

    fn slice(&self, at: usize) -> &'a str {
        &self.text[self.lexed.tokens[at].span.range()]
    }

    pub fn punct(&self, at: usize, c: u8) -> bool {
        self.lexed.tokens.get(at).is_some_and(|token| token.kind == Kind::Punct(c))
    }

    /// A word in lower case without its quotes.
    pub fn word(&self, at: usize) -> Option<String> {
        let named = matches!(self.lexed.tokens.get(at)?.kind, Kind::Word | Kind::Quoted);
        named.then(|| unquoted(self.slice(at)).to_lowercase())
    }

    /// What is called at `at`.
    pub fn called(&self, at: usize) -> Option<String> {
        self.word(at).filter(|_| self.punct(at + 1, b'('))
    }

    /// What the function called at `at` does, by the words of its name.
    pub fn does(&self, at: usize) -> Option<Does> {
        does(&self.called(at)?, self.punct(at + 2, b')'))
    }

    /// Whether the literal at `at`, which may be a pattern, begins as hashes do.
    pub fn schemed(&self, at: usize) -> bool {
        let literal = matches!(self.lexed.tokens[at].kind, Kind::Text | Kind::Quoted);
        literal && schemed(unquoted(self.slice(at)).trim_start_matches(['^', '\\', '%']))
    }

    /// Whether somebody hands in what is written: by a placeholder, by the new
    /// row, by a column of secrets.
    fn is_given(&self, at: usize) -> bool {
        if self.lexed.tokens[at].kind == Kind::Param {
            return true;
        }
        let Some(name) = self.word(at).filter(|_| !self.punct(at + 1, b'(')) else { return false };
        let held = words().of(&name);
        let secret = words().generic(&held) || matches!(words().meaning(&held), Meaning::Secret(..));
        let cast = at > 0 && self.punct(at - 1, b':');
        name == "new" && self.punct(at + 1, b'.') || name.starts_with('{') || secret && !cast
    }

    fn any(&self, is: impl Fn(usize) -> bool) -> bool {
        (0..self.lexed.tokens.len()).any(is)
    }
}

fn does(name: &str, of_nothing: bool) -> Option<Does> {
    let words = segments(name);
    let says = |list: &[String]| words.iter().any(|word| has(list, word));
    if says(&LISTS.undoing) {
        Some(Does::Undoes)
    } else if says(&LISTS.drawing) || of_nothing && says(&LISTS.numbering) {
        Some(Does::Draws)
    } else if says(&LISTS.sealing) {
        Some(Does::Seals)
    } else {
        let spreads = has(&LISTS.functions, name) || words.iter().any(|word| hides_value(word));
        spreads.then_some(Does::Spreads)
    }
}

/// Whether a function of this name returns a hash or ciphertext.
pub fn hashes(name: &str) -> bool {
    matches!(does(name, false), Some(Does::Spreads | Does::Seals))
}

/// What an expression that fills a column says. What is called first stands
/// outermost and decides: `digest(pgp_sym_decrypt(…))` is a hash.
pub fn of_expression(text: &str) -> Option<Leaning> {
    let expression = Expression::of(text);
    let calls = || (0..expression.tokens().len()).filter_map(|at| expression.does(at));
    let drawn = calls().any(|does| does == Does::Draws);
    let given = expression.any(|at| expression.is_given(at));
    match calls().find(|does| *does != Does::Draws) {
        Some(Does::Undoes) => Some(Leaning::Readable),
        // `encode(sha256(random()::text::bytea), 'hex')`: what is drawn is
        // spread, and the result is what somebody presents.
        Some(Does::Spreads) if drawn && !given => Some(Leaning::Readable),
        Some(_) => Some(Leaning::Protected),
        None if expression.any(|at| expression.schemed(at)) => Some(Leaning::Protected),
        None => drawn.then_some(Leaning::Readable),
    }
}

/// What the values say that migrations wrote into a column, one after the
/// other: the last decides, unless it leaves what was there.
pub fn of_writes<'a>(column: &str, writes: impl DoubleEndedIterator<Item = &'a str>) -> Option<Leaning> {
    let said = |text: &'a str| of_expression(text).map(Some).or_else(|| (!leaves(text, column)).then_some(None));
    writes.rev().find_map(said).flatten()
}

/// `NULL`, `''`, `lower(token)`: no other values than before.
fn leaves(text: &str, column: &str) -> bool {
    let expression = Expression::of(text);
    let constant = |token: &Token| {
        let word = &text[token.span.range()];
        matches!(token.kind, Kind::Text | Kind::Number) || word.eq_ignore_ascii_case("null")
    };
    let own = expression.any(|at| expression.word(at).is_some_and(|word| word == column));
    own || expression.tokens().iter().all(constant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_is_readable_however_it_is_spread() {
        assert_eq!(of_expression("encode(sha256(random()::text::bytea), 'hex')"), Some(Leaning::Readable));
        assert_eq!(of_expression("md5(random()::text || clock_timestamp()::text)"), Some(Leaning::Readable));
        assert_eq!(of_expression("random_password(32)"), Some(Leaning::Readable));
        assert_eq!(of_expression("crypt($3, gen_salt('bf'))"), Some(Leaning::Protected));
        assert_eq!(of_expression("pgp_sym_encrypt(gen_random_bytes(32), k)"), Some(Leaning::Protected));
        let mixed = "encode(digest($1 || gen_random_uuid()::text, 'sha256'), 'hex')";
        assert_eq!(of_expression(mixed), Some(Leaning::Protected));
        assert_eq!(of_expression("sha256($1)"), Some(Leaning::Protected));
    }

    #[test]
    fn functions_are_called_by_whole_words() {
        assert_eq!(of_expression("pgp_sym_decrypt(api_key_enc, 'k')"), Some(Leaning::Readable));
        assert_eq!(of_expression("AES_DECRYPT(api_key_enc, 'k')"), Some(Leaning::Readable));
        assert_eq!(of_expression("pgp_sym_encrypt(pgp_sym_decrypt(a, 'old'), 'new')"), Some(Leaning::Protected));
        assert_eq!(of_expression("replace(api_token, 'sha256(', $1)"), None);
        assert_eq!(of_expression("PASSWORD(?)"), Some(Leaning::Protected));
        assert_eq!(of_expression("lookup_password(?)"), None);
        assert_eq!(of_expression("uuid_to_bin(id)"), None);
    }

    #[test]
    fn the_last_write_decides() {
        let of = |writes: &[&'static str]| of_writes("k", writes.iter().copied());
        assert_eq!(of(&["sha256(x)", "x"]), None);
        assert_eq!(of(&["x", "sha256(x)"]), Some(Leaning::Protected));
        assert_eq!(of(&["sha256(k)", "lower(k)", "''", "NULL"]), Some(Leaning::Protected));
        assert_eq!(of(&["pgp_sym_encrypt(k, p)", "pgp_sym_decrypt(k, p)"]), Some(Leaning::Readable));
    }
}
