//! What came out: where secrets become visible, and the way there.

use std::collections::BTreeMap;

use super::graph::{Node, NodeId, Showing};
use super::solved::{HERE, Solved, State, name_of};
use super::way::Point;
use super::{Sink, Stats};
use crate::rust::facts::Owner;
use crate::rust::index::{Body, BodyKind, Def, ItemId};
use crate::rust::sites::Site;
use crate::rust::tree::{ExprId, ExprKind};
use crate::source::Span;

/// A secret that becomes visible.
#[derive(Clone, Debug)]
pub struct Leak {
    /// The rule whose sink it is.
    pub rule: &'static str,
    /// What the secrets are called.
    pub names: Vec<String>,
    /// The file of the sink, or of the call that hands the secret to it.
    pub file: u32,
    /// What is shown.
    pub span: Span,
    /// The call that shows it.
    pub site: ExprId,
    /// The function it stands in.
    pub holder: &'static str,
    /// Whether that is compiled for tests only.
    pub test: bool,
    /// Whether the program may have been asked to show it, or it may not be
    /// there.
    pub output: bool,
    /// From the source on.
    pub way: Vec<Point>,
}

/// A type that shows a secret when it is printed or serialised.
#[derive(Clone, Debug)]
pub struct Revealed {
    /// The type.
    pub adt: ItemId,
    /// How.
    pub showing: Showing,
    /// Where the derive stands that does it; none when it is written by hand.
    pub derive: Option<Span>,
    /// `Type.field`: the field that is the secret.
    pub field: String,
    /// The type that has the field.
    pub holder: ItemId,
    /// How many types lie between: none when the field is the type's own.
    pub depth: usize,
    /// Whether the field is called a secret; else some code stores one there.
    pub named: bool,
    /// From the source on.
    pub way: Vec<Point>,
}

/// All that was found.
#[derive(Clone, Debug, Default)]
pub struct Leaks {
    /// Secrets that become visible.
    pub leaks: Vec<Leak>,
    /// Types that show one.
    pub revealed: Vec<Revealed>,
    /// How much was understood.
    pub stats: Stats,
}

