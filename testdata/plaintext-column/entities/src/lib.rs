//! sea-orm entities.
pub mod integration;
pub mod session;
