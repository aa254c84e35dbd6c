//! One SQL text: a file, or a string in a program.

use std::sync::Arc;

use super::layout::{Place, Sections, place};
use super::read::{Script, read};
use super::span::Span;

/// See the module's text.
#[derive(Clone, Debug)]
pub struct Text {
    /// The path of the file it stands in.
    pub path: Arc<str>,
    /// The file's text.
    pub whole: Arc<String>,
    /// The SQL when it is only a part of the file; as long as that part.
    pub part: Option<String>,
    /// Where the part begins in the file.
    pub base: u32,
    /// Where it belongs.
    pub place: Place,
    /// Which parts go up and which down.
    pub sections: Sections,
    /// What it says.
    pub script: Script,
}

/// A place in one of the texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// The text's number.
    pub text: usize,
    /// Byte offsets in that text.
    pub span: Span,
}

impl Text {
    /// A whole file.
    pub fn of_file(path: Arc<str>, whole: Arc<String>) -> Text {
        let script = read(&whole);
        let place = place(&path);
        let sections = Sections::find(&whole, &script.comments, place.direction);
        Text { path, whole, part: None, base: 0, place, sections, script }
    }

    /// The SQL itself.
    pub fn text(&self) -> &str {
        self.part.as_deref().unwrap_or(&self.whole)
    }

    /// The SQL under `span`.
    pub fn slice(&self, span: Span) -> &str {
        self.text().get(span.range()).unwrap_or("")
    }

    /// The span in the file.
    pub fn in_file(&self, span: Span) -> Span {
        Span { start: span.start + self.base, end: span.end + self.base }
    }
}

impl AsRef<Text> for Text {
    fn as_ref(&self) -> &Text {
        self
    }
}
