//! The header of a hunk.

/// `@@ -1,2 +3,4 @@`; with one more `@` and old range for each further parent.
pub(super) struct Hunk {
    /// Columns of signs before each line.
    pub signs: usize,
    /// How many lines of before follow.
    pub old: u32,
    /// Where they begin afterwards.
    pub start: u32,
    /// How many lines of after follow.
    pub new: u32,
}

impl Hunk {
    pub fn parse(line: &str) -> Option<Hunk> {
        let signs = line.bytes().take_while(|byte| *byte == b'@').count().checked_sub(1).filter(|signs| *signs > 0)?;
        let (ranges, _) = line[signs + 1..].split_once(&line[..=signs])?;
        let mut words = ranges.split_whitespace();
        let mut old = 0;
        for _ in 0..signs {
            old = range(words.next()?.strip_prefix('-')?)?.1.max(old);
        }
        let (start, new) = range(words.next()?.strip_prefix('+')?)?;
        Some(Hunk { signs, old: if signs == 1 { old } else { 0 }, start, new })
    }
}

fn range(text: &str) -> Option<(u32, u32)> {
    match text.split_once(',') {
        Some((start, count)) => Some((start.parse().ok()?, count.parse().ok()?)),
        None => Some((text.parse().ok()?, 1)),
    }
}
