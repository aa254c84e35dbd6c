//! Whose secret it is: what people sign in with is mostly hashed, what signs
//! in to a service cannot be.

use super::Confidence;
use super::subject::Subject;
use crate::schema::words::{Kind, any_of};

impl Subject<'_> {
    /// What the name alone says of a text.
    pub fn by_name(&self) -> Confidence {
        match self.kind {
            Kind::Password => self.password(),
            Kind::Push => Confidence::Low,
            _ if self.words.lists.weak.has(&self.column.join(" ")) && !self.opens_a_shell() => Confidence::Low,
            Kind::Token | Kind::Code | Kind::Key | Kind::Credential if self.bare => Confidence::Medium,
            _ => Confidence::High,
        }
    }

    fn password(&self) -> Confidence {
        match (self.used_elsewhere(), self.of_account()) {
            (true, _) => Confidence::High,
            (_, true) => Confidence::Low,
            _ => Confidence::Medium,
        }
    }

    /// `ssh_key` beside `ssh_password`, or beside where and as whom it signs in.
    fn opens_a_shell(&self) -> bool {
        let beside = |ends: &[&str]| {
            let is = |words: &[String]| words.first().is_some_and(|first| first == "ssh") && any_of(&words[1..], ends);
            self.facts.siblings.iter().any(|sibling| is(sibling.words))
        };
        let place = || beside(&["host", "hostname", "server", "port"]) && beside(&["user", "username", "login"]);
        self.column.first().is_some_and(|first| first == "ssh") && (beside(&["password", "passphrase"]) || place())
    }

    /// What stands before the kind's own word.
    fn front(&self) -> &[String] {
        self.column.split_last().map_or(&[], |(_, front)| front)
    }

    /// `auth_password` alone says only that somebody signs in somewhere.
    pub fn of_account(&self) -> bool {
        let accounts = &self.words.lists.accounts;
        accounts.any(self.table) || self.front() != ["auth"] && accounts.any(self.front())
    }

    pub fn used_elsewhere(&self) -> bool {
        let services = &self.words.lists.services;
        services.any(self.front()) || services.any(self.table) || self.beside_a_server()
    }

    /// `smtp_server`, `imap_port`, `host` with `port`: what is signed in to.
    fn beside_a_server(&self) -> bool {
        let ends = |is: &dyn Fn(&str) -> bool| {
            self.facts.siblings.iter().filter_map(|sibling| sibling.words.last()).any(|last| is(last))
        };
        ends(&|last| self.words.lists.hosts.has(last)) && ends(&|last| last == "port")
    }
}
