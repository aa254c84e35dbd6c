//! Tuples that go through a channel come out as they went in, part by part.
use std::sync::mpsc;

pub fn parts(endpoint: &str, password: &str) -> Option<()> {
    let (ready, started) = mpsc::sync_channel(1);
    ready.send((endpoint.to_owned(), password.to_owned(), 7)).ok()?;
    let (address, opens, id) = started.recv().ok()?;
    println!("{address} {id}");
    println!("{opens}"); //~ secret-in-log
    Some(())
}

/// What another function sends is not known.
pub fn handed_on(endpoint: &str, password: &str) -> Option<()> {
    let (ready, started) = mpsc::channel();
    ready.send((endpoint.to_owned(), String::new())).ok()?;
    send_more(&ready, password);
    let (first, _) = started.recv().ok()?;
    println!("{first}"); //~ secret-in-log
    Some(())
}

fn send_more(ready: &mpsc::Sender<(String, String)>, password: &str) {
    ready.send((password.to_owned(), String::new())).ok();
}

/// Who sends something else sends both.
pub fn mixed(endpoint: &str, password: &str, pair: (String, String)) -> Option<()> {
    let (ready, started) = mpsc::channel();
    let pair = if endpoint.is_empty() { pair } else { (password.to_owned(), endpoint.to_owned()) };
    ready.send(pair).ok()?;
    ready.send((endpoint.to_owned(), password.to_owned())).ok()?;
    let (first, _) = started.recv().ok()?;
    println!("{first}"); //~ secret-in-log
    Some(())
}

pub fn either_way(endpoint: &str, password: &str) -> Option<()> {
    let (ready, started) = mpsc::channel();
    let again = ready.clone();
    ready.send((endpoint.to_owned(), password.to_owned())).ok()?;
    again.send((password.to_owned(), endpoint.to_owned())).ok()?;
    let (first, second) = started.recv().ok()?;
    println!("{first}"); //~ secret-in-log
    println!("{second}"); //~ secret-in-log
    Some(())
}
