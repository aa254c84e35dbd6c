//! Bodies by the names and keys in them.

use std::collections::BTreeSet;

use foldhash::HashSet;

use crate::rust::flow::roles::BESIDE_CODES;
use crate::rust::flow::{Flow, build, seeds};
use crate::rust::name::Name;
use crate::rust::sites::Site;
use crate::rust::tree::ExprKind;
use crate::rust::types::Ty;

impl Flow<'_, '_> {
    /// Bodies that use the name of a secret, or of what reads or opens one.
    pub(super) fn by_name(&mut self) -> BTreeSet<u32> {
        let values = self.know.values;
        // Values of types that a team names may be called anything.
        let shows = if self.know.own.types.is_empty() { HashSet::default() } else { self.shows() };
        let mut bodies = BTreeSet::new();
        for (name, sites) in self.sites.named.iter().chain(&self.sites.read).chain(&self.sites.taken) {
            let text = name.text();
            let reads =
                matches!(text, "var" | "var_os" | "vars" | "vars_os") || values.environment_macros.contains(text);
            if reads || values.opens.contains(text) || shows.contains(name) || self.is_of_interest(*name) {
                bodies.extend(sites.iter().map(|site| site.body));
            }
        }
        for (name, sites) in &self.sites.fields {
            if seeds::is_strong(name.text()) && self.names_secret(*name) {
                bodies.extend(sites.iter().filter(|site| self.is_of_other(site)).map(|site| site.body));
            }
        }
        bodies
    }

    /// Whether a value that is built there is a message made of a schema.
    fn is_of_other(&self, site: &Site) -> bool {
        let body = &self.sites.bodies[site.body as usize];
        self.has_messages(body.file) && matches!(self.types.of(body, site.expr).value(), Ty::Foreign(..))
    }

    /// Whether bodies that use this name are read from the start.
    fn is_of_interest(&mut self, name: Name) -> bool {
        self.names_secret(name) || build::is_watched(name) || seeds::names_hook(name)
    }

    /// Bodies that use the key of a secret.
    pub(super) fn by_key(&mut self) -> BTreeSet<u32> {
        let mut bodies = BTreeSet::new();
        for (key, sites) in &self.sites.keyed {
            if self.is_secret_key(key.text(), false) || self.know.values.is_cookie(key.text()) {
                bodies.extend(sites.iter().map(|site| site.body));
            }
        }
        bodies.extend(self.asked_for_code());
        bodies
    }

    /// Bodies that ask for a `code` and for what stands beside that of a login.
    fn asked_for_code(&self) -> BTreeSet<u32> {
        let of = |key: &str| -> BTreeSet<u32> {
            self.sites.keyed.get(&Name::new(key)).into_iter().flatten().map(|site| site.body).collect()
        };
        let beside: BTreeSet<u32> = BESIDE_CODES.iter().flat_map(|key| of(key)).collect();
        of("code").intersection(&beside).copied().collect()
    }

    /// Whether what stands under a key is a secret by the key: a word, or the
    /// constant of a header.
    pub(in crate::rust::flow) fn is_secret_key(&mut self, key: &str, constant: bool) -> bool {
        let name = key.trim_start_matches('/').replace('-', "_").to_lowercase();
        self.know.values.secret_headers.contains(&name) || !constant && self.names_secret(Name::new(&name))
    }

    /// Bodies with a record that has a field called a secret, or whose text
    /// says so of what is put there.
    pub(super) fn recorders(&mut self) -> Vec<u32> {
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

    /// The names of sinks, under those that imports give them as well.
    pub(in crate::rust::flow) fn shows(&self) -> HashSet<Name> {
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
