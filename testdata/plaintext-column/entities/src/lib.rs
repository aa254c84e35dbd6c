//! sea-orm entities.
pub mod integration;
pub mod scope;
pub mod session;
