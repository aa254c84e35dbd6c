//! The way of a secret, from its source to where it becomes visible.
//!
//! Ways share their beginnings, so that what each comes to is told of every
//! state once, by what is told of the one before it.

use super::Seed;
use super::graph::{Node, NodeId, SELF, Showing};
use super::seeds::is_page_token;
use super::solved::{FIRST, LAST, Solved, State, Story, Why};
use crate::rust::index::ItemId;
use crate::rust::name::Name;
use crate::rust::tree::PatKind;
use crate::source::Span;

/// A place on the way of a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The file.
    pub file: u32,
    /// Where.
    pub span: Span,
    /// What happens here; lower case, no full stop.
    pub what: String,
}

impl Solved<'_, '_> {
    /// What the way to a state comes to.
    pub(super) fn story(&self, state: State) -> Option<Story> {
        let (mut at, mut ahead) = (state, Vec::new());
        let mut story = loop {
            if let Some(known) = self.stories.borrow().get(&at) {
                break *known;
            }
            match *self.why.get(&at)? {
                Why::From(from) => {
                    ahead.push(at);
                    at = from;
                }
                Why::Seed(seed) => break self.begun(seed, at.0)?,
            }
        };
        while let Some(at) = ahead.pop() {
            self.go_on(&mut story, at.0);
            self.stories.borrow_mut().insert(at, story);
        }
        Some(story)
    }

    fn begun(&self, number: u32, node: NodeId) -> Option<Story> {
        let seed = self.flow.seeds.get(number as usize)?;
        Some(Story {
            seed: number,
            first: [None; FIRST],
            last: [None; LAST],
            end: (seed.file, seed.span),
            field: matches!(self.flow.graph.node(node), Node::Field(..)).then_some(node),
            types: 0,
            mixed: self.mixes(node),
            page: self.keeps_for_page(node),
        })
    }

    fn go_on(&self, story: &mut Story, node: NodeId) {
        story.mixed |= self.mixes(node);
        story.page |= self.keeps_for_page(node);
        let whole = self.flow.graph.outermost(node);
        match self.flow.graph.node(whole) {
            Node::Field(..) => (story.field, story.types) = (Some(whole), 0),
            Node::Shown(..) => story.types += 1,
            _ => story.types = 0,
        }
        if let Some(point) = self.point(node).filter(|point| (point.file, point.span) != story.end) {
            story.end = (point.file, point.span);
            story.add(node);
        }
    }

    /// `csrf_token`: a variable or field by whose name a page gives it back.
    fn keeps_for_page(&self, node: NodeId) -> bool {
        let name = match self.flow.graph.node(node) {
            Node::Field(.., name) => name,
            Node::Bind(file, pat) => match self.flow.index().tree(file).pat(pat).kind {
                PatKind::Bind { name, .. } => name,
                _ => return false,
            },
            _ => return false,
        };
        // Asked of each step of a way.
        name.text().contains("srf") && is_page_token(name.text())
    }

    /// What the secret is called, and how it came here.
    pub(super) fn way(&self, state: State) -> (String, Vec<Point>) {
        let Some((story, seed)) = self.story(state).zip(self.seed(state)) else { return (String::new(), Vec::new()) };
        let source = Point { file: seed.file, span: seed.span, what: format!("`{}` is a secret", seed.name) };
        let steps = story.first.into_iter().chain(story.last).flatten().filter_map(|node| self.point(node));
        (seed.name.clone(), [source].into_iter().chain(steps).collect())
    }

    /// Where the secret comes from.
    pub(super) fn seed(&self, state: State) -> Option<&Seed> {
        self.flow.seeds.get(self.story(state)?.seed as usize)
    }

    /// The last field that a way leads through.
    pub(super) fn field_before(&self, state: State) -> Option<(ItemId, u32, Name)> {
        match self.flow.graph.node(self.story(state)?.field?) {
            Node::Field(of, variant, name) => Some((of, variant, name)),
            _ => None,
        }
    }

    /// How many types a way leads through between the field and the last.
    pub(super) fn types_before(&self, state: State) -> usize {
        self.story(state).map_or(0, |story| story.types.saturating_sub(1))
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
