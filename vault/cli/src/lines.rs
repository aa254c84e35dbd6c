//! The lines on which places of a text stand.

/// Tells the line of one place after the other; the text is gone through once for all of them.
pub(crate) struct Lines<'t> {
    text: &'t str,
    seen: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        Self { text, seen: 0, line: 1 }
    }

    /// The line of a byte that does not stand before those that were asked for.
    pub(crate) fn at(&mut self, byte: usize) -> usize {
        let byte = byte.clamp(self.seen, self.text.len());
        self.line += self.text.as_bytes()[self.seen..byte].iter().filter(|byte| **byte == b'\n').count();
        self.seen = byte;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn places_in_order_have_their_lines() {
        let mut lines = Lines::of("a\n\nbc\n");
        assert_eq!([0, 1, 2, 3, 4, 6, 99].map(|byte| lines.at(byte)), [1, 1, 2, 3, 3, 4, 4]);
    }
}
