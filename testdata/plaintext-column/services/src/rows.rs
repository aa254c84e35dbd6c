//! Rows.

pub struct Rider {
    pub password: String,
}
