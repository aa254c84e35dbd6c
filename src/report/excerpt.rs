//! A message above the lines it speaks of, drawn by miette.
//!
//! The lines come from the labels' snippets: already clipped, masked and
//! without control characters. They are laid out as a small document of
//! their own with an index of line numbers; no file is opened.

use std::fmt;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, Severity,
    SourceCode, SourceSpan, SpanContents,
};

use super::text::clean;
use crate::finding::{Label, Level};

/// How a text for people looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whether to colour.
    pub colour: bool,
    /// Columns to fill.
    pub width: usize,
    /// Whether to draw every finding with its lines, however many.
    pub full: bool,
}

impl Default for Look {
    fn default() -> Self {
        Look { colour: false, width: 100, full: false }
    }
}

/// A message with the places it speaks of.
#[derive(Debug)]
pub struct Excerpt {
    code: Option<String>,
    message: String,
    help: Option<String>,
    severity: Severity,
    lines: Lines,
    others: Vec<Excerpt>,
}

impl Excerpt {
    /// A message about the first label; the others are shown with it. Labels
    /// in other files get excerpts of their own.
    pub fn new<'a>(
        level: Level,
        message: &str,
        primary: &'a Label,
        related: impl IntoIterator<Item = &'a Label>,
    ) -> Self {
        let (here, elsewhere): (Vec<&Label>, Vec<&Label>) =
            related.into_iter().partition(|label| label.path == primary.path);
        let labels: Vec<&Label> = std::iter::once(primary).chain(here).collect();
        let others = elsewhere.into_iter().map(|label| {
            let bare = Label { message: String::new(), ..label.clone() };
            Excerpt::new(Level::Allow, &label.message, &bare, [])
        });
        Excerpt {
            code: None,
            message: clean(message),
            help: None,
            severity: match level {
                Level::Deny => Severity::Error,
                Level::Warn => Severity::Warning,
                Level::Allow => Severity::Advice,
            },
            lines: Lines::new(&labels),
            others: others.collect(),
        }
    }

    /// Sets the rule's id, shown above.
    pub fn with_code(mut self, code: &str) -> Self {
        self.code = Some(clean(code));
        self
    }

    /// Sets what to do about it, shown below.
    pub fn with_help(mut self, help: Option<&str>) -> Self {
        let lines = help.map(|help| help.split('\n').map(clean).collect::<Vec<_>>().join("\n"));
        self.help = lines;
        self
    }

    /// The drawn text.
    pub fn draw(&self, look: Look) -> String {
        let theme = match look.colour {
            true => GraphicalTheme::unicode(),
            false => GraphicalTheme::unicode_nocolor(),
        };
        let handler =
            GraphicalReportHandler::new_themed(theme).with_links(false).with_width(look.width).with_context_lines(0);
        let mut text = String::new();
        // Writing to a string fails only if a label points outside its line,
        // and then the message itself is still worth having.
        if handler.render_report(&mut text, self).is_err() {
            text = format!("{}\n", self.message);
        }
        text
    }
}

impl fmt::Display for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Excerpt {}

impl Diagnostic for Excerpt {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let code = self.code.as_ref()?;
        Some(Box::new(code))
    }

    fn severity(&self) -> Option<Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = self.help.as_ref()?;
        Some(Box::new(help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.lines)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.lines.labels.iter().cloned()))
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        let others = self.others.iter().map(|other| other as &dyn Diagnostic);
        (!self.others.is_empty()).then(|| Box::new(others) as Box<_>)
    }
}

/// Lines of one file as a document of their own.
#[derive(Debug)]
struct Lines {
    name: String,
    text: String,
    lines: Vec<Line>,
    labels: Vec<LabeledSpan>,
}

#[derive(Debug)]
struct Line {
    number: usize,
    cut: usize,
    start: usize,
    end: usize,
}

impl Lines {
    fn new(labels: &[&Label]) -> Self {
        let mut order: Vec<usize> = (0..labels.len()).collect();
        order.sort_by_key(|at| (labels[*at].start, *at));
        let mut document = Lines {
            name: labels.first().map_or_else(String::new, |l| clean(&l.path)),
            text: String::new(),
            lines: Vec::new(),
            labels: Vec::new(),
        };
        for at in order {
            document.add(labels[at], at == 0);
        }
        document
    }

    fn add(&mut self, label: &Label, primary: bool) {
        let number = label.start.line as usize;
        let shown = &label.snippet;
        let last = self.lines.last();
        let known = last.filter(|line| line.number == number && self.text[line.start..line.end] == shown.text);
        let start = match known {
            Some(line) => line.start,
            None => self.push(number, shown.cut as usize, &shown.text),
        };
        let mark = shown.mark.range();
        let message = Some(clean(&label.message)).filter(|message| !message.is_empty());
        let span = start + mark.start..start + mark.end;
        self.labels.push(match primary {
            true => LabeledSpan::new_primary_with_span(message, span),
            false => LabeledSpan::new_with_span(message, span),
        });
    }

    fn push(&mut self, number: usize, cut: usize, text: &str) -> usize {
        let start = self.text.len();
        self.text.push_str(text);
        let end = self.text.len();
        self.text.push('\n');
        self.lines.push(Line { number, cut, start, end });
        start
    }
}

impl SourceCode for Lines {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        _before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (from, to) = (span.offset(), span.offset() + span.len());
        let at = |offset: usize| {
            let line = self.lines.partition_point(|line| line.end < offset);
            self.lines.get(line).map(|found| (line, found))
        };
        let (first, start) = at(from).ok_or(MietteError::OutOfBounds)?;
        let (last, end) = at(to).ok_or(MietteError::OutOfBounds)?;
        // Only lines that follow one another make one block.
        if end.number - start.number != last - first {
            return Err(MietteError::OutOfBounds);
        }
        let data = &self.text[start.start..end.end];
        let before = self.text.get(start.start..from).unwrap_or("");
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            data.as_bytes(),
            (start.start, data.len()).into(),
            start.number.saturating_sub(1),
            start.cut + before.chars().count(),
            last - first + 1,
        )))
    }
}
