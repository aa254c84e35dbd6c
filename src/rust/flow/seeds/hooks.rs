//! Addresses by which everybody may post into a chat: a Discord or Slack
//! webhook is called a URL, and is a secret.

use super::Flow;
use crate::rust::flow::roles::{CHATS, HOOKS, NOTIFIERS, has_one};
use crate::rust::index::ItemId;
use crate::rust::name::Name;
use crate::words::segments;

impl Flow<'_, '_> {
    /// Whether a variable holds one, by its name and where it is: in a function
    /// or file that is about such a chat.
    pub(in crate::rust::flow) fn is_hook(&self, file: u32, function: &str, name: Name) -> bool {
        names_hook(name) && (has_one(function, CHATS) || self.is_of_chat(file))
    }

    /// The same of a field, by the type that has it as well.
    pub(super) fn is_hook_of(&self, id: ItemId, name: Name) -> bool {
        let of = self.index().adt(id).name.text();
        let notifies = || {
            let words = segments(of);
            let rest: Vec<&str> = words.iter().map(String::as_str).filter(|word| !CHATS.contains(word)).collect();
            let said = |word: &&str| NOTIFIERS.contains(word);
            // A `ConfigFile`; a `SlackFile` is one that somebody has sent.
            let all = rest.iter().all(|word| said(word) || *word == "file");
            rest.len() < words.len() && all && (rest.is_empty() || rest.iter().any(said))
        };
        self.is_hook(id.file, of, name) || matches!(name.text(), "url" | "uri") && notifies()
    }

    fn is_of_chat(&self, file: u32) -> bool {
        let path: &str = self.index().unit(file).source.path();
        let inside = path.rsplit_once("src/").map_or(path, |(_, inside)| inside);
        inside.split('/').any(|part| has_one(part.trim_end_matches(".rs"), CHATS))
    }
}

/// Whether something of this name is a webhook of some kind.
pub(in crate::rust::flow) fn names_hook(name: Name) -> bool {
    HOOKS.contains(&name.text())
}
