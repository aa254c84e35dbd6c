//! What is no secret in spite of its name, as the body around it says.

pub(in crate::rust::flow::build) mod alternatives;
pub(in crate::rust::flow::build) mod beside;
pub(in crate::rust::flow::build) mod called;
pub(in crate::rust::flow::build) mod fallback;
pub(in crate::rust::flow::build) mod hashed;
pub(in crate::rust::flow::build) mod issued;
pub(in crate::rust::flow::build) mod links;
pub(in crate::rust::flow::build) mod places;
pub(in crate::rust::flow::build) mod replaced;
pub(in crate::rust::flow::build) mod scrubbed;
pub(in crate::rust::flow::build) mod sent;
pub(in crate::rust::flow::build) mod spelled;
pub(in crate::rust::flow::build) mod sqlite;
pub(in crate::rust::flow::build) mod treated;
pub(in crate::rust::flow::build) mod variables;
