//! Parameters in the addresses of images.

use std::ops::Range;

use super::{BADGES, IMAGES, INTERFACES};

/// The longest address that is looked at.
const ADDRESS: usize = 300;

/// Whether a parameter stands in the address of an image: badges and pictures
/// are there to be seen, and so is the token that lets a page show them. A key
/// for a program's interface is none the less one.
pub(in crate::secrets) fn shows_image(text: &[u8], key: &Range<usize>) -> bool {
    let window = &text[key.start.saturating_sub(ADDRESS)..key.start];
    if !window.ends_with(b"?") && !window.ends_with(b"&") && !window.ends_with(b"&amp;") {
        return false;
    }
    let from = window.iter().rposition(|byte| byte.is_ascii_whitespace() || b"\"'`()<>".contains(byte));
    let address = window[from.map_or(0, |at| at + 1)..].to_ascii_lowercase();
    let before = window[..from.map_or(0, |at| at + 1)].to_ascii_lowercase();
    let name = text[key.clone()].to_ascii_lowercase();
    name.ends_with(b"token") && (is_shown(&before) || names_image(&address) || is_badge(&address))
}

/// Whether a host's label or a step of a path is that of badges, and none that
/// of a program's interface.
fn is_badge(address: &[u8]) -> bool {
    let path = address.split(|byte| *byte == b'?').next().unwrap_or(address);
    let holds = |list: &[&str]| {
        let mut parts = path.split(|byte| matches!(byte, b'/' | b'.'));
        parts.any(|part| list.iter().any(|word| word.as_bytes() == part))
    };
    holds(BADGES) && !holds(INTERFACES)
}

/// Whether what stands before an address shows it: `![…](`, `<img src="`.
fn is_shown(before: &[u8]) -> bool {
    let pictured = before.ends_with(b"](")
        && memchr::memmem::rfind(before, b"![").is_some_and(|at| !before[at..].contains(&b'\n'));
    let attributes: [&[u8]; 4] = [b"src=\"", b"src='", b"srcset=\"", b"srcset='"];
    let tagged = attributes.iter().find_map(|end| before.strip_suffix(*end));
    let opened =
        |tag: &[u8], before: &[u8]| memchr::memmem::rfind(before, tag).is_some_and(|at| !before[at..].contains(&b'>'));
    pictured || tagged.is_some_and(|before| opened(b"<img", before) || opened(b"<source", before))
}

fn names_image(address: &[u8]) -> bool {
    let path = address.split(|byte| *byte == b'?').next().unwrap_or(address);
    IMAGES.iter().any(|end| path.ends_with(end.as_bytes()))
}
