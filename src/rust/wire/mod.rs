//! Facts as bytes, so that a file which has not changed need not be parsed
//! again.
//!
//! Small numbers take one byte, a span is told from the one before it, and a
//! spelling stands once. What is read was sealed by whoever wrote it; it is
//! read with care all the same, so that a mistake costs time and no panic
//! happens here.

mod facts;

use foldhash::HashMap;

use super::facts::Facts;
use super::name::Name;
use super::parse::Problem;
use crate::source::Span;

/// What the parser made of one file.
pub type Parsed = (Facts, Option<Problem>);

/// The facts of one file as bytes.
pub fn write(parsed: &Parsed) -> Vec<u8> {
    let mut writer = Writer::default();
    parsed.put(&mut writer);
    let mut head = Writer::default();
    head.number(writer.spellings.len() as u32);
    writer.spellings.iter().for_each(|name| head.text(name.text()));
    head.bytes.append(&mut writer.bytes);
    head.bytes
}

/// Facts from the bytes that [`write`] made of them; none when these are
/// other bytes.
pub fn read(bytes: &[u8]) -> Option<Parsed> {
    let mut reader = Reader { rest: bytes, names: Vec::new(), last: 0 };
    let count = reader.number()?;
    for _ in 0..count {
        let name = Name::new(reader.text()?);
        reader.names.push(name);
    }
    let parsed = Parsed::take(&mut reader)?;
    reader.rest.is_empty().then_some(parsed)
}

/// What can be written and read back.
trait Wire: Sized {
    fn put(&self, to: &mut Writer);
    fn take(from: &mut Reader<'_>) -> Option<Self>;
}

#[derive(Default)]
struct Writer {
    bytes: Vec<u8>,
    names: HashMap<Name, u32>,
    spellings: Vec<Name>,
    /// Where the last span began.
    last: u32,
}

struct Reader<'b> {
    rest: &'b [u8],
    names: Vec<Name>,
    last: u32,
}

impl Writer {
    /// Seven bits a byte, the lowest first.
    fn number(&mut self, mut number: u32) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u32);
        self.bytes.extend_from_slice(text.as_bytes());
    }
}

impl<'b> Reader<'b> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<u32> {
        let first = self.byte()?;
        if first < 0x80 {
            return Some(u32::from(first));
        }
        let mut number = u32::from(first & 0x7F);
        for shift in [7, 14, 21, 28] {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn text(&mut self) -> Option<&'b str> {
        let len = self.number()? as usize;
        let (text, rest) = self.rest.split_at_checked(len)?;
        self.rest = rest;
        std::str::from_utf8(text).ok()
    }
}

impl Wire for u32 {
    fn put(&self, to: &mut Writer) {
        to.number(*self);
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        from.number()
    }
}

impl Wire for bool {
    fn put(&self, to: &mut Writer) {
        to.bytes.push(u8::from(*self));
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        Some(from.byte()? == 1)
    }
}

impl Wire for Name {
    fn put(&self, to: &mut Writer) {
        let next = to.spellings.len() as u32;
        let number = *to.names.entry(*self).or_insert(next);
        if number == next {
            to.spellings.push(*self);
        }
        to.number(number);
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        let number = from.number()?;
        from.names.get(number as usize).copied()
    }
}

impl Wire for Span {
    fn put(&self, to: &mut Writer) {
        // Forwards and backwards alike, small steps are small numbers.
        let step = self.start.wrapping_sub(to.last) as i32;
        to.number(((step << 1) ^ (step >> 31)) as u32);
        to.number(self.end.wrapping_sub(self.start));
        to.last = self.start;
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        let step = from.number()?;
        let step = (step >> 1) as i32 ^ -((step & 1) as i32);
        let start = from.last.wrapping_add(step as u32);
        from.last = start;
        Some(Span { start, end: start.wrapping_add(from.number()?) })
    }
}

impl Wire for Box<str> {
    fn put(&self, to: &mut Writer) {
        to.text(self);
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        from.text().map(Box::from)
    }
}

