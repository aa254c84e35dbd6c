//! Modules, what they import, and macros that they declare.

use crate::rust::name::Name;

/// A module, inline or the file itself, or the scope of a function body.
#[derive(Clone, Debug)]
pub struct Module {
    /// Its name; the file's own has none.
    pub name: Option<Name>,
    /// The enclosing module in this file.
    pub parent: Option<u32>,
    /// The scope of a function body: names not found go on to the parent.
    pub transparent: bool,
    /// `mod x;`: the module's text is in another file.
    pub external: bool,
    /// `#[path = "…"]`
    pub path_attr: Option<Box<str>>,
    /// Below `#[cfg(test)]`.
    pub test: bool,
    /// `#[macro_use]`
    pub macro_use: bool,
}

impl Module {
    /// That of a file.
    pub fn file(test: bool) -> Module {
        Module {
            name: None,
            parent: None,
            transparent: false,
            external: false,
            path_attr: None,
            test,
            macro_use: false,
        }
    }
}

/// One leaf of a `use` tree.
#[derive(Clone, Debug)]
pub struct Use {
    /// The module it stands in.
    pub module: u32,
    /// The path up to the leaf.
    pub path: Vec<Name>,
    /// Whether it starts with `::`.
    pub global: bool,
    /// The name it introduces; none for a glob or `_`.
    pub alias: Option<Name>,
    /// `*`
    pub glob: bool,
    /// Whether other modules can see it.
    pub public: bool,
}

/// A `macro_rules!`; its arms are functions whose owner it is.
#[derive(Clone, Debug)]
pub struct MacroRules {
    /// Its name.
    pub name: Name,
    /// The module it is declared in.
    pub module: u32,
    /// `#[macro_export]`
    pub exported: bool,
}
