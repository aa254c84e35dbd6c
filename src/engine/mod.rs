//! Runs the rules and settles what becomes of each finding.

mod allowed;
mod alone;
mod baseline;
mod cache;
mod cards;
pub mod check;
mod court;
mod directive;
pub mod draft;
mod fingerprint;
pub mod fix;
mod hide;
mod introduced;
mod levels;
mod options;
pub mod own;
mod place;
mod reading;
mod sanctioned;
pub mod scan;
mod settle;
mod since;
mod stats;
mod suppress;
mod weaken;

pub use baseline::{Baseline, FILE_NAME as BASELINE_FILE};
pub use cards::cards;
pub use levels::Overrides;
pub use settle::{Policy, Settled, settle};
