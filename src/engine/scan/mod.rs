//! `scan`: texts in, settled findings out.
//!
//! Texts come in batches and go when they are scanned, so that neither a
//! large tree nor a long history stands in memory.

mod added;
mod api;
mod explain;
mod foreign;
mod found;
mod gather;
mod inside;
mod known;
mod marks;
mod mask;
mod options;
mod plan;
mod read;
mod run;
mod rust;
mod value;
mod worker;

pub use api::Guard;
pub use explain::{Explained, explain};
pub use foreign::Foreign;
pub use known::{for_baseline, for_import};
pub use options::{Options, What};
pub use run::scan;
