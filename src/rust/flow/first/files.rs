//! Bodies that read a file which is called as a secret.

use super::calls::last_of;
use crate::rust::flow::Flow;
use crate::rust::name::Name;
use crate::rust::tree::ExprKind;

impl Flow<'_, '_> {
    /// Bodies that read a file which is called as a secret.
    pub(super) fn readers_of_files(&mut self) -> Vec<u32> {
        let sites = self.sites;
        let names: Vec<Name> = self.know.values.reads_files.iter().map(|path| Name::new(last_of(path))).collect();
        // Not asked for: a body that names no secret holds no such path.
        let calls = names.iter().filter_map(|name| sites.named.get(name)).flatten();
        let reads = calls.filter(|site| {
            let body = sites.bodies[site.body as usize];
            match self.index().tree(body.file).kind(site.expr) {
                ExprKind::Call { args, .. } => {
                    let first = self.index().tree(body.file).exprs_of(args).first().copied();
                    first.is_some_and(|path| self.secret_file(&body, path).is_some())
                }
                _ => false,
            }
        });
        reads.map(|site| site.body).collect()
    }
}
