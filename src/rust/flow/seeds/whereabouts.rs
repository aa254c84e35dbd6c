//! What the place of a name says of it: the folder and file, the function, the
//! trait that is implemented.

use foldhash::HashSet;

use super::super::roles::{DATABASES, GIVEN_BACK, REPORTERS, STANDING, has_one, has_word};
use super::Flow;
use crate::rust::facts::{Owner, Use};
use crate::rust::index::{Body, BodyKind};
use crate::rust::name::Name;
use crate::rust::tree::Path;
use crate::words::segments;

impl Flow<'_, '_> {
    /// Whether a body is one of those that lock things, by itself or by the
    /// file it stands in: `distributed_lock.rs`.
    pub(in crate::rust::flow) fn is_about_locks(&self, body: &Body) -> bool {
        let path = self.index().unit(body.file).source.path();
        path.rsplit('/').next().is_some_and(locks) || self.is_of_locks(body)
    }

    /// Whether a body is one of those that lock things: theirs are the tokens.
    pub(super) fn is_of_locks(&self, body: &Body) -> bool {
        let function = match body.kind {
            BodyKind::Fn(id) => self.index().fn_(id).name.text(),
            _ => "",
        };
        let Owner::Impl(number) = body.owner else { return locks(function) };
        let of = self.index().unit(body.file).facts.impls[number as usize].trait_.as_ref().and_then(Path::last);
        locks(function) || of.is_some_and(|of| locks(of.text()))
    }

    /// Whether a file is about signing in, by its name or its types.
    pub(in crate::rust::flow) fn signs_in(&self, file: u32) -> bool {
        self.around.signs_in.get(file, || {
            let mut named = self.index().unit(file).facts.adts.iter().map(|adt| adt.name.text());
            self.is_signing_place(file) || named.any(|name| has_word(name, &self.know.values.signs_in))
        })
    }

    /// Whether a file is about tokens that pages give back: `csrf.rs`.
    pub(super) fn is_about_pages(&self, file: u32) -> bool {
        let path = self.index().unit(file).source.path();
        path.split('/').any(|part| has_one(part, GIVEN_BACK))
    }

    /// Whether a file is about tokens that everybody may ask for: `http01.rs`.
    pub(super) fn is_published(&self, file: u32) -> bool {
        self.lies_in(file, &|part| has_word(part, &self.know.values.published))
    }

    /// Whether a file is about such tokens, or its crate is.
    pub(super) fn publishes(&self, file: u32) -> bool {
        self.is_published(file) || has_word(self.crate_of(file).text(), &self.know.values.published)
    }

    /// `client_token` beside an AWS client: what tells one try of a request
    /// from the next.
    pub(super) fn counts_tries(&self, file: u32, name: Name) -> bool {
        let Some(crates) = self.know.values.tries.get(name.text()) else { return false };
        let used = |first: Name| first.text().split('_').next().is_some_and(|word| crates.contains(word));
        let facts = &self.index().unit(file).facts;
        facts.uses.iter().any(|item| item.path.first().is_some_and(|first| used(*first)))
    }

    /// `backend_token` in a file that uses `mio::Token`: by which number a socket
    /// goes. What one signs in with is called otherwise as well.
    pub(super) fn is_handle(&self, file: u32, name: Name) -> bool {
        let words = segments(name.text());
        let Some(crates) = words.last().and_then(|last| self.know.values.handles.get(last)) else { return false };
        let of = |item: &Use| item.path.first().is_some_and(|first| crates.contains(first.text()));
        let alike = |item: &Use| item.path.last().is_some_and(|leaf| segments(leaf.text()).last() == words.last());
        let uses = &self.index().unit(file).facts.uses;
        !has_one(name.text(), STANDING) && uses.iter().any(|item| of(item) && alike(item))
    }

    /// `credentials` of passkeys: public keys, and what tells them apart; the
    /// `api_key` of a protocol that numbers its calls so. A place says so of
    /// the bare word alone, and not where somebody `signs_in` beside it.
    pub(super) fn is_to_be_shown(&self, file: u32, name: Name, signs_in: &dyn Fn() -> bool) -> bool {
        let values = self.know.values;
        let here = |words: &HashSet<String>| self.lies_in(file, &|part| has_word(part, words)) && !signs_in();
        match segments(name.text()).as_slice() {
            [api, key] if api == "api" && key == "key" => here(&values.numbered_keys),
            [kinds @ .., last] if matches!(last.as_str(), "credential" | "credentials" | "creds") => {
                kinds.iter().any(|kind| values.openly_shown.contains(kind))
                    || kinds.is_empty() && here(&values.openly_shown)
            }
            _ => false,
        }
    }

    /// `fn init_sentry(dsn: &str)`, `SentryConfig { dsn }`: where what goes wrong
    /// is reported to, which every page that does so has in it.
    pub(super) fn is_for_reports(&self, file: u32, name: Name, of: &str) -> bool {
        let reports = |name: &str| has_one(name, REPORTERS) && !has_one(name, DATABASES);
        name == "dsn" && (reports(of) || self.lies_in(file, &|part| part.ends_with(".rs") && reports(part)))
    }

    /// Whether a file is about signing in by where it lies: `auth/login.rs`.
    pub(super) fn is_signing_place(&self, file: u32) -> bool {
        self.lies_in(file, &|part| has_word(part, &self.know.values.signs_in))
    }

    /// Whether a folder of the sources, or the file itself, is called so.
    pub(in crate::rust::flow) fn lies_in(&self, file: u32, is_called: &dyn Fn(&str) -> bool) -> bool {
        let path = self.index().unit(file).source.path();
        let inside = path.rsplit_once("src/").map_or(&**path, |(_, inside)| inside);
        inside.split('/').any(is_called)
    }
}

/// Whether a name is about locks.
fn locks(name: &str) -> bool {
    has_one(name, &["lock", "locks"])
}
