//! Entries of the config's lists.

use serde_saphyr::Spanned;

use super::super::raw::{RawColumn, RawExclude, RawNamed, RawSanction, RawScan, RawValue, Word};
use super::super::{AllowColumn, AllowValue, Exclude, Named, Place, Problem, Sanction, Scan};
use super::Reader;
use super::place::span_of;
use crate::source::Span;

impl Reader<'_> {
    pub(super) fn sanction(&mut self, raw: Spanned<RawSanction>) -> Option<Sanction> {
        let span = span_of(self.source, raw.referenced);
        let raw = raw.value;
        let known = self.known_rule(&raw.rule);
        let expires = raw.expires.as_ref().and_then(|word| self.day(word));
        let reason = self.said(raw.reason, "a sanction needs a reason")?;
        let owner = self.said(raw.owner, "a sanction needs an owner")?;
        let place = self.place(&raw.path, &raw.krate, &raw.module, span)?;
        known.then_some(Sanction { place, rule: raw.rule.value, reason, owner, expires, span })
    }

    pub(super) fn place(
        &mut self,
        path: &Option<Word>,
        krate: &Option<Word>,
        module: &Option<Word>,
        span: Span,
    ) -> Option<Place> {
        match (path, krate, module) {
            (Some(path), None, None) => Some(Place::Path { glob: path.value.clone(), matcher: self.glob(path)? }),
            (None, Some(krate), module) => Some(Place::Module {
                krate: krate.value.replace('-', "_"),
                module: module.as_ref().map_or("", |word| &word.value).to_owned(),
            }),
            _ => {
                let message = "a sanction names either a `path`, or a `crate` and a `module`";
                self.problems.push(Problem::new(self.source, span, message));
                None
            }
        }
    }

    pub(super) fn named(&mut self, raw: RawNamed) -> Option<Named> {
        Some(Named {
            path: self.said(raw.path, "a path in code is missing")?,
            reason: raw.reason.map(|word| word.value),
        })
    }

    pub(super) fn column(&mut self, raw: RawColumn) -> Option<AllowColumn> {
        let span = span_of(self.source, raw.column.referenced);
        let reason = self.said(raw.reason, "an allowed column needs a reason")?;
        let name = raw.column.value.to_lowercase();
        let Some((table, column)) = name.rsplit_once('.') else {
            let problem = self.at(&raw.column, "a column is written `table.column`");
            self.problems.push(problem);
            return None;
        };
        Some(AllowColumn { table: table.to_owned(), column: column.to_owned(), reason, span })
    }

    pub(super) fn exclude(&mut self, raw: RawExclude) -> Option<Exclude> {
        let matcher = self.glob(&raw.path)?;
        let reason = self.said(raw.reason, "an exclusion needs a reason")?;
        Some(Exclude { glob: raw.path.value, matcher, reason })
    }

    pub(super) fn scan(&mut self, raw: RawScan) -> Scan {
        let salt = raw.salt.and_then(|word| self.salt(word));
        Scan {
            confidence: raw.confidence.and_then(|word| self.confidence(&word)),
            foreign_marks: raw.foreign_marks,
            salt,
            allow: self.each(raw.allow, Self::value),
        }
    }

    pub(super) fn value(&mut self, raw: RawValue) -> Option<AllowValue> {
        let span = span_of(self.source, raw.fingerprint.referenced);
        let reason = self.said(raw.reason, "an allowed value needs a reason")?;
        Some(AllowValue { fingerprint: raw.fingerprint.value, reason, span })
    }
}
