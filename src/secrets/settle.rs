//! Which of several hits at one place stays.

use super::detector::Matcher;
use super::hit::Hit;

/// Of hits that overlap, the surest and most special stays: a detector with
/// its own form before a structure, a structure before a name.
pub(super) fn settle(mut hits: Vec<Hit>) -> Vec<Hit> {
    let rank = |hit: &Hit| match hit.detector.matcher {
        Matcher::Pattern(_) => 3,
        Matcher::Assignment(_) => 2,
        Matcher::Structure if hit.key.is_none() => 1,
        Matcher::Structure => 0,
    };
    let better = |a: &Hit, b: &Hit| {
        (b.dropped.is_none(), rank(b), b.confidence).cmp(&(a.dropped.is_none(), rank(a), a.confidence))
    };
    hits.sort_by(|a, b| a.span.start.cmp(&b.span.start).then(better(a, b)));
    let mut kept: Vec<Hit> = Vec::new();
    for hit in hits {
        match kept.last_mut() {
            Some(last) if last.span.end > hit.span.start => {
                let cover = last.cover.to(hit.cover);
                if better(&hit, last).is_lt() {
                    *last = hit;
                }
                last.cover = cover;
            }
            _ => kept.push(hit),
        }
    }
    kept
}
