//! `rules/words/audit.yaml`, which says what each list is.

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lists {
    pub audits: Vec<String>,
    pub schemas: Vec<String>,
    pub trails: Vec<String>,
    pub audited: Vec<String>,
    pub watched: Vec<String>,
    pub pairs: Vec<String>,
    pub chain: Vec<String>,
    pub seals: Vec<String>,
    pub actor: Vec<String>,
    pub action: Vec<String>,
    pub changer: Vec<String>,
    pub right: Vec<String>,
    pub time: Vec<String>,
    pub now: Vec<String>,
    pub edited: Vec<String>,
    pub sent: Vec<String>,
    pub settings: Vec<String>,
    pub rows: Vec<String>,
    pub kept: Vec<String>,
    pub planned: Vec<String>,
}

/// The lists, read once.
pub(super) fn lists() -> &'static Lists {
    crate::data!("words/audit", Lists)
}

/// Whether a list has this word.
pub(super) fn has(list: &[String], word: &str) -> bool {
    list.iter().any(|known| known == word)
}
