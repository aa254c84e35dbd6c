//! What says of a value that it is a secret, whatever it is called.

pub(in crate::rust::flow::build) mod displayed;
pub(in crate::rust::flow::build) mod drawn;
pub(in crate::rust::flow::build) mod put;
pub(in crate::rust::flow::build) mod said;
pub(in crate::rust::flow::build) mod selected;
pub(in crate::rust::flow::build) mod sessions;
pub(in crate::rust::flow::build) mod signing;
