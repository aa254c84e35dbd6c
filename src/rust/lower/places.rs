//! Where tokens stand.

use proc_macro2::LineColumn;

use crate::source::{Source, Span};

/// From the lines and columns that proc_macro2 knows to bytes of the file.
///
/// Its byte ranges are of the text that it was given, and asking for one
/// fills a map for every token. Lines and columns are the file's own.
#[derive(Clone, Debug)]
pub(in crate::rust) struct Places<'t> {
    source: &'t Source,
    /// Lines before the text that was lexed.
    before: u32,
    /// Characters of more than one byte; most files have none.
    wide: Vec<Wide>,
}

/// A character of more than one byte.
#[derive(Clone, Copy, Debug)]
struct Wide {
    byte: u32,
    /// How many characters stand before it.
    character: u32,
    /// How many more bytes than characters the text has up to its end.
    extra: u32,
}

impl<'t> Places<'t> {
    pub(in crate::rust) fn new(source: &'t Source) -> Self {
        let text = source.text();
        let wide = if text.is_ascii() { Vec::new() } else { wide(text) };
        Places { source, before: 0, wide }
    }

    /// The text of the whole file.
    pub(super) fn text(&self) -> &'t str {
        self.source.text()
    }

    /// From now on the text that is lexed is this line (from 1) of the file.
    pub(super) fn at_line(&mut self, line: u32) {
        self.before = line.saturating_sub(1);
    }

    /// Where a token begins.
    pub(in crate::rust) fn start(&self, span: proc_macro2::Span) -> u32 {
        self.offset(span.start())
    }

    /// All of a token.
    pub(super) fn span(&self, span: proc_macro2::Span) -> Span {
        Span { start: self.start(span), end: self.offset(span.end()) }
    }

    fn offset(&self, at: LineColumn) -> u32 {
        let line = self.source.line_start(self.before + at.line as u32);
        let offset = match self.wide.is_empty() {
            true => line + at.column as u32,
            false => self.past_wide(line, at.column as u32),
        };
        offset.min(self.text().len() as u32)
    }

    fn past_wide(&self, line: u32, column: u32) -> u32 {
        let extra = |count: usize| count.checked_sub(1).map_or(0, |last| self.wide[last].extra);
        let before = extra(self.wide.partition_point(|wide| wide.byte < line));
        let character = line - before + column;
        character + extra(self.wide.partition_point(|wide| wide.character < character))
    }
}

fn wide(text: &str) -> Vec<Wide> {
    let mut extra = 0;
    let wide = text.char_indices().filter(|(_, c)| !c.is_ascii());
    let wide = wide.map(|(byte, c)| {
        let character = byte as u32 - extra;
        extra += c.len_utf8() as u32 - 1;
        Wide { byte: byte as u32, character, extra }
    });
    wide.collect()
}

#[cfg(test)]
mod tests {
    use super::Places;
    use crate::source::Source;
    use proc_macro2::TokenStream;

    #[test]
    fn tokens_are_found_behind_wide_characters() {
        let text = "é = \"ü\";\nb = \"日本\" + c; d\n";
        let source = Source::new("a.rs", text);
        let places = Places::new(&source);
        let tokens: TokenStream = text.parse().expect("these are tokens");
        for token in tokens {
            let span = places.span(token.span());
            assert_eq!(text.get(span.range()), Some(token.to_string().as_str()));
        }
    }

    #[test]
    fn a_line_lexed_alone_keeps_its_place() {
        let source = Source::new("a.rs", "é\n日 x\n");
        let mut places = Places::new(&source);
        places.at_line(2);
        let tokens: TokenStream = source.line(2).parse().expect("these are tokens");
        let found: Vec<&str> = tokens.into_iter().map(|token| source.slice(places.span(token.span()))).collect();
        assert_eq!(found, ["日", "x"]);
    }
}
