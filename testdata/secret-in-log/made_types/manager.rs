use super::{Page, Token};

component! { Manager : Inner { token: Option<Token> = None } }

impl Manager {
    pub fn make(access_token: String) -> Token {
        Token { access_token, at: 1 }
    }

    pub fn page(&self) -> Page {
        Page { title: String::new() }
    }

    fn load(&self) -> Token {
        Self::make(String::new())
    }

    pub fn shown(&self, answer: String) {
        let token = Self::make(answer);
        log::trace!("got {token:?}"); //~ secret-in-log
        log::trace!("had {:?}", self.load()); //~ secret-in-log
        log::trace!("page {:?}", self.page());
    }
}
