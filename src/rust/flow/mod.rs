//! Where secret values go.
//!
//! Values flow along the edges of one graph over the whole workspace
//! ([`graph`]), which is built body by body as far as secrets reach
//! ([`build`]). [`seeds`] says what is a secret to begin with; [`solve`]
//! follows each from there, into functions and out of them by the call it
//! came through, and [`leaks`] tells where one becomes visible and which way
//! it went. What is not understood carries nothing: unknown is not reported.

mod build;
mod clients;
mod demand;
mod environment;
mod first;
mod graph;
mod leaks;
mod lists;
mod output;
mod printers;
mod requests;
mod revealed;
mod roles;
mod seeds;
mod solve;
mod solved;
mod way;

use std::collections::BTreeSet;
use std::rc::Rc;

use foldhash::{HashMap, HashSet};

use super::index::{Body, Index, ItemId};
use super::name::Name;
use super::sites::Sites;
use super::tree::ExprId;
use super::types::{Std, Types};
use crate::source::Span;
use crate::words::Words;
pub use build::instrument;
pub use first::Beginnings;
pub use graph::Showing;
use graph::{Graph, NodeId};
pub use leaks::{Leak, Leaks, Revealed};
pub use lists::{AllSinks, Values};
pub use way::Point;

/// What the analysis goes by.
pub struct Knowledge<'i> {
    /// Which names are those of secrets.
    pub words: &'i Words,
    /// Whether a variable of the environment holds a secret.
    pub is_secret_variable: &'i dyn Fn(&str) -> bool,
    /// How values travel through foreign code.
    pub values: &'i Values,
    /// Where they become visible.
    pub sinks: &'i AllSinks,
    /// Foreign types.
    pub std: &'i Std,
    /// What a team adds to the lists.
    pub own: Own,
}

impl Knowledge<'_> {
    /// Whether a function of this name takes the secret out of its argument.
    fn cleans(&self, name: &str) -> bool {
        self.values.cleans(name) || self.own.cleaners.contains(name)
    }
}

/// What a team adds to the lists, by last names.
#[derive(Clone, Debug, Default)]
pub struct Own {
    /// Types whose values are secrets and show nothing of it.
    pub types: HashSet<String>,
    /// Functions, methods and macros that must not be given a secret.
    pub sinks: HashSet<String>,
    /// Functions whose result is no secret any more.
    pub cleaners: HashSet<String>,
}

/// A place where a value becomes visible.
#[derive(Clone, Debug)]
struct Sink {
    rule: &'static str,
    body: Body,
    /// What is reported once: the call.
    site: ExprId,
    /// What is shown.
    span: Span,
}

/// Why a node holds a secret without any flow.
#[derive(Clone, Debug)]
struct Seed {
    node: NodeId,
    /// What the secret is called.
    name: String,
    /// Whether it is read from where secrets are kept.
    read: bool,
    /// Whether it may not be there.
    unsure: bool,
    /// Whether it was made there to be handed out.
    issued: bool,
    file: u32,
    span: Span,
}

/// The analysis of one workspace.
struct Flow<'i, 'a> {
    types: Types<'i, 'a>,
    sites: &'i Sites,
    know: &'i Knowledge<'i>,
    graph: Graph,
    built: HashSet<(u32, ExprId)>,
    shown: HashSet<(ItemId, Showing)>,
    /// Types that are errors by what they implement.
    errors: HashSet<ItemId>,
    sinks: Vec<Sink>,
    sink_at: HashMap<NodeId, Vec<u32>>,
    seeds: Vec<Seed>,
    /// Fields whose text is opened as a file, or tells things apart.
    paths: HashSet<NodeId>,
    /// Fields whose text is opened or taken as it is, whichever there is.
    either: HashSet<NodeId>,
    /// Fields that take their text from another one.
    copied: Vec<(NodeId, NodeId)>,
    /// Rules by their sinks' macros: name to (crate, rule).
    macros: HashMap<&'static str, Vec<(&'static str, &'static str)>>,
    judged: HashMap<Name, bool>,
    /// Words that are called as a type of the crate is that has a name.
    kinds: HashSet<(Name, String)>,
    /// What was found out of files, types and bodies.
    around: seeds::Around,
    /// Who sends what it is given.
    requests: requests::Requests,
    /// The parameters under which functions look something up.
    looked_up: HashMap<ItemId, Vec<u32>>,
    /// What functions take secrets out of, through so many others.
    taken: HashMap<(ItemId, u32), Rc<Vec<build::Taken>>>,
    /// Bodies by the types they print, once somebody has asked.
    printers: Option<HashMap<ItemId, BTreeSet<u32>>>,
    /// Functions that read a variable by the name that a parameter is.
    readers: Vec<(ItemId, u32)>,
    stats: Stats,
}

