//! What a type derives, and which of its fields that leaves out.

use crate::rust::facts::{Adt, Attr, Field};
use crate::rust::flow::graph::Showing;

/// The derives of a type, also those behind `cfg_attr` unless they are for
/// tests.
pub(crate) fn derive_lists(adt: &Adt) -> impl Iterator<Item = &Attr> {
    with_conditional(&adt.attrs).filter(|attr| attr.path == "derive")
}

/// Attributes, and those that stand behind a condition that holds outside
/// tests as well.
fn with_conditional(attrs: &[Attr]) -> impl Iterator<Item = &Attr> {
    let behind = |attr: &Attr| attr.path == "cfg_attr" && !attr.args.first().is_some_and(requires_test);
    let conditional = attrs.iter().filter(move |attr| behind(attr)).flat_map(|attr| attr.args.iter().skip(1));
    attrs.iter().chain(conditional)
}

/// `test`, `all(test, unix)`
fn requires_test(condition: &Attr) -> bool {
    condition.path == "test" || condition.path == "all" && condition.args.iter().any(requires_test)
}

/// The names of what a type derives.
pub(crate) fn derives(adt: &Adt) -> impl Iterator<Item = &'static str> {
    derive_lists(adt).flat_map(|list| &list.args).map(|arg| arg.path.text().rsplit("::").next().unwrap_or_default())
}

/// Whether an attribute keeps a field out of what a derive shows.
pub(in crate::rust::flow::build) fn left_out(field: &Field, showing: Showing) -> bool {
    let word = |attr: &Attr| attr.path.text().rsplit("::").next().unwrap_or_default().to_lowercase();
    match showing {
        Showing::Serialize => with_conditional(&field.attrs).filter(|attr| attr.path == "serde").any(|serde| {
            serde
                .args
                .iter()
                .any(|arg| matches!(word(arg).as_str(), "skip" | "skip_serializing" | "serialize_with" | "with"))
        }),
        _ => with_conditional(&field.attrs).any(|attr| {
            let of = word(attr);
            let debugs = matches!(
                of.as_str(),
                "debug" | "educe" | "derivative" | "derive_where" | "debug_ignore" | "redact" | "sensitive" | "veil"
            );
            debugs || attr.args.iter().any(|arg| word(arg) == "debug" && of != "derive")
        }),
    }
}