impl Wire for String {
    fn put(&self, to: &mut Writer) {
        to.text(self);
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        from.text().map(str::to_owned)
    }
}

impl<T: Wire> Wire for Option<T> {
    fn put(&self, to: &mut Writer) {
        self.is_some().put(to);
        self.iter().for_each(|inner| inner.put(to));
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        match bool::take(from)? {
            true => Some(Some(T::take(from)?)),
            false => Some(None),
        }
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn put(&self, to: &mut Writer) {
        to.number(self.len() as u32);
        self.iter().for_each(|item| item.put(to));
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        let count = from.number()? as usize;
        // An item takes a byte at least.
        let mut items = Vec::with_capacity(count.min(from.rest.len()));
        for _ in 0..count {
            items.push(T::take(from)?);
        }
        Some(items)
    }
}

impl<A: Wire, B: Wire> Wire for (A, B) {
    fn put(&self, to: &mut Writer) {
        self.0.put(to);
        self.1.put(to);
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        Some((A::take(from)?, B::take(from)?))
    }
}

impl<A: Wire, B: Wire, C: Wire> Wire for (A, B, C) {
    fn put(&self, to: &mut Writer) {
        self.0.put(to);
        self.1.put(to);
        self.2.put(to);
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        Some((A::take(from)?, B::take(from)?, C::take(from)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::needles::Needles;
    use crate::rust::parse::parse;
    use crate::source::Source;

    /// Every Rust file of this repository, the broken ones of its tests too.
    fn files() -> Vec<Source> {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let walk =
            ["src", "testdata", "vault", "tests"].into_iter().flat_map(|dir| walkdir::WalkDir::new(root.join(dir)));
        let paths =
            walk.flatten().map(walkdir::DirEntry::into_path).filter(|path| path.extension().is_some_and(|e| e == "rs"));
        paths.filter_map(|path| Some(Source::new(path.to_str()?, std::fs::read_to_string(&path).ok()?))).collect()
    }

    #[test]
    fn facts_come_back_as_they_were() {
        for needles in [Needles::all(), Needles::words(["env"])] {
            for source in files() {
                let parsed = parse(&source, &needles);
                let bytes = write(&parsed);
                let back = read(&bytes).unwrap_or_else(|| panic!("{} comes back", source.path()));
                assert_eq!(shown(&back), shown(&parsed), "{}", source.path());
                assert_eq!(write(&back), bytes, "{}", source.path());
            }
        }
    }

    /// Facts as text, without what has no order.
    fn shown((facts, problem): &Parsed) -> String {
        let mut facts = facts.clone();
        let mut turbofish: Vec<_> = std::mem::take(&mut facts.tree.turbofish).into_iter().collect();
        turbofish.sort_by_key(|(expr, _)| *expr);
        format!("{facts:?} {turbofish:?} {problem:?}")
    }

    proptest::proptest! {
        /// Whatever bytes they are: facts or nothing, and no panic.
        #[test]
        fn other_bytes_are_survived(cut in 0_usize..4000, at in 0_usize..4000, with in proptest::prelude::any::<u8>()) {
            let source = Source::new("a.rs", include_str!("../name.rs"));
            let mut bytes = write(&parse(&source, &Needles::all()));
            let at = at % bytes.len();
            bytes[at] = with;
            let _ = read(&bytes);
            let _ = read(&bytes[..cut.min(bytes.len())]);
        }

        #[test]
        fn numbers_and_spans_come_back(spans in proptest::collection::vec(proptest::prelude::any::<(u32, u32)>(), 0..20)) {
            let spans: Vec<Span> = spans.into_iter().map(|(start, end)| Span { start, end }).collect();
            let mut writer = Writer::default();
            spans.put(&mut writer);
            let mut reader = Reader { rest: &writer.bytes, names: Vec::new(), last: 0 };
            proptest::prop_assert_eq!(Vec::<Span>::take(&mut reader), Some(spans));
        }
    }
}
