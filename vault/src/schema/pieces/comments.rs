//! Comments, and which of them document.

use super::{Kind, Pieces};
use crate::schema::nesting;

impl Pieces<'_> {
    pub(super) fn line_comment(&mut self) -> Kind {
        let rest = self.rest();
        let len = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let len = len - usize::from(rest[..len].ends_with(b"\r"));
        let text = &rest[..len];
        let doc = text.starts_with(b"//!") || text.starts_with(b"///") && !text.starts_with(b"////");
        self.at += len;
        Kind::Comment { doc }
    }

    pub(super) fn block_comment(&mut self) -> Kind {
        let rest = self.rest();
        let len = nesting::comment_len(rest).unwrap_or(rest.len());
        let text = &rest[..len];
        let doc = text.starts_with(b"/*!") || text.starts_with(b"/**") && !text.starts_with(b"/***") && len > 4;
        self.at += len;
        Kind::Comment { doc }
    }
}
