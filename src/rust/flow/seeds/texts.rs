//! What expressions say: the texts of literals and constants.

use super::Flow;
use crate::rust::index::{Body, Def, Res};
use crate::rust::locals::{Binding, Origin};
use crate::rust::tree::*;

impl Flow<'_, '_> {
    /// A read of the environment by a secret's name; all may see a `SENTRY_DSN`.
    pub(in crate::rust::flow) fn environment(&self, body: &Body, expr: ExprId) -> Option<String> {
        let text = self.text_of(body, expr)?;
        let shown = self.know.words.is_never("", &text);
        (!shown && (self.know.is_secret_variable)(&text)).then_some(text)
    }

    /// `let dsn = env::var("SENTRY_DSN")`: by the name under which it is read.
    pub(super) fn is_read_to_report(&self, body: &Body, binding: &Binding) -> bool {
        let Origin::Value(init) = binding.origin else { return false };
        let (tree, mut shown) = (self.index().tree(body.file), false);
        if binding.name == "dsn" {
            tree.walk(init, &mut |at| {
                shown |= tree.str_of(at).is_some_and(|text| self.know.words.is_never("", text));
            });
        }
        shown
    }

    /// The text of a literal, or of a constant that is one.
    pub(in crate::rust::flow) fn text_of(&self, body: &Body, expr: ExprId) -> Option<String> {
        let tree = self.index().tree(body.file);
        match tree.kind(expr) {
            ExprKind::Str(text) => Some(tree.string(text).to_string()),
            ExprKind::Ref(inner) => self.text_of(body, inner),
            ExprKind::Path(path) => self.constant_text(body, tree.path(path)),
            _ => None,
        }
    }

    /// The text that a constant of the workspace is.
    pub(in crate::rust::flow) fn constant_text(&self, body: &Body, path: &Path) -> Option<String> {
        self.types.infer.resolve(body, path).into_iter().find_map(|res| match res {
            Res::Def(Def::Const(id)) => {
                let value = self.index().const_(id).value?;
                self.index().tree(id.file).str_of(value).map(str::to_owned)
            }
            _ => None,
        })
    }
}
