//! Where the analysis begins: the bodies that name a secret, read one, or are
//! recorded; all others are read when a secret reaches them.

use std::collections::BTreeSet;

use foldhash::HashSet;

use super::lists::end_of;
use super::roles::{SESSIONS, has_one};
use super::{Flow, build, instrument, seeds};
use crate::rust::index::{Body, BodyKind, Def, ItemId};
use crate::rust::name::Name;
use crate::rust::sites::Site;
use crate::rust::tree::{ExprKind, PatKind, Path, Type};

/// Receivers that are followed to see what keeps something.
const FAR: u32 = 8;

/// What reads a text into a type, or takes a secret out of a request.
const READERS: &[&str] =
    &["from_str", "from_slice", "from_value", "from_reader", "strip_prefix", "bearer_auth", "cookie", "headers"];

/// What draws the numbers of which codes are made that somebody types in.
pub(super) const DRAWERS: &[&str] = &["gen_range", "random_range"];

impl Flow<'_, '_> {
    /// Whether bodies that use this name are read from the start.
    fn is_of_interest(&mut self, name: Name) -> bool {
        self.names_secret(name) || build::is_watched(name) || seeds::names_hook(name)
    }

    /// The bodies to begin with: those that use a name of a secret, read the
    /// environment, open a protected value or are recorded by `tracing`.
    pub(super) fn first_bodies(&mut self) -> BTreeSet<u32> {
        let values = self.know.values;
        let mut bodies = BTreeSet::new();
        // Values of types that a team names may be called anything.
        let shows = if self.know.own.types.is_empty() { HashSet::default() } else { self.shows() };
        for (number, body) in self.sites.bodies.iter().enumerate() {
            if let BodyKind::Fn(id) = body.kind
                && (instrument(self.index().fn_(id)).is_some() || self.takes_key(id) || self.reads_own(id))
            {
                bodies.insert(number as u32);
            }
        }
        for (name, sites) in self.sites.named.iter().chain(&self.sites.read).chain(&self.sites.taken) {
            let text = name.text();
            let reads =
                matches!(text, "var" | "var_os" | "vars" | "vars_os") || values.environment_macros.contains(text);
            if reads || values.opens.contains(text) || shows.contains(name) || self.is_of_interest(*name) {
                bodies.extend(sites.iter().map(|site| site.body));
            }
        }
        // What is read into a type with a secret is called anything.
        for name in READERS.iter().chain(DRAWERS) {
            bodies.extend(self.sites.named(Name::new(name)).iter().map(|site| site.body));
        }
        // `x.parse()` is everywhere.
        for name in values.reads.iter().filter(|name| name.starts_with("from_")) {
            let sites = self.sites.named(Name::new(name)).iter();
            bodies.extend(sites.filter(|site| self.reads_one(site)).map(|site| site.body));
        }
        for name in values.key_makers.iter().filter(|name| *name != "from_str") {
            let sites = self.sites.named(Name::new(name)).iter();
            bodies.extend(sites.filter(|site| self.is_of_key(site)).map(|site| site.body));
        }
        for path in &values.keyed_by {
            let sites = self.sites.named(Name::new(path.rsplit("::").next().unwrap_or(path))).iter();
            bodies.extend(sites.filter(|site| self.ends_in(site, path)).map(|site| site.body));
        }
        let makes = build::COOKIES.into_iter().chain([build::EXCHANGE]);
        for path in values.addressed_by.iter().map(String::as_str).chain(makes) {
            let sites = self.sites.named(Name::new(path.rsplit("::").next().unwrap_or(path))).iter();
            bodies.extend(sites.filter(|site| self.ends_in(site, path)).map(|site| site.body));
        }
        for name in
            ["insert", "append", "header", "insert_header", "append_header", "set_header", "set_ex", "set", "put"]
        {
            let sites = self.sites.named(Name::new(name)).to_vec();
            bodies.extend(sites.iter().filter(|site| self.signs_in_by(site)).map(|site| site.body));
        }
        for name in ["form", "query", "json", "post"] {
            let asking: BTreeSet<u32> = self.sites.named(Name::new(name)).iter().map(|site| site.body).collect();
            bodies.extend(asking.into_iter().filter(|body| self.exchanges_code(&self.sites.bodies[*body as usize])));
        }
        for (key, sites) in &self.sites.keyed {
            if self.is_secret_key(key.text(), false) || values.is_cookie(key.text()) {
                bodies.extend(sites.iter().map(|site| site.body));
            }
        }
        bodies.extend(self.recorders());
        bodies.extend(self.readers_of_files());
        bodies
    }

