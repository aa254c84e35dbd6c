//! What words say of a value beside that it is a secret; the lists are in
//! `rules/words/roles.yaml`.

include!(concat!(env!("OUT_DIR"), "/roles.rs"));
