//! Secrets in files of their own, and parts of secrets.

use crate::rust::flow::Flow;
use crate::rust::flow::build::Builder;
use crate::rust::flow::seeds::is_strong;
use crate::rust::index::Body;
use crate::rust::name::Name;
use crate::rust::tree::{ExprId, ExprKind, Path, Scalar};

/// Characters that a scheme before a secret has at most (`Bearer `).
const SCHEME: u32 = 8;

impl Builder<'_, '_, '_> {
    /// `fs::read_to_string("/run/secrets/db_password")`
    pub(in crate::rust::flow::build) fn file_read(&mut self, e: ExprId, args: &[ExprId]) {
        let Some(name) = args.first().and_then(|path| self.flow.secret_file(&self.body, *path)) else { return };
        let node = self.node(e);
        self.flow.seed(node, &name, (self.body.file, self.tree.expr(e).span));
    }

    /// Whether a range is a part of a text that is shown on purpose, and not
    /// all that stands behind a scheme: `&header[7..]`.
    pub(in crate::rust::flow::build) fn is_partial(&self, range: ExprId) -> bool {
        let ExprKind::Range { from, to } = self.tree.kind(range) else { return false };
        let skips_scheme = |from: ExprId| {
            let number = matches!(self.tree.kind(from), ExprKind::Scalar(Scalar::Int));
            let text = self.flow.index().unit(self.body.file).source.slice(self.tree.expr(from).span);
            number && text.parse::<u32>().is_ok_and(|number| number <= SCHEME)
        };
        to.is_some() || from.is_some_and(|from| !skips_scheme(from))
    }
}

impl Flow<'_, '_> {
    /// The secret that a file holds, by the name that is written down for it.
    pub(in crate::rust::flow) fn secret_file(&mut self, body: &Body, path: ExprId) -> Option<String> {
        let path = self.path_of(body, path)?;
        let (folder, file) = path.rsplit_once('/').map_or(("", path.as_str()), |(folder, file)| (folder, file));
        let (stem, end) = file.rsplit_once('.').unwrap_or((file, ""));
        let name = stem.trim_start_matches('.').replace('-', "_").to_lowercase();
        let values = self.know.values;
        let listed = values.secret_folders.iter().any(|listed| format!("{folder}/").starts_with(listed.as_str()));
        let strong = || is_strong(&name) && values.secret_files.contains(end);
        (self.names_secret(Name::new(&name)) && (listed || strong())).then_some(name)
    }

    /// The path that an expression writes down: a text, `Path::new("…")`.
    fn path_of(&self, body: &Body, expr: ExprId) -> Option<String> {
        let tree = self.index().tree(body.file);
        match tree.kind(expr) {
            ExprKind::Ref(inner) => self.path_of(body, inner),
            ExprKind::Call { callee, args } => {
                let last = tree.path_of(callee).and_then(Path::last)?;
                match tree.exprs_of(args) {
                    [only] if matches!(last.text(), "new" | "from") => self.path_of(body, *only),
                    _ => None,
                }
            }
            _ => self.text_of(body, expr),
        }
    }
}