/// How much of the sinks' arguments was understood.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stats {
    /// Arguments of sinks in the bodies that were read.
    pub arguments: usize,
    /// Those whose type is known.
    pub typed: usize,
    /// Bodies that were read into the graph.
    pub bodies: usize,
    /// Values that are secrets to begin with.
    pub seeds: usize,
}

/// Follows every secret of the workspace.
pub fn leaks(index: &Index<'_>, sites: &Sites, know: &Knowledge<'_>) -> Leaks {
    let mut flow = Flow::new(index, sites, know);
    flow.find_kinds();
    let first = flow.first_bodies();
    for body in &first {
        flow.build(sites.bodies[*body as usize]);
    }
    flow.build_handers(&first);
    flow.read_for_callers();
    for id in flow.takers() {
        flow.build_callers(id);
    }
    flow.seed_types();
    flow.show_types();
    leaks::collect(solve::solve(flow))
}

impl<'i, 'a> Flow<'i, 'a> {
    fn new(index: &'i Index<'a>, sites: &'i Sites, know: &'i Knowledge<'i>) -> Self {
        let mut macros: HashMap<&'static str, Vec<(&'static str, &'static str)>> = HashMap::default();
        for (rule, sinks) in know.sinks {
            let rule = Name::new(rule).text();
            for (krate, names) in &sinks.macros {
                for name in names {
                    macros.entry(Name::new(name).text()).or_default().push((Name::new(krate).text(), rule));
                }
            }
        }
        Flow {
            types: Types::new(index, know.std),
            sites,
            know,
            graph: Graph::default(),
            built: HashSet::default(),
            shown: HashSet::default(),
            errors: Flow::errors_by_hand(index),
            sinks: Vec::new(),
            sink_at: HashMap::default(),
            seeds: Vec::new(),
            paths: HashSet::default(),
            either: HashSet::default(),
            copied: Vec::new(),
            macros,
            judged: HashMap::default(),
            kinds: HashSet::default(),
            around: seeds::Around::default(),
            requests: requests::Requests::default(),
            looked_up: HashMap::default(),
            taken: HashMap::default(),
            printers: None,
            readers: Vec::new(),
            stats: Stats::default(),
        }
    }

    fn index(&self) -> &'i Index<'a> {
        self.types.index()
    }

    /// Whether a name is that of a secret; asked once for each spelling.
    fn names_secret(&mut self, name: Name) -> bool {
        if let Some(known) = self.judged.get(&name) {
            return *known;
        }
        let secret = self.know.words.is_secret(name.text());
        self.judged.insert(name, secret);
        secret
    }

    /// Reads a body into the graph, once.
    fn build(&mut self, body: Body) {
        if self.built.insert((body.file, body.root)) {
            build::body(self, body);
        }
    }

    fn sink(&mut self, node: NodeId, sink: Sink) {
        let number = self.sinks.len() as u32;
        self.sinks.push(sink);
        self.sink_at.entry(node).or_default().push(number);
    }

    fn expr_span(&self, file: u32, expr: ExprId) -> Span {
        self.index().tree(file).expr(expr).span
    }
}
