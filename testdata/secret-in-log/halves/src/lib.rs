//! The key of one service is no public half of another's.
pub mod azure;
pub mod jwt;
pub mod s3;
pub mod stripe;
pub mod scaleway;
