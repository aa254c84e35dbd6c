//! What a report must not show of the lines around a finding.

use std::sync::Arc;

use crate::secrets::shape::{Shape, is_random, wordy};
use crate::secrets::{Hit, Scanner};
use crate::source::{Source, Span};

/// How far around a finding a snippet can reach.
const AROUND: usize = 300;

/// What to mask around `hit`: all that looked like a secret to a detector,
/// whether or not it was kept, and all that looks random.
pub(super) fn hidden(source: &Source, hit: &Hit, hits: &[Hit]) -> Vec<Span> {
    let near = Span::new(
        (hit.cover.start as usize).saturating_sub(AROUND),
        (hit.cover.start as usize + AROUND).min(source.text().len()),
    );
    let meets = |span: &Span| span.start < near.end && near.start < span.end;
    let first = hits.partition_point(|other| other.cover.end <= near.start);
    let covers = hits[first..].iter().map(|other| other.cover).take_while(|span| span.start < near.end);
    covers.filter(meets).chain(random(source.text(), near)).chain([hit.cover]).collect()
}

/// The shortest run of letters and digits in a file's name that is looked at.
const RUN: usize = 16;

/// A path without the secret in it; `None` when there is none.
pub(super) fn path(scanner: &Scanner, path: &str) -> Option<Arc<str>> {
    let long = path.split(|c: char| !c.is_ascii_alphanumeric()).any(|run| run.len() >= RUN);
    if !long {
        return None;
    }
    let hits = scanner.scan("", path).into_iter();
    let tokens: Vec<Span> = hits.filter(|hit| hit.dropped.is_none()).map(|hit| hit.span).collect();
    let shown = tokens.iter().rev().fold(path.to_owned(), |mut shown, span| {
        shown.replace_range(span.range(), HIDDEN);
        shown
    });
    (!tokens.is_empty()).then(|| shown.into())
}

/// What stands in place of a secret in a path.
const HIDDEN: &str = "********";

/// Runs of characters without a space or quote that look drawn at random.
fn random(text: &str, near: Span) -> Vec<Span> {
    let bytes = text.as_bytes();
    let parts = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/_-=.~%!@#$^&*".contains(byte);
    let mut at = near.start as usize;
    // A run that begins before the window is judged whole.
    at -= bytes[..at].iter().rev().take(AROUND).take_while(|byte| parts(byte)).count();
    let mut found = Vec::new();
    while at < near.end as usize {
        let len = bytes[at..].iter().take(4 * AROUND).take_while(|byte| parts(byte)).count();
        if let Some(run) = text.get(at..at + len).filter(|run| looks_secret(run)) {
            found.push(Span::new(at, at + run.len()));
        }
        at += len + 1;
    }
    found
}

fn looks_secret(run: &str) -> bool {
    let value = run.rsplit_once('=').filter(|(_, value)| !value.is_empty()).map_or(run, |(_, value)| value);
    let shape = Shape::of(value.as_bytes());
    is_random(value) || shape.len >= 6 && shape.digit > 0 && shape.letters() > 0 && wordy(value) < 0.6
}
