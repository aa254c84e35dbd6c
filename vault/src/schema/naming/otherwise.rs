//! Names that speak of no secret although their words do.

use super::Named;
use crate::schema::evidence::hides;
use crate::schema::words::{Meaning, any_of, ends_with};

impl Named<'_> {
    /// Whether the names around it make something else of it.
    pub fn means_otherwise(&self) -> bool {
        self.shortens() || self.is_folder() || self.seals_another()
    }

    /// `links.code` beside a `target`: what is called short, but where the link
    /// itself opens something: `magic_links.code`.
    fn shortens(&self) -> bool {
        let of_links = self.table.last().is_some_and(|last| matches!(last.as_str(), "link" | "url" | "redirect"));
        let leads =
            |name: &[String]| ["url", "uri", "target", "destination", "href"].iter().any(|end| ends_with(name, &[end]));
        let opens = || matches!(self.words.meaning(self.table), Meaning::Secret(..));
        self.is("code") && of_links && !opens() && self.any_sibling(leads)
    }

    /// `tasks.final_pwd`: where something was run, if nobody signs in with it.
    fn is_folder(&self) -> bool {
        let lists = &self.words.lists;
        let named = self.facts.column.len() >= 3 && self.facts.column.to_ascii_lowercase().ends_with("pwd");
        let signs = |name: &[String]| any_of(name, &["user", "username", "login", "email", "host", "account"]);
        let front = self.column.split_last().map_or(&[][..], |(_, front)| front);
        named
            && lists.runs.any(self.table)
            && front.iter().all(|word| lists.folders.has(word))
            && !self.any_sibling(signs)
    }

    /// `nonce_private_key` beside `encrypted_private_key`.
    fn seals_another(&self) -> bool {
        let Some((first, rest)) = self.column.split_first() else { return false };
        let sealed = |name: &[String]| name.len() > rest.len() && name.iter().filter(|word| !hides(word)).eq(rest);
        matches!(first.as_str(), "nonce" | "iv" | "salt" | "tag") && !rest.is_empty() && self.any_sibling(sealed)
    }
}
