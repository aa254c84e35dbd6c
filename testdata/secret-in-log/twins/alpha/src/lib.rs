//! A library of the same name as the other.

pub fn conf() -> u32 {
    3
}
