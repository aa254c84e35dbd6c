//! What tokens say by themselves: shapes, blocks, words.

pub(in crate::sql::writes) mod expression;
pub(in crate::sql::writes) mod hiding;
pub(in crate::sql::writes) mod impls;
pub(in crate::sql::writes) mod lists;
pub(in crate::sql::writes) mod tests;
pub(in crate::sql::writes) mod vocabulary;
