//! Markdown for the summary of a CI job: what people without a terminal see.

use super::Report;
use super::text::{clean, count, note_line};
use crate::finding::{Finding, Level, Note};

/// Findings that are listed; the rest is counted. A summary may have 1 MiB.
const SHOWN: usize = 200;

pub(super) fn render(report: &Report) -> String {
    let mut text = format!(
        "### Secret Guard\n\n{}, {} in {}",
        bold(&format!("{} denied", report.count(Level::Deny))),
        format_args!("{} warned of", report.count(Level::Warn)),
        count(report.summary.files, "file")
    );
    if report.summary.older > 0 {
        text.push_str(&format!("; {} that were there before", report.summary.older));
    }
    text.push_str("\n\n");
    let found: Vec<&Finding> = report.reported().collect();
    if !found.is_empty() {
        text.push_str("| Level | Rule | Place | Finding |\n|---|---|---|---|\n");
        text.extend(found.iter().take(SHOWN).map(|finding| row(finding)));
    }
    if found.len() > SHOWN {
        text.push_str(&format!("\n{} more\n", found.len() - SHOWN));
    }
    list(&mut text, "Weakened by this change", &report.weakened);
    list(&mut text, "Notes", &report.notes);
    text
}

fn bold(text: &str) -> String {
    format!("**{text}**")
}

fn row(finding: &Finding) -> String {
    let place = format!("{}:{}", finding.primary.path, finding.primary.start.line);
    let help = finding.help.as_ref().map_or(String::new(), |help| format!("<br>{}", plain(help)));
    format!(
        "| {} | {} | {} | {}{help} |\n",
        finding.level.word(),
        plain(finding.rule),
        plain(&place),
        plain(&finding.message)
    )
}

fn list(text: &mut String, title: &str, notes: &[Note]) {
    if notes.is_empty() {
        return;
    }
    text.push_str(&format!("\n#### {title}\n\n"));
    text.extend(notes.iter().take(SHOWN).map(|note| format!("- {}\n", plain(&note_line(note)))));
    if notes.len() > SHOWN {
        text.push_str(&format!("- {} more\n", notes.len() - SHOWN));
    }
}

/// The text with everything escaped that Markdown or HTML would obey; a pull
/// request chooses names and paths.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace('\n', " ").chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // A word with it would call somebody.
            '@' => out.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '(' | ')' | '#' | '|' | '!' | '~' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push_str(&clean(&c.to_string())),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn nothing_in_a_name_is_obeyed() {
        assert_eq!(plain("a|b `c` <img> [x](y) @all\n"), "a\\|b \\`c\\` &lt;img&gt; \\[x\\]\\(y\\) &#64;all ");
        assert_eq!(plain("::error::\u{1b}"), "::error::\u{fffd}");
    }
}
