//! What was made of one file, part by part.
//!
//! First the spellings, then what holds for the whole file, then how long
//! each part is in the text and here, with its digest, then the parts.

use foldhash::HashMap;

use super::super::facts::{Facts, Module};
use super::super::name::Name;
use super::super::parse::Problem;
use super::super::parts::{Digest, Parsed};
use super::super::tree::{ExprId, TypeList};
use super::tables::{self, Counts};
use super::{Reader, Wire, Writer, put_all};
use crate::source::Span;

/// What was parsed, as bytes.
pub fn write(parsed: &Parsed) -> Vec<u8> {
    let facts = &parsed.facts;
    let turbofish = tables::turbofish(&facts.tree);
    let mut parts = Writer::default();
    let mut list = Writer::default();
    list.number(parsed.parts.len() as u32);
    let (mut start, mut before) = (0, Counts::of(&empty(false)));
    for part in &parsed.parts {
        let at = parts.bytes.len();
        (parts.last, parts.base) = (start, before);
        tables::put(facts, &before, &part.counts, &mut parts);
        let call = |counts: &Counts| turbofish.partition_point(|(call, _)| call.0 < counts.exprs);
        put_all(&turbofish[call(&before)..call(&part.counts)], &mut parts);
        part.digest.is_some().put(&mut list);
        list.bytes.extend(part.digest.iter().flatten());
        list.number(part.end - start);
        list.number((parts.bytes.len() - at) as u32);
        (start, before) = (part.end, part.counts);
    }
    let mut record = Writer::default();
    record.number(parts.spellings.len() as u32);
    parts.spellings.iter().for_each(|name| record.text(name.text()));
    facts.modules.first().is_some_and(|file| file.test).put(&mut record);
    parsed.problem.put(&mut record);
    facts.skipped.put(&mut record);
    [record.bytes, list.bytes, parts.bytes].concat()
}

/// Facts of a file in which nothing is.
fn empty(test: bool) -> Facts {
    Facts { modules: vec![Module::file(test)], ..Facts::default() }
}

/// What [`write`] wrote, read as far as it is asked for.
pub struct Record<'b> {
    /// Whether the file is one of tests by its own attributes.
    pub test: bool,
    names: Vec<Name>,
    problem: Option<Problem>,
    skipped: Vec<Span>,
    parts: Vec<Section<'b>>,
    /// The parts that mean the same in another file.
    known: HashMap<Digest, usize>,
}

struct Section<'b> {
    /// Bytes of the text.
    len: u32,
    bytes: &'b [u8],
}

impl<'b> Record<'b> {
    /// None when these are other bytes.
    pub fn open(bytes: &'b [u8]) -> Option<Record<'b>> {
        let mut reader = Reader { rest: bytes, names: &[], last: 0, base: Counts::default() };
        let count = reader.number()?;
        let names = (0..count).map(|_| reader.text().map(Name::new)).collect::<Option<Vec<Name>>>()?;
        let test = bool::take(&mut reader)?;
        let (problem, skipped) = (Wire::take(&mut reader)?, Wire::take(&mut reader)?);
        let count = reader.number()?;
        let list = (0..count).map(|_| entry(&mut reader)).collect::<Option<Vec<_>>>()?;
        let mut record = Record { test, names, problem, skipped, parts: Vec::new(), known: HashMap::default() };
        for (digest, len, size) in list {
            let (bytes, rest) = reader.rest.split_at_checked(size as usize)?;
            reader.rest = rest;
            let at = record.parts.len();
            record.known.extend(digest.map(|digest| (digest, at)));
            record.parts.push(Section { len, bytes });
        }
        reader.rest.is_empty().then_some(record)
    }

    /// Everything.
    pub fn read(&self) -> Option<(Facts, Option<Problem>)> {
        let mut facts = empty(self.test);
        let mut start = 0;
        for part in 0..self.parts.len() {
            self.add(part, start, &mut facts)?;
            start += self.parts[part].len;
        }
        facts.skipped.clone_from(&self.skipped);
        Some((facts, self.problem.clone()))
    }

    /// The part with this digest.
    pub fn part(&self, digest: &Digest) -> Option<usize> {
        self.known.get(digest).copied()
    }

    /// Adds a part to facts of a file in which it begins at `start`.
    pub fn add(&self, part: usize, start: u32, facts: &mut Facts) -> Option<()> {
        let bytes = self.parts.get(part)?.bytes;
        let mut reader = Reader { rest: bytes, names: &self.names, last: start, base: Counts::of(facts) };
        tables::take(facts, &mut reader)?;
        facts.tree.turbofish.extend(Vec::<(ExprId, TypeList)>::take(&mut reader)?);
        reader.rest.is_empty().then_some(())
    }
}

/// Digest, length in the text, length in bytes.
fn entry(reader: &mut Reader<'_>) -> Option<(Option<Digest>, u32, u32)> {
    let digest = match bool::take(reader)? {
        true => {
            let (digest, rest) = reader.rest.split_first_chunk()?;
            reader.rest = rest;
            Some(*digest)
        }
        false => None,
    };
    Some((digest, reader.number()?, reader.number()?))
}
