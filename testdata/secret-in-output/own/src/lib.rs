use vendor::Handle;

mod telemetry {
    pub fn send(line: &str) {
        drop(line.to_owned());
    }
}

fn last_four(text: &str) -> String {
    text.chars().rev().take(4).collect()
}

pub fn sent(api_key: &str, user: &str) {
    telemetry::send(user);
    telemetry::send(api_key); //~ secret-in-output
    telemetry::send(&last_four(api_key));
    beacon!(api_key); //~ secret-in-output
    beacon!(user);
}

pub fn printed(handle: Handle) {
    println!("{}", handle); //~ secret-in-log
}
