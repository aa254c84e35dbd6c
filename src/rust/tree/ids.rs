//! The numbers by which nodes refer to each other.

macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $id(pub u32);

        impl $id {
            /// The number as an index.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// An expression of the file.
    ExprId
    /// A pattern of the file.
    PatId
    /// A type of the file.
    TypeId
    /// A path of the file.
    PathId
    /// A string of the file.
    StrId
    /// A macro call of the file.
    MacroId
    /// A closure of the file.
    ClosureId
    /// A block of the file.
    BlockId
    /// A match of the file.
    MatchId
    /// A struct literal of the file.
    StructId
}

macro_rules! lists {
    ($($(#[$doc:meta])* $list:ident)*) => {$(
        $(#[$doc])*
        ///
        /// Those without any are all the same.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct $list {
            pub(in crate::rust) start: u32,
            pub(in crate::rust) len: u32,
        }
    )*};
}

lists! {
    /// A run of expressions.
    ExprList
    /// A run of patterns.
    PatList
    /// A run of types.
    TypeList
    /// A run of fields' patterns.
    FieldPatList
}
