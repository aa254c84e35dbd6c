//! The static half of Secret Guard.
