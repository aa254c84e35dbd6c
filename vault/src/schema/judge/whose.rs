//! Whose secret it is: what people sign in with is mostly hashed, what signs
//! in to a service cannot be.

use super::Confidence;
use super::subject::Subject;
use crate::schema::words::Kind;

impl Subject<'_> {
    /// What the name alone says of a text.
    pub fn by_name(&self) -> Confidence {
        match self.kind {
            Kind::Password => self.password(),
            Kind::Push => Confidence::Low,
            _ if self.words.lists.weak.has(&self.column.join(" ")) => Confidence::Low,
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
