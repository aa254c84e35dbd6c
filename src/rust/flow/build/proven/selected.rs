//! What a query selects into a tuple or a value, by the columns that its text
//! names: `query_as("SELECT id, api_key FROM …")`.

use crate::rust::flow::build::Builder;
use crate::rust::flow::graph::Node;
use crate::rust::flow::seeds::is_strong;
use crate::rust::locals::{Binding, Proj};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;

/// Functions that are handed a query whose rows are no type of their own.
pub(in crate::rust::flow) const QUERIES: [&str; 2] = ["query_as", "query_scalar"];

/// Columns of one query that are looked at.
const MOST: usize = 32;

impl Builder<'_, '_, '_> {
    /// Takes variables for secrets that hold the column of one.
    pub(in crate::rust::flow::build) fn selected(&mut self) {
        if self.body.test {
            return;
        }
        let locals = self.locals.clone();
        for (id, binding) in locals.bindings.iter().enumerate() {
            let Some(columns) = self.columns_of(binding) else { continue };
            let at = binding.path.iter().rev().find_map(|step| match step {
                Proj::At(at) => Some(*at as usize),
                _ => None,
            });
            for (column, name) in columns.iter().enumerate() {
                if !is_strong(name) || !self.flow.names_secret(Name::new(name)) {
                    continue;
                }
                match at {
                    Some(at) if at == column => self.prove_variable(id as u32, name),
                    None if columns.len() == 1 => self.prove_variable(id as u32, name),
                    None => self.prove_part(binding, column as u32, name),
                    _ => {}
                }
            }
        }
    }

    /// The element of a tuple that a variable holds.
    fn prove_part(&mut self, binding: &Binding, at: u32, name: &str) {
        if !matches!(self.flow.types.binding(&self.body, binding).at(at), Ty::Text) {
            return;
        }
        let node = self.bound(binding);
        let part = self.flow.graph.id(Node::Part(node, at));
        self.flow.seed(part, name, (self.body.file, self.tree.pat(binding.pat).span));
    }

    /// The columns of the query that a variable is given a row of.
    fn columns_of(&self, binding: &Binding) -> Option<Vec<String>> {
        let crate::rust::locals::Origin::Value(init) = binding.origin else { return None };
        let query = self.chain(init).into_iter().find_map(|at| match self.tree.kind(at) {
            ExprKind::Call { callee, args } => {
                let last = self.tree.path_of(callee)?.last()?;
                let first = self.tree.exprs_of(args).first().copied()?;
                QUERIES.contains(&last.text()).then_some(first)
            }
            _ => None,
        })?;
        columns(&self.flow.text_of(&self.body, query)?)
    }
}

/// What the columns between `SELECT` and `FROM` are called; none where one is
/// more than a name.
pub(in crate::rust::flow) fn columns(sql: &str) -> Option<Vec<String>> {
    let lower = sql.trim_start().to_ascii_lowercase();
    let listed = lower.strip_prefix("select")?;
    let end = listed.find(" from ").or_else(|| listed.find("\nfrom "))?;
    let names = listed[..end].split(',').take(MOST).map(|column| {
        let column = column.trim();
        let named = column.rsplit_once(" as ").map_or(column, |(_, name)| name);
        let name = named.trim().rsplit('.').next().unwrap_or_default().trim_matches(['"', '`']);
        let plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        plain.then(|| name.to_owned())
    });
    names.collect()
}
