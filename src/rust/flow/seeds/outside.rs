//! What fields are called where their values come from.

use super::{Flow, is_strong};
use crate::rust::facts::Variant;
use crate::rust::name::Name;
use crate::words::segments;

impl Flow<'_, '_> {
    /// `#[arg(env = "PGPASSWORD")]`,
    /// `#[serde(rename = "password")]`.
    pub(super) fn named_outside(&mut self, file: u32, of: &Variant, name: Name) -> Option<Name> {
        let field = of.fields.iter().find(|field| field.name == name)?;
        let own = segments(name.text());
        if own.iter().any(|word| self.know.words.is_about(word)) {
            return None;
        }
        // What ends as the field's own name does was judged by that.
        let says_more = |text: &str| {
            let text = segments(text).concat();
            let same = own.concat() == text;
            let alike = own.len() > 1 && own.last().is_some_and(|last| text.ends_with(last.as_str()));
            !same && !alike
        };
        let tree = self.index().tree(file);
        for arg in field.attrs.iter().flat_map(|attr| &attr.args) {
            let Some(text) = arg.value.and_then(|value| tree.str_of(value)).filter(|text| says_more(text)) else {
                continue;
            };
            let named = match arg.path.text() {
                "env" => (self.know.is_secret_variable)(text) && !self.know.words.is_never("", text),
                "rename" | "alias" => self.names_secret(Name::new(text)) && is_strong(text),
                _ => false,
            };
            if named {
                return Some(Name::new(text));
            }
        }
        None
    }
}
