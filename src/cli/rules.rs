//! `rules`.

use serde_json::json;

use clap::{Args, ValueEnum};

use super::{OK, Outcome, output};
use crate::catalog::Card;

#[derive(Args, Debug)]
pub(super) struct RulesArgs {
    /// How to write the list
    #[arg(long, alias = "message-format", value_enum, default_value_t = ListFormat::Human)]
    pub format: ListFormat,
}

/// How a list of rules is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// A table.
    Human,
    /// A JSON array of cards.
    Json,
    /// A table in Markdown.
    Markdown,
}

pub(super) fn run(args: &RulesArgs) -> Outcome {
    let cards = crate::rules::cards();
    let text = match args.format {
        ListFormat::Human => table(&cards),
        ListFormat::Markdown => markdown(&cards),
        ListFormat::Json => list(&cards),
    };
    output::print(&text)?;
    Ok(OK)
}

fn table(cards: &[&Card]) -> String {
    let width = cards.iter().map(|card| card.id.len()).max().unwrap_or(0);
    let line = |card: &&Card| {
        let level = card.level.word();
        format!("{:width$}  {level:5}  {}\n", card.id, card.title)
    };
    cards.iter().map(line).collect()
}

fn markdown(cards: &[&Card]) -> String {
    let line = |card: &&Card| {
        let level = card.level.word();
        format!("| `{}` | {level} | {} |\n", card.id, card.title)
    };
    let lines: String = cards.iter().map(line).collect();
    format!("| Rule | Level | Finds |\n|---|---|---|\n{lines}")
}

fn list(cards: &[&Card]) -> String {
    let cards: Vec<_> = cards
        .iter()
        .map(|card| {
            json!({
                "id": card.id, "title": card.title, "level": card.level.word(),
                "confidence": card.confidence.word(), "cwe": card.cwe,
                "severity": format!("{:.1}", card.severity), "why": card.why,
                "bad": card.bad, "good": card.good, "notes": card.notes,
                "options": card.options, "references": card.references,
            })
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&cards).unwrap_or_default();
    text.push('\n');
    text
}
