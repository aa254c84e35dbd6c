//! Many findings for a person: a section a rule, a block a file, a line a
//! finding. What they share, the title and the help, is said once.

use std::collections::BTreeMap;

use super::excerpt::Look;
use super::text::{clean, count};
use super::{Report, derived, paint};
use crate::finding::{Finding, Level};

/// From so many findings on they are listed instead of drawn.
pub(super) const MANY: usize = 25;

pub(super) fn render(report: &Report, look: Look) -> String {
    sections(report).iter().map(|found| section(report, found, look)).collect()
}

/// The findings of each rule; what is denied and what is most comes first,
/// but many derives must not hide a log line.
fn sections(report: &Report) -> Vec<Vec<&Finding>> {
    let mut rules: BTreeMap<(Level, &str), Vec<&Finding>> = BTreeMap::new();
    for finding in report.reported() {
        rules.entry((finding.level, finding.rule)).or_default().push(finding);
    }
    let mut sections: Vec<Vec<&Finding>> = rules.into_values().collect();
    sections.sort_by_key(|found| {
        let (level, many) = (std::cmp::Reverse(found[0].level), std::cmp::Reverse(found.len()));
        (derived::is_derived(found[0]), level, many)
    });
    sections
}

fn section(report: &Report, found: &[&Finding], look: Look) -> String {
    let (level, rule) = (found[0].level, found[0].rule);
    let files = by_file(found);
    let name = paint(look, paint::of(level), &format!("{}[{rule}]", level.word()));
    let counts = format!("{} in {}", count(found.len(), "finding"), count(files.len(), "file"));
    let title = report.card(rule).map_or(String::new(), |card| format!("{}\n", wrap(&card.title, "  ", look)));
    let blocks: String = files.iter().map(|(path, found)| block(path, found, look)).collect();
    format!("{name}: {counts}\n{title}\n{blocks}{}", help(found, look))
}

fn by_file<'a>(found: &[&'a Finding]) -> BTreeMap<&'a str, Vec<&'a Finding>> {
    let mut files: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in found {
        files.entry(&finding.primary.path).or_default().push(finding);
    }
    files
}

fn block(path: &str, found: &[&Finding], look: Look) -> String {
    let places: Vec<String> = found.iter().map(|finding| place(finding)).collect();
    let width = places.iter().map(String::len).max().unwrap_or(0);
    let lines = found.iter().zip(&places).map(|(finding, place)| {
        let indent = " ".repeat(4 + width + 2);
        let message = wrap(&clean(&finding.message), &indent, look);
        let message = message.trim_start();
        format!("    {}  {message}\n", paint(look, paint::DIM, &format!("{place:>width$}")))
    });
    format!("  {}\n{}\n", paint(look, paint::BOLD, &clean(path)), lines.collect::<String>())
}

fn place(finding: &Finding) -> String {
    format!("{}:{}", finding.primary.start.line, finding.primary.start.col)
}

/// The help, where all have the same.
fn help(found: &[&Finding], look: Look) -> String {
    let first = found[0].help.as_deref();
    match first {
        Some(help) if found.iter().all(|finding| finding.help.as_deref() == first) => {
            let lines = help.split('\n').map(|line| wrap(&clean(line), "    ", look));
            let text = lines.collect::<Vec<_>>().join("\n");
            format!("  {}{}\n\n", paint(look, paint::HELP, "help: "), text.trim_start())
        }
        _ => String::new(),
    }
}

fn wrap(text: &str, indent: &str, look: Look) -> String {
    let options = textwrap::Options::new(look.width).initial_indent(indent).subsequent_indent(indent);
    textwrap::fill(text, options)
}
