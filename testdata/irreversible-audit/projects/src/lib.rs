//! Migrations written in Rust that take audit trails back.
pub mod m20240501_trail;
pub mod m20240502_hash;
pub mod runner;
