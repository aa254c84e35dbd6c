//! The tables of facts, each as long as it is.

use super::super::facts::Facts;
use super::super::tree::{ExprId, Tree, TypeList};
use super::{Reader, Writer, put_all, take_all};

/// Each table by the name that counts go by; one that is forgotten here does
/// not compile.
macro_rules! tables {
    (tree: $($node:ident)*; items: $($item:ident = $table:ident)*;) => {
        /// How much is in each table of a file's facts.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        #[allow(missing_docs, reason = "the names are those of the tables")]
        pub struct Counts {
            $(pub $node: u32,)*
            $(pub $item: u32,)*
        }

        impl Counts {
            /// What is in these.
            pub fn of(facts: &Facts) -> Counts {
                let Facts { tree, $($table: $item,)* skipped: _ } = facts;
                let Tree { $($node,)* turbofish: _ } = tree;
                Counts { $($node: $node.len() as u32,)* $($item: $item.len() as u32,)* }
            }
        }

        /// Writes what came after some counts and up to others.
        pub(super) fn put(facts: &Facts, from: &Counts, to: &Counts, writer: &mut Writer) {
            $(put_all(between(&facts.tree.$node, from.$node, to.$node), writer);)*
            $(put_all(between(&facts.$table, from.$item, to.$item), writer);)*
        }

        /// Adds what was written to the tables.
        pub(super) fn take(facts: &mut Facts, reader: &mut Reader<'_>) -> Option<()> {
            $(take_all(&mut facts.tree.$node, reader)?;)*
            $(take_all(&mut facts.$table, reader)?;)*
            Some(())
        }
    };
}

tables! {
    tree: exprs pats types paths strings macros closures blocks matches structs field_pats
        expr_lists pat_lists type_lists;
    items: modules = modules uses = uses fns = fns adts = adts consts = consts impls = impls traits = traits
        aliases = aliases rules = macros calls = item_macros;
}

fn between<T>(table: &[T], from: u32, to: u32) -> &[T] {
    table.get(from as usize..to as usize).unwrap_or_default()
}

/// The generic arguments of calls, in the order of the calls.
pub(super) fn turbofish(tree: &Tree) -> Vec<(ExprId, TypeList)> {
    let mut entries: Vec<(ExprId, TypeList)> = tree.turbofish.iter().map(|(call, types)| (*call, *types)).collect();
    entries.sort_unstable_by_key(|(call, _)| *call);
    entries
}