    /// Bodies that read a file which is called as a secret.
    fn readers_of_files(&mut self) -> Vec<u32> {
        let sites = self.sites;
        let names: Vec<Name> = self
            .know
            .values
            .reads_files
            .iter()
            .map(|path| Name::new(path.rsplit("::").next().unwrap_or(path)))
            .collect();
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

    /// `("grant_type", "authorization_code")`
    pub(super) fn exchanges_code(&self, body: &Body) -> bool {
        let (tree, mut found) = (self.index().tree(body.file), false);
        tree.walk(body.root, &mut |expr| found |= tree.str_of(expr) == Some("authorization_code"));
        found
    }

    /// `sessions.insert(id, user)`, `request.header("X-Api-Key", value)`
    fn signs_in_by(&mut self, site: &Site) -> bool {
        let tree = self.index().tree(self.sites.bodies[site.body as usize].file);
        let ExprKind::Method { receiver, name, args } = tree.kind(site.expr) else { return false };
        let args = tree.exprs_of(args);
        let key = match args.first().map(|arg| tree.kind(*arg)) {
            Some(ExprKind::Tuple(pair)) => tree.exprs_of(pair).first(),
            _ => args.first(),
        };
        let text = key.and_then(|key| match tree.kind(*key) {
            ExprKind::Path(path) => tree.path(path).last().map(|last| last.text().to_owned()),
            ExprKind::Macro(mac) => {
                let text = tree.mac(mac).args.first().and_then(|arg| tree.str_of(arg.expr));
                text.filter(|text| text.contains("ession")).map(|_| "cookie".to_owned())
            }
            _ => tree.str_of(*key).map(str::to_owned),
        });
        let text = text.unwrap_or_default().to_lowercase().replace('-', "_");
        let named = matches!(text.as_str(), "authorization" | "cookie" | "set_cookie" | "js_code")
            || seeds::is_strong(&text) && self.names_secret(Name::new(&text));
        named || name == "insert" && seeds::called(tree, receiver, FAR).is_some_and(|of| has_one(of.text(), SESSIONS))
    }

    /// `Token::from_json(&body)`
    fn reads_one(&mut self, site: &Site) -> bool {
        let body = self.sites.bodies[site.body as usize];
        self.reads_secret(&body, site.expr).is_some()
    }

    /// Bodies with a record that has a field called a secret, or whose text
    /// says so of what is put there.
    fn recorders(&mut self) -> Vec<u32> {
        let (sites, index) = (self.sites, self.index());
        let names: Vec<Name> = self.macros.keys().map(|name| Name::new(name)).collect();
        let calls = names.into_iter().flat_map(|name| sites.named(name));
        // Not asked for: of these only what has been read.
        let formats = sites.named.get(&Name::new("format")).into_iter().flatten();
        let mut found = Vec::new();
        for site in calls.chain(formats) {
            let tree = index.tree(sites.bodies[site.body as usize].file);
            let ExprKind::Macro(mac) = tree.kind(site.expr) else { continue };
            let args = &tree.mac(mac).args;
            let mut texts = args.iter().filter_map(|arg| tree.str_of(arg.expr));
            if args.iter().filter_map(|arg| arg.name).any(|name| self.names_secret(name))
                || texts.next().is_some_and(|text| self.names_place(text))
            {
                found.push(site.body);
            }
        }
        found
    }

    /// Whether a call's path ends so.
    fn ends_in(&self, site: &Site, end: &str) -> bool {
        let tree = self.index().tree(self.sites.bodies[site.body as usize].file);
        let path = match tree.kind(site.expr) {
            ExprKind::Call { callee, .. } => tree.path_of(callee),
            _ => None,
        };
        let names = path.map(Path::names).unwrap_or_default();
        let names: Vec<&str> = names.iter().map(|name| name.text()).collect();
        end_of(&names.join("::")) == end
    }

    /// `SigningKey::generate(…)`
    fn is_of_key(&self, site: &Site) -> bool {
        let tree = self.index().tree(self.sites.bodies[site.body as usize].file);
        let path = match tree.kind(site.expr) {
            ExprKind::Call { callee, .. } => tree.path_of(callee),
            _ => None,
        };
        match path.map(|path| path.segments.as_slice()) {
            Some([.., of, _]) => self.know.values.keys.contains(of.name.text()),
            _ => false,
        }
    }

    /// Whether what stands under a key is a secret by the key: a word, or the
    /// constant of a header.
    pub(super) fn is_secret_key(&mut self, key: &str, constant: bool) -> bool {
        let name = key.trim_start_matches('/').replace('-', "_").to_lowercase();
        self.know.values.secret_headers.contains(&name) || !constant && self.names_secret(Name::new(&name))
    }

    /// Whether a function is handed another crate's secret key, or a request.
    fn takes_key(&self, id: ItemId) -> bool {
        let (tree, values) = (self.index().tree(id.file), self.know.values);
        self.index().fn_(id).params.iter().filter_map(|param| param.ty).any(|ty| {
            let inner = if let Type::Ref(inner) = *tree.ty(ty) { inner } else { ty };
            let Type::Path(path) = *tree.ty(inner) else { return false };
            let last = tree.path(path).last().map_or("", Name::text);
            values.keys.contains(last) || values.revealing.contains(last) || build::Incoming::of(last).is_some()
        })
    }

    /// Whether a function of a type that is called a secret may read one.
    fn reads_own(&mut self, id: ItemId) -> bool {
        let item = self.index().fn_(id);
        if item.has_self || item.params.len() != 1 {
            return false;
        }
        let Some(Def::Adt(of)) = self.index().owner_def(id.file, item.owner) else { return false };
        let name = self.index().adt(of).name;
        seeds::is_strong(name.text()) && self.names_secret(name)
    }

    /// Functions with a parameter called a secret: what they are handed is
    /// one, wherever it comes from.
    pub(super) fn takers(&mut self) -> Vec<ItemId> {
        let mut takers = Vec::new();
        for file in 0..self.index().units().len() as u32 {
            let facts = &self.index().unit(file).facts;
            for (item, function) in facts.fns.iter().enumerate() {
                let tree = &facts.tree;
                let names = function.params.iter().filter_map(|param| match tree.pat(param.pat).kind {
                    PatKind::Bind { name, .. } => Some(name),
                    _ => None,
                });
                if names.into_iter().any(|name| self.names_secret(name) && seeds::is_strong(name.text())) {
                    takers.push(ItemId { file, item: item as u32 });
                }
            }
        }
        takers
    }

    /// The names of sinks, under those that imports give them as well.
    pub(super) fn shows(&self) -> HashSet<Name> {
        let mut names: HashSet<Name> = self.macros.keys().map(|name| Name::new(name)).collect();
        for unit in self.index().units() {
            let renamed =
                unit.facts.uses.iter().filter(|item| item.path.last().is_some_and(|last| names.contains(last)));
            let renamed: Vec<Name> = renamed.filter_map(|item| item.alias).collect();
            names.extend(renamed);
        }
        names
    }
}
