//! Rows whose password is the hash of one: whoever verifies by it, or is handed
//! it, says so.

use crate::rust::flow::build::{Builder, derives};
use crate::rust::flow::roles::{HASHES, PASSWORDS, ROWS, ends_in, has_one};
use crate::rust::index::ItemId;
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;

impl Builder<'_, '_, '_> {
    /// `insert_user(name, &row.password)` of a function that calls it a
    /// `password_hash`.
    pub(in crate::rust::flow::build) fn handed_as_hash(&mut self, id: ItemId, args: &[ExprId]) {
        let (item, tree) = (self.flow.index().fn_(id), self.flow.index().tree(id.file));
        // The `hash` of a commit is none of a password.
        let speaks = |name: Name| has_one(name.text(), PASSWORDS);
        for (param, arg) in item.params.iter().zip(args) {
            if let PatKind::Bind { name, .. } = tree.pat(param.pat).kind
                && ends_in(name.text(), HASHES)
                && (speaks(name) || speaks(item.name))
            {
                self.is_hash_of_row(*arg);
            }
        }
    }

    /// `PasswordHash::new(&row.password)`, `bcrypt::verify(given, &row.password)`.
    pub(in crate::rust::flow::build) fn verified_by(&mut self, end: &str, args: &[ExprId]) {
        match (end, args) {
            ("PasswordHash::new" | "PasswordHash::parse" | "argon2::verify_encoded", [hash, ..])
            | ("bcrypt::verify", [_, hash]) => self.is_hash_of_row(*hash),
            _ => {}
        }
    }

    /// What a row has is what was stored; a form has what was typed in.
    fn is_hash_of_row(&mut self, hash: ExprId) {
        let at = self.left_as_it_is(hash);
        if let ExprKind::Field { base, name } = self.tree.kind(at)
            && has_one(name.text(), PASSWORDS)
            && let Ty::Adt(of, _) = self.ty(base).value()
            && derives(self.flow.index().adt(of)).any(|derived| ROWS.contains(&derived))
        {
            self.names_file(at, 1);
        }
    }
}
