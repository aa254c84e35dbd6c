//! What a secret is taken out of, which holds one whatever it is called.

pub(in crate::rust::flow::build) mod asked;
pub(in crate::rust::flow::build) mod copies;
mod cut;
pub(in crate::rust::flow::build) mod dumps;
pub(in crate::rust::flow::build) mod expected;
pub(in crate::rust::flow::build) mod failing;
mod granted;
pub(in crate::rust::flow::build) mod held;
pub(in crate::rust::flow::build) mod kept;
pub(in crate::rust::flow::build) mod keyed;
pub(in crate::rust::flow::build) mod removed;
pub(in crate::rust::flow::build) mod settled;
pub(in crate::rust::flow::build) mod takers;
pub(in crate::rust::flow::build) mod taking;
pub(in crate::rust::flow::build) mod wholes;
