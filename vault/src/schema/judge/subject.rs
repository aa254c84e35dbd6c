//! A column whose name is that of a secret: type and evidence settle the rest.

use super::{Confidence, Facts, Shape, Verdict};
use crate::schema::evidence::Leaning;
use crate::schema::words::{Kind, Words};

pub(super) struct Subject<'a> {
    pub words: &'a Words,
    pub facts: &'a Facts<'a>,
    /// The words of its name.
    pub column: &'a [String],
    /// Those of its table's.
    pub table: &'a [String],
    /// The kind of secret that the name says.
    pub kind: Kind,
    /// Whether the name says nothing else.
    pub bare: bool,
}

impl Subject<'_> {
    pub fn settle(&self) -> Verdict {
        let Some(mut verdict) = self.by_type() else {
            return Verdict::other();
        };
        for (leaning, why) in self.facts.evidence.iter().cloned().chain(self.neighbours()) {
            verdict.lean(leaning);
            verdict.because.push(why);
        }
        if let Some(confidence) = self.outright() {
            (verdict.shape, verdict.confidence) = (Shape::Readable, confidence);
        }
        verdict
    }

    /// How sure it is that the value can be read, when somebody says so outright.
    fn outright(&self) -> Option<Confidence> {
        match self.facts.evidence.iter().map(|(leaning, _)| *leaning).max()? {
            leaning if leaning.outright() => Some(Confidence::High),
            Leaning::Divided => Some(Confidence::Low),
            _ => None,
        }
    }
}

impl Verdict {
    /// What one more piece of evidence makes of it.
    fn lean(&mut self, leaning: Leaning) {
        match leaning {
            Leaning::Protected => self.shape = Shape::Protected,
            Leaning::Open if self.shape == Shape::Readable => self.confidence = Confidence::Low,
            Leaning::Readable if self.shape == Shape::Readable => self.confidence = Confidence::High,
            _ => {}
        }
    }
}
