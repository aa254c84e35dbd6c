//! Bodies by the functions and methods that they call.

use std::collections::BTreeSet;

use crate::rust::flow::lists::end_of;
use crate::rust::flow::roles::{SESSIONS, has_one};
use crate::rust::flow::{Flow, build, seeds};
use crate::rust::index::Body;
use crate::rust::name::Name;
use crate::rust::sites::Site;
use crate::rust::tree::{ExprKind, Path};

/// Receivers that are followed to see what keeps something.
const FAR: u32 = 8;

impl<'i> Flow<'i, '_> {
    /// Bodies that call what makes a secret, or reads one out of a text.
    pub(super) fn by_call(&mut self) -> BTreeSet<u32> {
        let values = self.know.values;
        // What is read into a type with a secret is called anything.
        let readers = values.taken_by.iter().chain(&values.draws);
        let mut bodies: BTreeSet<u32> = readers.flat_map(|name| self.sites_of(name)).map(|site| site.body).collect();
        // What somebody types, or another crate's type keeps, is called anything, too.
        let asks = values.prompts.values().chain(values.gives.values()).flatten();
        bodies.extend(asks.flat_map(|name| self.sites_of(name)).map(|site| site.body));
        // `x.parse()` is everywhere.
        for name in values.reads.iter().filter(|name| name.starts_with("from_")) {
            bodies.extend(self.sites_of(name).iter().filter(|site| self.reads_one(site)).map(|site| site.body));
        }
        for name in values.key_makers.iter().filter(|name| *name != "from_str") {
            bodies.extend(self.sites_of(name).iter().filter(|site| self.is_of_key(site)).map(|site| site.body));
        }
        let makes = build::COOKIES.into_iter().chain([build::EXCHANGE]);
        let paths = values.keyed_by.iter().chain(&values.addressed_by).map(String::as_str).chain(makes);
        for path in paths {
            let calls = self.sites_of(last_of(path)).iter();
            bodies.extend(calls.filter(|site| self.ends_in(site, path)).map(|site| site.body));
        }
        bodies.extend(["connect", "connect_lazy"].into_iter().flat_map(|name| self.pooled(name)));
        bodies.extend(self.sites_of("add_cookie_str").iter().map(|site| site.body));
        let queries: Vec<&Site> = build::QUERIES.into_iter().flat_map(|name| self.sites_of(name)).collect();
        bodies.extend(queries.into_iter().filter(|site| self.selects_secret(site)).map(|site| site.body));
        bodies
    }

    /// `PgPoolOptions::new().connect(address)`, or of options that are kept.
    fn pooled(&self, name: &str) -> Vec<u32> {
        let by_options = |site: &&Site| {
            let tree = self.index().tree(self.sites.bodies[site.body as usize].file);
            let mut at = site.expr;
            for _ in 0..FAR {
                let ExprKind::Method { receiver, .. } = tree.kind(at) else { break };
                at = receiver;
            }
            match tree.kind(at) {
                ExprKind::Path(_) => true,
                ExprKind::Call { callee, .. } => tree.path_of(callee).is_some_and(|path| {
                    path.names().iter().rev().nth(1).is_some_and(|of| self.know.values.pools.contains(of.text()))
                }),
                _ => false,
            }
        };
        self.sites_of(name).iter().filter(by_options).map(|site| site.body).collect()
    }

    /// Bodies that put something under a key by which somebody is signed in.
    pub(super) fn putting(&mut self) -> BTreeSet<u32> {
        let puts = self.know.values.puts.iter();
        let sites: Vec<&Site> = puts.flat_map(|name| self.sites_of(name)).collect();
        sites.into_iter().filter(|site| self.signs_in_by(site)).map(|site| site.body).collect()
    }

    /// Bodies that exchange a code for a token.
    pub(super) fn exchanging(&self) -> BTreeSet<u32> {
        let asks = self.know.values.asks.iter();
        let asking: BTreeSet<u32> = asks.flat_map(|name| self.sites_of(name)).map(|site| site.body).collect();
        asking.into_iter().filter(|body| self.asks_for_grant(&self.sites.bodies[*body as usize])).collect()
    }

    /// `("grant_type", …)`, `"grant_type=authorization_code&…"`
    fn asks_for_grant(&self, body: &Body) -> bool {
        let (tree, mut found) = (self.index().tree(body.file), false);
        let grants = |text: &str| matches!(text, "grant_type" | "authorization_code");
        tree.walk(body.root, &mut |expr| found |= tree.str_of(expr).is_some_and(grants));
        found
    }

    /// `query_as("SELECT id, api_key FROM …")`
    fn selects_secret(&mut self, site: &Site) -> bool {
        let tree = self.index().tree(self.sites.bodies[site.body as usize].file);
        let ExprKind::Call { args, .. } = tree.kind(site.expr) else { return false };
        let text = tree.exprs_of(args).first().and_then(|query| tree.str_of(*query));
        let columns = text.and_then(build::columns).unwrap_or_default();
        columns.iter().any(|name| seeds::is_strong(name) && self.names_secret(Name::new(name)))
    }

    /// Where a name is used.
    fn sites_of(&self, name: &str) -> &'i [Site] {
        self.sites.named(Name::new(name))
    }

    /// `("grant_type", "authorization_code")`
    pub(in crate::rust::flow) fn exchanges_code(&self, body: &Body) -> bool {
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
}

/// A path's last segment.
pub(super) fn last_of(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}
