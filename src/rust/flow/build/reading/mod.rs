//! What each kind of expression hands on, and to whom.
//!
//! [`exprs`] asks [`calls`], [`methods`] with what foreign ones [`carry`],
//! [`macros`] with what is [`printed`], [`fields`], [`writes`], [`closures`]; [`shapes`] knows
//! what stands where in a result, [`elements`] what goes along with a value.
//! [`bindings`] says where variables come from, [`order`] which write reaches
//! which use.

pub(in crate::rust::flow::build) mod bindings;
pub(in crate::rust::flow::build) mod calls;
pub(in crate::rust::flow::build) mod carry;
pub(in crate::rust::flow::build) mod channels;
pub(in crate::rust::flow::build) mod closures;
mod elements;
pub(in crate::rust::flow::build) mod exprs;
pub(in crate::rust::flow::build) mod fields;
pub(in crate::rust::flow::build) mod foreign;
mod holes;
mod implied;
pub(in crate::rust::flow::build) mod macros;
pub(in crate::rust::flow::build) mod methods;
pub(in crate::rust::flow::build) mod moved;
pub(in crate::rust::flow::build) mod open;
mod opened;
pub(in crate::rust::flow::build) mod order;
pub(in crate::rust::flow::build) mod pairs;
pub(in crate::rust::flow::build) mod patterns;
pub(in crate::rust::flow::build) mod printed;
mod shapes;
pub(in crate::rust::flow::build) mod writes;
