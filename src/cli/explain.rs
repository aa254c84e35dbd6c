//! `explain`.

use super::args::ExplainArgs;
use super::{OK, Outcome, output};
use crate::catalog::Card;
use crate::engine::check::{Failure, known};

pub(super) fn run(args: &ExplainArgs) -> Outcome {
    let cards = crate::rules::cards();
    let names: Vec<&str> = cards.iter().map(|card| card.id.as_str()).collect();
    known(&args.rule, &names).map_err(Failure::Usage)?;
    for card in cards.iter().filter(|card| card.id == args.rule) {
        output::print(&text(card))?;
    }
    Ok(OK)
}

fn text(card: &Card) -> String {
    let mut text = format!(
        "{}: {}\n\nlevel {}, confidence {}, severity {:.1}, CWE-{}\n\n{}\n",
        card.id,
        card.title,
        card.level.word(),
        card.confidence.word(),
        card.severity,
        card.cwe,
        card.why
    );
    text.push_str(&format!("Instead of\n\n{}\nwrite\n\n{}", indented(&card.bad), indented(&card.good)));
    if !card.notes.is_empty() {
        text.push_str(&format!("\n{}", card.notes));
    }
    if !card.options.is_empty() {
        text.push_str("\nOptions\n\n");
        for (name, meaning) in &card.options {
            text.push_str(&format!("    {name}: {}\n", meaning.trim()));
        }
    }
    for (at, reference) in card.references.iter().enumerate() {
        text.push_str(if at == 0 { "\nSee\n\n" } else { "" });
        text.push_str(&format!("    {reference}\n"));
    }
    text
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}
