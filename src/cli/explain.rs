//! `explain`: what a rule is about, or what the scanner makes of a line.

use clap::Args;

use super::{OK, Outcome, output};
use crate::catalog::Card;
use crate::engine::check::{self, Failure, known};
use crate::engine::scan::{Options, explain};
use crate::input::Scope;

#[derive(Args, Debug)]
pub(super) struct ExplainArgs {
    /// A rule's or detector's id, or FILE:LINE to say what the scanner makes
    /// of that line
    pub rule: String,
}

pub(super) fn run(args: &ExplainArgs) -> Outcome {
    if let Some((path, line)) = place(&args.rule) {
        return at(path, line);
    }
    let cards = crate::engine::cards();
    let names: Vec<&str> = cards.iter().map(|card| card.id.as_str()).collect();
    known(&args.rule, &names).map_err(Failure::Usage)?;
    for card in cards.iter().filter(|card| card.id == args.rule) {
        output::print(&text(card))?;
    }
    Ok(OK)
}

/// `FILE:LINE`, or `FILE:LINE:COLUMN` as reports write it.
fn place(text: &str) -> Option<(&str, u32)> {
    let (rest, last) = text.rsplit_once(':')?;
    let last: u32 = last.parse().ok()?;
    match rest.rsplit_once(':').and_then(|(path, line)| Some((path, line.parse().ok()?))) {
        Some(place) => Some(place),
        None => Some((rest, last)),
    }
}

/// What the scanner makes of a line.
fn at(path: &str, line: u32) -> Outcome {
    let start = super::scan::here()?;
    let scope = Scope { start, paths: vec![path.into()], ..Scope::default() };
    let options = Options { common: check::Options { scope, ..check::Options::default() }, ..Options::default() };
    let explained = explain(&options, line)?;
    let mut text = format!("{path}:{line}\n");
    for said in &explained.lines {
        text.push_str(&format!("  column {:<4} {}\n", said.column, said.text));
    }
    if explained.lines.is_empty() {
        text.push_str("  no detector looked at anything here: no known beginning and no name of a secret\n");
    }
    output::print(&text)?;
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
    if !card.bad.is_empty() {
        text.push_str(&format!("Instead of\n\n{}\nwrite\n\n{}", indented(&card.bad), indented(&card.good)));
    }
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
