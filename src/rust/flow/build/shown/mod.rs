//! Where a value becomes visible, and what of it does.

pub(in crate::rust::flow::build) mod addresses;
pub(in crate::rust::flow::build) mod alike;
mod arms;
pub(in crate::rust::flow::build) mod compare;
pub(in crate::rust::flow::build) mod derives;
mod errors;
pub(in crate::rust::flow::build) mod instrument;
pub(in crate::rust::flow::build) mod sending;
pub(in crate::rust::flow::build) mod serialized;
pub(in crate::rust::flow::build) mod sinks;
pub(in crate::rust::flow::build) mod stores;
pub(in crate::rust::flow::build) mod types;
pub(in crate::rust::flow::build) mod urls;
pub(in crate::rust::flow::build) mod userinfo;
mod values;
