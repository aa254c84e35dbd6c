//! Texts written in another way inside a text: base64, hexadecimal, percent
//! signs, backslash escapes.

use std::ops::Range;

use super::checksum::radix;

/// A text that was written in another way.
pub(super) struct Decoded {
    /// Where it is written.
    pub at: Range<usize>,
    /// What it says.
    pub text: String,
}

/// The shortest run that is looked at.
const LEAST: usize = 20;
/// The longest run that is decoded.
const LONGEST: usize = 1 << 20;
/// How many bytes of a run tell whether it holds text.
const SAMPLE: usize = 32;

/// Every run of `text` that says something else when it is decoded.
pub(super) fn decoded(text: &[u8], see: &mut dyn FnMut(Decoded)) {
    runs(text, see);
    escapes(text, see);
}

/// Runs of the alphabets of base64 and hexadecimal. Most bytes are never
/// looked at: a run must hold every twentieth.
fn runs(text: &[u8], see: &mut dyn FnMut(Decoded)) {
    let mut start = 0;
    while start + LEAST <= text.len() {
        let window = &text[start..start + LEAST];
        if let Some(gap) = window.iter().rposition(|byte| !IN_ALPHABET[usize::from(*byte)]) {
            start += gap + 1;
            continue;
        }
        let more = text[start + LEAST..].iter().take_while(|byte| IN_ALPHABET[usize::from(**byte)]).count();
        let end = wrapped(text, start, start + LEAST + more);
        let end = end + text[end..].iter().take(2).take_while(|byte| **byte == b'=').count();
        if end - start <= LONGEST
            && let Some(text) = run(&text[start..end])
        {
            see(Decoded { at: start..end, text });
        }
        start = end;
    }
}

static IN_ALPHABET: [bool; 256] = {
    let mut table = [false; 256];
    let mut at = 0;
    while at < 256 {
        let byte = at as u8;
        table[at] = byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_');
        at += 1;
    }
    table
};

/// The end of a run that goes on over lines of the same length, as mail and
/// key files wrap it.
fn wrapped(text: &[u8], start: usize, mut end: usize) -> usize {
    let width = end - start;
    while width >= 60 && width.is_multiple_of(4) {
        let rest = &text[end..];
        let gap = rest.iter().take(24).take_while(|byte| byte.is_ascii_whitespace()).count();
        let next = rest[gap..].iter().take(width + 1).take_while(|byte| IN_ALPHABET[usize::from(**byte)]).count();
        let broken = rest.starts_with(b"\n") || rest.starts_with(b"\r\n");
        // The line must hold nothing else.
        let alone = rest.get(gap + next).is_none_or(|byte| b"\r\n=\"'`".contains(byte));
        if !broken || !alone || next == 0 || next > width {
            break;
        }
        end += gap + next;
        if next < width {
            break;
        }
    }
    end
}

fn run(run: &[u8]) -> Option<String> {
    let is_hex = run.iter().all(u8::is_ascii_hexdigit) && run.len().is_multiple_of(2);
    let decode = if is_hex { radix::hex } else { radix::base64 };
    let sample = decode(&run[..run.len().min(SAMPLE) & !3]).or_else(|| decode(run))?;
    readable(sample)?;
    let whole: Vec<u8> = run.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    readable(decode(&whole)?)
}

