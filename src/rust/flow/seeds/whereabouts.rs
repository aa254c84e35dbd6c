//! What the place of a name says of it: the folder and file, the function, the
//! trait that is implemented.

use foldhash::HashSet;

use super::super::roles::{GIVEN_BACK, HELPERS, TESTS};
use super::Flow;
use crate::rust::facts::Owner;
use crate::rust::index::{Body, BodyKind};
use crate::rust::name::Name;
use crate::rust::tree::Path;
use crate::words::segments;

impl Flow<'_, '_> {
    /// The same, or by the file it stands in: `distributed_lock.rs`.
    pub(in crate::rust::flow) fn is_about_locks(&self, body: &Body) -> bool {
        let path = self.index().unit(body.file).source.path();
        let locks = |part: &str| segments(part).iter().any(|word| matches!(word.as_str(), "lock" | "locks"));
        path.split('/').any(locks) || self.is_of_locks(body)
    }

    /// Whether a body is one of those that lock things: theirs are the tokens.
    pub(super) fn is_of_locks(&self, body: &Body) -> bool {
        let locks = |name: &str| segments(name).iter().any(|word| matches!(word.as_str(), "lock" | "locks"));
        let function = match body.kind {
            BodyKind::Fn(id) => self.index().fn_(id).name.text(),
            _ => "",
        };
        let Owner::Impl(number) = body.owner else { return locks(function) };
        let of = self.index().unit(body.file).facts.impls[number as usize].trait_.as_ref().and_then(Path::last);
        locks(function) || of.is_some_and(|of| locks(of.text()))
    }

    /// Whether a file is about signing in, by its name or its types.
    pub(super) fn signs_in(&self, file: u32) -> bool {
        self.around.signs_in.get(file, || {
            let mut named = self.index().unit(file).facts.adts.iter().map(|adt| adt.name.text());
            self.is_signing_place(file) || named.any(|name| has_word(name, &self.know.values.signs_in))
        })
    }

    /// Whether a file is one of tests, or of what they are helped by:
    /// `tests/login.rs`, `src/test_utils/`. What lies in `src/` and is called
    /// `test` may be a command.
    pub(in crate::rust::flow) fn is_for_tests(&self, file: u32) -> bool {
        self.around.for_tests.get(file, || {
            let path = self.index().unit(file).source.path();
            match path.rsplit_once("src/") {
                Some((_, inside)) => {
                    inside.split('/').any(|part| helps_tests(part.strip_suffix(".rs").unwrap_or(part)))
                }
                None => path.split('/').any(|part| matches!(part, "tests" | "benches")),
            }
        })
    }

    /// Whether a file is about tokens that pages give back: `csrf.rs`.
    pub(super) fn is_about_pages(&self, file: u32) -> bool {
        let path = self.index().unit(file).source.path();
        path.split('/').any(|part| segments(part).iter().any(|word| GIVEN_BACK.contains(&word.as_str())))
    }

    /// Whether a file is about tokens that everybody may ask for: `http01.rs`.
    pub(super) fn is_published(&self, file: u32) -> bool {
        self.lies_in(file, &self.know.values.published)
    }

    /// `client_token` beside an AWS client: what tells one try of a request
    /// from the next.
    pub(super) fn counts_tries(&self, file: u32, name: Name) -> bool {
        let Some(crates) = self.know.values.tries.get(name.text()) else { return false };
        let used = |first: Name| first.text().split('_').next().is_some_and(|word| crates.contains(word));
        let facts = &self.index().unit(file).facts;
        facts.uses.iter().any(|item| item.path.first().is_some_and(|first| used(*first)))
    }

    /// `credentials` of passkeys: public keys, and what tells them apart; the
    /// `api_key` of a protocol that numbers its calls so.
    pub(super) fn is_to_be_shown(&self, file: u32, name: Name) -> bool {
        let words = segments(name.text());
        let credential =
            words.last().is_some_and(|last| matches!(last.as_str(), "credential" | "credentials" | "creds"));
        let (shown, numbered) = (&self.know.values.openly_shown, &self.know.values.numbered_keys);
        if words.windows(2).any(|two| two == ["api", "key"]) && self.lies_in(file, numbered) {
            return true;
        }
        credential && (words.iter().any(|word| shown.contains(word)) || self.lies_in(file, shown))
    }

    /// Whether a file is about signing in by where it lies: `auth/login.rs`.
    pub(super) fn is_signing_place(&self, file: u32) -> bool {
        self.lies_in(file, &self.know.values.signs_in)
    }

    /// Whether a folder of the sources, or the file itself, is called by one
    /// of these words.
    fn lies_in(&self, file: u32, words: &HashSet<String>) -> bool {
        let path = self.index().unit(file).source.path();
        let inside = path.rsplit_once("src/").map_or(&**path, |(_, inside)| inside);
        inside.split('/').any(|part| has_word(part, words))
    }
}

/// Whether one of a name's words is in a list.
pub(super) fn has_word(text: &str, words: &HashSet<String>) -> bool {
    segments(text).iter().any(|word| words.contains(word))
}

/// Whether a folder or file helps tests by its name: no word of it says
/// anything else, and it is not `test` alone, as a command may be.
fn helps_tests(name: &str) -> bool {
    let words = segments(name);
    let tests = words.iter().any(|word| TESTS.contains(&word.as_str()));
    let helps = words.iter().all(|word| TESTS.contains(&word.as_str()) || HELPERS.contains(&word.as_str()));
    let ends = words.windows(2).next_back().is_some_and(|two| {
        TESTS.contains(&two[0].as_str()) && matches!(two[1].as_str(), "helper" | "helpers" | "util" | "utils")
    });
    ends || tests && helps && words != ["test"]
}
