//! Rust source cut into pieces, for those who need no tree. It lies with the
//! reader of schemas in the vault crate, which needs it too.

pub use secret_guard_vault::schema::pieces::{Kind, Piece, Pieces, pieces};