/// The bytes as text, when at least four in five are printable.
fn readable(bytes: Vec<u8>) -> Option<String> {
    // Some shells take UTF-16 in base64.
    let wide = bytes.len() >= 8 && bytes.iter().skip(1).step_by(2).all(|byte| *byte == 0);
    let bytes = if wide { bytes.into_iter().step_by(2).collect() } else { bytes };
    let printable = bytes.iter().filter(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~')).count();
    let text = printable * 5 >= bytes.len() * 4 && !bytes.is_empty();
    text.then(|| String::from_utf8_lossy(&bytes).into_owned())
}

/// Runs with `%41`, `\x41` and `\u0041`.
fn escapes(text: &[u8], see: &mut dyn FnMut(Decoded)) {
    let mut from = 0;
    while let Some(at) = memchr::memchr2(b'%', b'\\', &text[from..]).map(|at| from + at) {
        if escape(text, at).is_none() {
            from = at + 1;
            continue;
        }
        let start = at - text[from..at].iter().rev().take_while(|byte| in_run(**byte)).count();
        let len = text[start..].iter().take(LONGEST).take_while(|byte| in_run(**byte)).count();
        let end = start + len;
        let (bytes, count) = unescaped(&text[start..end]);
        if count >= 2 && bytes.len() >= LEAST / 2 && len >= LEAST {
            see(Decoded { at: start..end, text: String::from_utf8_lossy(&bytes).into_owned() });
        }
        from = end.max(at + 1);
    }
}

fn in_run(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && !matches!(byte, b'"' | b'\'' | b'`' | b'<' | b'>')
}

/// The byte that an escape stands for, and how long the escape is.
fn escape(text: &[u8], at: usize) -> Option<(u8, usize)> {
    let (skip, digits) = match (text[at], text.get(at + 1)) {
        (b'%', _) => (1, 2),
        (b'\\', Some(b'x')) => (2, 2),
        (b'\\', Some(b'u')) => (2, 4),
        _ => return None,
    };
    let digits = text.get(at + skip..at + skip + digits)?;
    let number = u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    Some((u8::try_from(number).unwrap_or(b'?'), skip + digits.len()))
}

fn unescaped(run: &[u8]) -> (Vec<u8>, usize) {
    let mut bytes = Vec::with_capacity(run.len());
    let (mut at, mut count) = (0, 0);
    while at < run.len() {
        match escape(run, at) {
            Some((byte, len)) => {
                bytes.push(byte);
                count += 1;
                at += len;
            }
            None => {
                bytes.push(run[at]);
                at += 1;
            }
        }
    }
    (bytes, count)
}

#[cfg(test)]
mod tests {
    use super::super::template::encode;
    use super::*;

    fn all(text: &str) -> Vec<(Range<usize>, String)> {
        let mut found = Vec::new();
        decoded(text.as_bytes(), &mut |decoded| found.push((decoded.at, decoded.text)));
        found
    }

    fn base64(text: &str) -> String {
        String::from_utf8_lossy(&encode(text.as_bytes(), 6)).into_owned()
    }

    const PLAIN: &str = "the quick brown fox jumps over the lazy dog, twice";

    #[test]
    fn each_way_of_writing_is_read() {
        let hex: String = PLAIN.bytes().map(|byte| format!("{byte:02x}")).collect();
        let percent: String = PLAIN.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let unicode: String = PLAIN.bytes().map(|byte| format!("\\u{byte:04x}")).collect();
        let wide: String = PLAIN.bytes().flat_map(|byte| [char::from(byte), '\0']).collect();
        for written in [base64(PLAIN), base64(PLAIN) + "=", hex, percent, unicode, base64(&wide)] {
            let text = format!("x = \"{written}\";");
            assert_eq!(all(&text), [(5..5 + written.len(), PLAIN.to_owned())], "{written}");
        }
    }

    #[test]
    fn lines_of_one_block_are_one_text() {
        let long = PLAIN.repeat(5);
        let block: Vec<String> =
            base64(&long).as_bytes().chunks(76).map(|line| String::from_utf8_lossy(line).into_owned()).collect();
        let found = all(&format!("a: |\n  {}\nb: c\n", block.join("\n  ")));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].1, long);
    }

    #[test]
    fn what_follows_the_padding_is_read_from_its_first_byte() {
        let written = base64(PLAIN);
        let found = all(&format!("{written}={written}"));
        let second = written.len() + 1;
        let spans: Vec<_> = found.iter().map(|(at, _)| at.clone()).collect();
        assert_eq!(spans, [0..second, second..second + written.len()]);
        assert!(found.iter().all(|(_, text)| text == PLAIN));
    }

    #[test]
    fn names_paths_and_noise_are_left_alone() {
        for text in [
            "a_long_identifier_of_a_function_that_does_things",
            "/usr/share/some/where/else/entirely/and/further",
            "%s %d %5.2f 100% of everything, or %20 of it all",
            "\\usepackage{x} \\x \\u12 \\path\\to\\some\\thing\\x",
            "deadbeefcafebabedeadbeefcafebabe0011223344556677",
        ] {
            assert_eq!(all(text), [], "{text}");
        }
        assert_eq!(all("é%"), []);
        assert_eq!(all("\\"), []);
    }
}
