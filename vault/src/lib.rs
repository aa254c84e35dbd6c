//! The runtime half of Secret Guard.