/// Gathers the sinks that secrets have reached.
pub(super) fn collect(mut solved: Solved<'_, '_>) -> Leaks {
    let revealed = solved.revealed();
    let mut sites: BTreeMap<(u32, ExprId, &'static str), Leak> = BTreeMap::new();
    let mut nodes: Vec<(NodeId, Vec<u32>)> = std::mem::take(&mut solved.flow.sink_at).into_iter().collect();
    nodes.sort_unstable_by_key(|(_, sinks)| sinks.first().copied());
    for (node, sinks) in nodes {
        let Some(state) = solved.best(node) else { continue };
        let told = solved.is_told(state);
        for sink in sinks {
            let leak = solved.leak(&solved.flow.sinks[sink as usize], state);
            // What a test makes up it may show.
            if !told && leak.rule == "secret-in-serialize" {
                continue;
            }
            let seed = solved.seed(state);
            if leak.test && !seed.is_some_and(|seed| seed.read)
                || leak.rule == "secret-in-output" && solved.is_handed_out(state)
            {
                continue;
            }
            let unsure = seed.is_some_and(|seed| seed.unsure);
            let leak = Leak { output: leak.output || unsure, ..leak };
            let known = sites.entry((leak.file, leak.site, leak.rule)).or_insert_with(|| leak.clone());
            known.output &= leak.output;
            if leak.span.start < known.span.start && known.holder == leak.holder {
                (known.span, known.way) = (leak.span, leak.way.clone());
            }
            known.names.extend(leak.names);
        }
    }
    let mut leaks: Vec<Leak> = sites.into_values().collect();
    for leak in &mut leaks {
        leak.names.sort();
        leak.names.dedup();
    }
    let flow = &solved.flow;
    let stats = Stats { bodies: flow.built.len(), seeds: flow.seeds.len(), ..flow.stats };
    Leaks { leaks, revealed, stats }
}

impl Solved<'_, '_> {
    /// Whether what a type shows is a field that is called a secret: that some
    /// code stores one in another field may be the rare case.
    fn is_told(&mut self, state: State) -> bool {
        match self.flow.graph.node(state.0) {
            Node::Shown(..) => self
                .field_before(state)
                .is_some_and(|(of, variant, name)| self.flow.field_called(of, variant, name).is_some()),
            _ => true,
        }
    }

    /// Whether who asks is given it: what was made for them, or what a page
    /// gives back.
    fn is_handed_out(&self, state: State) -> bool {
        let handed = self.seed(state).is_some_and(|seed| seed.issued || self.flow.is_given_back(seed));
        handed || self.story(state).is_some_and(|story| story.page)
    }

    /// The state of a node with the shortest story: one of its own function
    /// before one that came in by a parameter.
    pub(super) fn best(&self, node: NodeId) -> Option<State> {
        let entries = self.entries.get(&node)?;
        let here = entries.iter().find(|entry| **entry == HERE);
        here.or(entries.first()).map(|entry| (node, *entry))
    }

    fn leak(&self, sink: &Sink, state: State) -> Leak {
        let (called, mut way) = self.way(state);
        let mut leak = Leak {
            rule: sink.rule,
            names: vec![called],
            file: sink.body.file,
            span: sink.span,
            site: sink.site,
            holder: self.holder(&sink.body),
            test: sink.body.test,
            output: self.flow.is_output(sink) && self.is_as_it_was(state),
            way: Vec::new(),
        };
        if let Some((body, arg)) = self.handed_over(state) {
            let shown = Point { file: leak.file, span: leak.span, what: "and is shown here".to_owned() };
            let place = self.flow.expr_span(body.file, arg);
            way.retain(|point| point.file != body.file || point.span != place);
            way.push(shown);
            leak =
                Leak { file: body.file, span: place, site: arg, holder: self.holder(&body), test: body.test, ..leak };
        }
        leak.way = way;
        leak
    }

    fn holder(&self, body: &Body) -> &'static str {
        match body.kind {
            BodyKind::Fn(id) => name_of(&self.flow, Def::Fn(id)),
            BodyKind::Const(id) => name_of(&self.flow, Def::Const(id)),
            BodyKind::ItemMacro => "",
        }
    }

    /// When a function is handed a secret by few of its callers, it is they
    /// who leak: the argument of the first of them.
    fn handed_over(&self, state: State) -> Option<(Body, ExprId)> {
        if state.1 == HERE {
            return None;
        }
        let Node::Param(of, _) = self.flow.graph.node(self.flow.graph.root(state.1)) else { return None };
        let incoming = self.incoming.get(&state.1)?;
        let item = self.flow.index().fn_(of);
        let uses = self.uses(of);
        let is_macro = matches!(item.owner, Owner::Macro(_));
        if !is_macro && incoming.len() * 2 >= uses {
            return None;
        }
        let (call, from) = incoming.iter().find(|(_, from)| from.1 == HERE)?;
        let Node::Expr(_, arg) = self.flow.graph.node(self.flow.graph.outermost(from.0)) else { return None };
        Some((self.flow.graph.calls[*call as usize].body, arg))
    }

    /// How many calls of a function there may be: `X::new` calls no other
    /// type's `new`.
    fn uses(&self, of: ItemId) -> usize {
        let index = self.flow.index();
        let item = index.fn_(of);
        let owner = match index.owner_def(of.file, item.owner) {
            Some(Def::Adt(id)) => Some(index.adt(id).name),
            _ => None,
        };
        let may_be = |site: &&Site| {
            let body = &self.flow.sites.bodies[site.body as usize];
            let tree = index.tree(body.file);
            let path = match tree.kind(site.expr) {
                ExprKind::Call { callee, .. } => tree.path_of(callee),
                _ => None,
            };
            match (owner, path.map(|path| path.segments.as_slice())) {
                (Some(owner), Some([.., of, _])) => of.name == owner || of.name == "Self",
                _ => true,
            }
        };
        self.flow.sites.named(item.name).iter().filter(may_be).count()
    }
}
