//! `rules/words/audit.yaml`, which says what each list is.

use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lists {
    pub audits: Vec<String>,
    pub schemas: Vec<String>,
    pub trails: Vec<String>,
    pub audited: Vec<String>,
    pub pairs: Vec<String>,
    pub chain: Vec<String>,
    pub seals: Vec<String>,
    pub actor: Vec<String>,
    pub action: Vec<String>,
    pub changer: Vec<String>,
    pub right: Vec<String>,
    pub time: Vec<String>,
    pub edited: Vec<String>,
    pub sent: Vec<String>,
    pub settings: Vec<String>,
    pub rows: Vec<String>,
    pub kept: Vec<String>,
    pub planned: Vec<String>,
}

pub(super) static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/words/audit.yaml"));
    match serde_saphyr::from_str(text) {
        Ok(lists) => lists,
        Err(error) => panic!("rules/words/audit.yaml is broken: {error}"),
    }
});

/// Whether a list has this word.
pub(super) fn has(list: &[String], word: &str) -> bool {
    list.iter().any(|known| known == word)
}
