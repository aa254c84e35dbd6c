//! The way of a secret, from its source to where it becomes visible.

use super::graph::{Node, NodeId, SELF, Showing};
use super::leaks::{LONGEST, Point};
use super::solve::{Solved, State, Why};
use crate::rust::tree::PatKind;

/// Steps of a way that a report shows.
const SHOWN_STEPS: usize = 6;

impl Solved<'_, '_> {
    /// What the secret is called, and how it came here.
    pub(super) fn way(&self, state: State) -> (String, Vec<Point>) {
        let mut points = Vec::new();
        let mut at = state;
        for _ in 0..LONGEST {
            let Some(Why::From(from)) = self.why.get(&at) else { break };
            points.extend(self.point(at.0));
            at = *from;
        }
        let Some(seed) = self.seed(state) else { return (String::new(), points) };
        points.reverse();
        let source = Point { file: seed.file, span: seed.span, what: format!("`{}` is a secret", seed.name) };
        points.insert(0, source);
        points.dedup_by(|b, a| a.file == b.file && a.span == b.span);
        if points.len() > SHOWN_STEPS {
            let tail = points.split_off(points.len() - SHOWN_STEPS / 2);
            points.truncate(SHOWN_STEPS - SHOWN_STEPS / 2);
            points.extend(tail);
        }
        (seed.name.clone(), points)
    }

    /// What a node of the way is worth saying.
    fn point(&self, node: NodeId) -> Option<Point> {
        let index = self.flow.index();
        match self.flow.graph.node(node) {
            Node::Bind(file, pat) => {
                let pat = index.tree(file).pat(pat);
                let PatKind::Bind { name, .. } = pat.kind else { return None };
                Some(Point { file, span: pat.span, what: format!("`{name}` holds it") })
            }
            Node::Param(of, at) if at != SELF => {
                let item = index.fn_(of);
                let pat = index.tree(of.file).pat(item.params.get(at as usize)?.pat);
                let span = if pat.span.end > pat.span.start { pat.span } else { item.span };
                Some(Point { file: of.file, span, what: format!("it enters `{}`", item.name) })
            }
            Node::Return(of) => {
                let item = index.fn_(of);
                Some(Point { file: of.file, span: item.span, what: format!("`{}` returns it", item.name) })
            }
            Node::Field(of, variant, name) => {
                let adt = index.adt(of);
                let field = adt.variants.get(variant as usize)?.fields.iter().find(|field| field.name == name)?;
                Some(Point { file: of.file, span: field.span, what: format!("`{}.{name}` holds it", adt.name) })
            }
            Node::Shown(of, showing) => {
                let adt = index.adt(of);
                let how = match showing {
                    Showing::Display => "printing",
                    Showing::Debug => "debug output of",
                    Showing::Serialize => "serialising",
                };
                Some(Point { file: of.file, span: adt.span, what: format!("{how} `{}` shows it", adt.name) })
            }
            _ => None,
        }
    }
}
