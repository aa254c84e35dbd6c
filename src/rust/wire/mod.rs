//! Facts as bytes, so that a file which has not changed need not be parsed
//! again.
//!
//! Small numbers take one byte, a span is told from the one before it, and a
//! spelling stands once. Each part of a file is written so that it means the
//! same in another file, wherever it stands there. What is read was sealed by whoever wrote it; it is
//! read with care all the same, so that a mistake costs time and no panic
//! happens here.

mod facts;
mod record;
mod tables;
#[cfg(test)]
pub(super) mod tests;

use foldhash::HashMap;

use super::name::Name;
use crate::source::Span;

pub use record::{Record, write};
pub use tables::Counts;

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
    /// What is before the part at hand.
    base: Counts,
}

struct Reader<'b> {
    rest: &'b [u8],
    names: &'b [Name],
    last: u32,
    base: Counts,
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

/// The number of a module, which alone has no type of its own. That of the
/// file, which is none of a part, is 0 everywhere.
impl Wire for u32 {
    fn put(&self, to: &mut Writer) {
        to.number(if *self == 0 { 0 } else { self.wrapping_sub(to.base.modules).wrapping_add(1) });
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        Some(match from.number()? {
            0 => 0,
            number => number.wrapping_add(from.base.modules).wrapping_sub(1),
        })
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
        // What stands nowhere is not moved with its part.
        if *self == Span::default() {
            return to.number(0);
        }
        to.number(self.end.wrapping_sub(self.start).wrapping_add(1));
        // Forwards and backwards alike, small steps are small numbers.
        let step = self.start.wrapping_sub(to.last) as i32;
        to.number(((step << 1) ^ (step >> 31)) as u32);
        to.last = self.start;
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        let Some(len) = from.number()?.checked_sub(1) else { return Some(Span::default()) };
        let step = from.number()?;
        let step = (step >> 1) as i32 ^ -((step & 1) as i32);
        let start = from.last.wrapping_add(step as u32);
        from.last = start;
        Some(Span { start, end: start.wrapping_add(len) })
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
        put_all(self, to);
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        let mut items = Vec::new();
        take_all(&mut items, from)?;
        Some(items)
    }
}

fn put_all<T: Wire>(items: &[T], to: &mut Writer) {
    to.number(items.len() as u32);
    items.iter().for_each(|item| item.put(to));
}

/// Adds what was put to what is there.
fn take_all<T: Wire>(items: &mut Vec<T>, from: &mut Reader<'_>) -> Option<()> {
    let count = from.number()? as usize;
    // An item takes a byte at least.
    items.reserve(count.min(from.rest.len()));
    for _ in 0..count {
        items.push(T::take(from)?);
    }
    Some(())
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
