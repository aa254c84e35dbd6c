//! Addresses that format strings make: where in them a placeholder stands.

use crate::rust::flow::build::cleared::links::is_public;
use crate::rust::format::Piece;

/// Whether a text is an address that is asked for; `otpauth://…` is read from
/// a screen and asked of nobody.
pub(in crate::rust::flow::build) fn is_url(text: &str) -> bool {
    text.contains("://") && !text.starts_with("otpauth") || text.starts_with(['/', '?', '{', '&'])
}

/// Of each piece whether it stands between the scheme and the host of an
/// address: behind `://` and before `@`, with nothing between that ends that.
pub(in crate::rust::flow::build) fn are_userinfo(pieces: &[Piece]) -> Vec<bool> {
    let ends = |c: char| matches!(c, '/' | '?' | '#' | '@');
    let mut authority = false;
    let behind = pieces.iter().map(|piece| {
        if let Piece::Text(text) = piece {
            authority = match text.rsplit_once("://") {
                Some((_, rest)) => !rest.contains(ends),
                None => authority && !text.contains(ends),
            };
        }
        authority
    });
    let mut there: Vec<bool> = behind.collect();
    let mut host = false;
    for (there, piece) in there.iter_mut().zip(pieces).rev() {
        *there &= host;
        if let Piece::Text(text) = piece {
            host = text.find(ends).map_or(host, |end| text[end..].starts_with('@'));
        }
    }
    there
}

/// Of each piece whether it is the value of `?state=` or `&state=`.
pub(in crate::rust::flow::build) fn are_public(pieces: &[Piece]) -> Vec<bool> {
    let before = [None].into_iter().chain(pieces.iter().map(Some));
    let public = before.map(|piece| matches!(piece, Some(Piece::Text(text)) if is_public_parameter(text)));
    public.take(pieces.len()).collect()
}

/// Whether a text ends in `?state=` or `&state=`.
fn is_public_parameter(text: &str) -> bool {
    let name = text.strip_suffix('=').and_then(|text| text.rsplit_once(['?', '&'])).map(|(_, name)| name);
    name.is_some_and(is_public)
}

/// Whether a text ends in `?name=` or `&name=`.
pub(in crate::rust::flow::build) fn is_parameter(text: &str) -> bool {
    let Some(name) = text.strip_suffix('=').and_then(|text| text.rsplit(['?', '&']).next()) else { return false };
    let private = !is_public(name);
    private && name.len() + 1 < text.len() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b))
}
