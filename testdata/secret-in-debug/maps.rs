// Who may sign in, with what; and other maps.

use std::collections::HashMap;

#[derive(Debug)] //~ secret-in-debug
struct Listener {
    name: String,
    auth: Option<HashMap<String, String>>,
}

#[derive(Debug)]
struct Request {
    auth: String,
    labels: HashMap<String, String>,
}

#[derive(Debug)]
struct Providers {
    auth: HashMap<String, Kind>,
}

#[derive(Debug)]
enum Kind {
    Basic,
    Open,
}
