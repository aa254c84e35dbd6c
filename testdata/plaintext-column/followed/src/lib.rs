//! What is written into columns, followed through code.

mod binds;
mod calls;
mod made;
mod scopes;
mod shapes;
