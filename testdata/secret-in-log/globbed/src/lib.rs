//! A foreign glob behind one of our own makes nothing surer.
mod proto;

use crate::proto::*;

pub fn received(message: &Message) {
    log::info!("received {}", message.passphrase); //~ secret-in-log
    println!("received {}", message.passphrase); //~ secret-in-log
    let password = String::from_utf8(message.password.clone()).expect("text");
    log::debug!("{password}"); //~ secret-in-log
}
