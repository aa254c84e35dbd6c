//! The token of a lock says who holds it; a lock may also be one of doors.
pub mod file_lock;
pub mod smart_lock;
