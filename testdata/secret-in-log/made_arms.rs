//! A value that was made as one arm of an enum shows no other.

#[derive(Debug)] //~ secret-in-debug
pub enum Message {
    Ping(u64),
    Greeting { name: String },
    Login { name: String, password: String },
    Closed,
}

pub fn sent(number: u64, name: String, password: String) {
    let ping = Message::Ping(number);
    log::debug!("sending {ping:?}");
    let greeting = Message::Greeting { name: name.clone() };
    log::debug!("sending {:?}", greeting);
    let closed = Message::Closed;
    log::debug!("{closed:?}");
    let login = Message::Login { name, password };
    log::debug!("sending {login:?}"); //~ secret-in-log
}

/// It may have become another one since.
pub fn chosen(number: u64, name: String, password: Option<String>) {
    let mut message = Message::Ping(number);
    if let Some(password) = password {
        message = Message::Login { name, password };
    }
    log::debug!("sending {message:?}"); //~ secret-in-log
}

pub fn received(message: Message) {
    log::debug!("{message:?}"); //~ secret-in-log
}

#[derive(Debug)] //~ secret-in-debug
pub enum Step {
    Idle,
    Login { password: String },
}

impl Step {
    fn login(&mut self, word: String) {
        *self = Step::Login { password: word };
    }
}

/// What a method of its own may have made another arm.
pub fn stepped(word: String) {
    let mut step = Step::Idle;
    step.login(word);
    log::info!("{step:?}"); //~ secret-in-log
}

fn fill(step: &mut Step, word: String) {
    *step = Step::Login { password: word };
}

pub fn filled(word: String) {
    let mut step = Step::Idle;
    fill(&mut step, word);
    log::info!("{step:?}"); //~ secret-in-log
}
