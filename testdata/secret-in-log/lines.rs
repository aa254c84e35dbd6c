//! Lines that one function shows and another cuts a password off, and lines
//! that nobody takes anything secret out of.

use std::io::{BufRead, Write};

use tracing::debug;

pub fn converse(reader: &mut dyn BufRead, writer: &mut dyn Write, users: &Users) -> std::io::Result<()> {
    let mut line = String::new();
    while reader.read_line(&mut line)? > 0 {
        let command = line.trim();
        debug!("<- {}", command); //~ secret-in-log
        let reply = obey(command, users);
        debug!("-> {}", reply);
        writer.write_all(reply.as_bytes())?;
        line.clear();
    }
    Ok(())
}

fn obey(line: &str, users: &Users) -> String {
    let parts: Vec<&str> = line.splitn(3, ' ').collect();
    let tag = parts.first().copied().unwrap_or("*");
    let rest = parts.get(2).copied().unwrap_or("");
    match parts.get(1).copied().unwrap_or("") {
        "LOGIN" => {
            let given: Vec<&str> = rest.splitn(2, ' ').collect();
            let user = given[0].trim_matches('"');
            let password = given[1].trim_matches('"');
            let word = if users.check(user, password) { "OK" } else { "NO" };
            format!("{tag} {word} login")
        }
        _ => format!("{tag} BAD"),
    }
}

pub fn relay(line: &str, users: &Users) -> String {
    debug!("S: {line}"); //~ secret-in-log
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.first() {
        Some(&"AUTH") => {
            if let Some(given) = words.get(2) {
                plain(given, users)
            } else {
                "334".to_owned()
            }
        }
        _ => "500".to_owned(),
    }
}

fn plain(coded: &str, users: &Users) -> String {
    let Ok(bytes) = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, coded) else {
        return "501".to_owned();
    };
    let parts: Vec<&[u8]> = bytes.split(|b| *b == 0).collect();
    let (user, password) = (String::from_utf8_lossy(parts[1]), String::from_utf8_lossy(parts[2]));
    if users.check(&user, &password) { "235".to_owned() } else { "535".to_owned() }
}

/// Good: what is cut off says what to do and to whom.
pub fn moved(line: &str, board: &mut Board) -> String {
    debug!("<- {line}");
    play(line, board)
}

fn play(line: &str, board: &mut Board) -> String {
    let parts: Vec<&str> = line.splitn(3, ' ').collect();
    let piece = parts.get(1).copied().unwrap_or("");
    let square = parts.get(2).copied().unwrap_or("");
    board.put(piece, square)
}

/// Good: the password is a part of what it is handed beside.
pub fn joined(line: &str, account: &str, users: &Users) -> bool {
    debug!("joined by {line}");
    admits(line, account, users)
}

fn admits(line: &str, account: &str, users: &Users) -> bool {
    let halves: Vec<&str> = account.splitn(2, ':').collect();
    let password = halves[1].trim();
    line.len() > 2 && users.check(halves[0], password)
}
