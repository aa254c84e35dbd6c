//! The floors: a room uses only rooms on lower floors, and no circle.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{files, home};

/// Rooms by floor, from the ground up. `ARCHITECTURE.md` says why.
const FLOORS: [&[&str]; 8] = [
    &["source", "words", "hex"],
    &["finding", "files", "lex"],
    &["rust", "sql"],
    &["catalog"],
    &["config", "report", "secrets"],
    &["rules", "input"],
    &["engine"],
    &["cli"],
];

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

/// Which rooms each room of `src/` names.
fn uses() -> BTreeMap<String, BTreeSet<(String, String)>> {
    let src = home().join("src");
    let mut uses: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    for path in files(&src) {
        let name = path.strip_prefix(&src).expect("below src").to_string_lossy().replace('\\', "/");
        if !name.ends_with(".rs") || name == "main.rs" || name == "lib.rs" {
            continue;
        }
        let room = name.split(['/', '.']).next().expect("a first part").to_owned();
        let text = std::fs::read_to_string(&path).expect("our own code is text");
        let found = rooms_named(&text).into_iter().map(|used| (used, name.clone()));
        uses.entry(room).or_default().extend(found);
    }
    uses
}

/// The `x` of every `crate::x` and `crate::{x, …}` in code, and of `$crate`.
fn rooms_named(text: &str) -> BTreeSet<String> {
    let code: String =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect();
    let mut rooms = BTreeSet::new();
    for after in code.split("crate::").skip(1) {
        let list = match after.strip_prefix('{') {
            Some(list) => top_level(list),
            None => vec![after],
        };
        for item in list {
            let word: String = item.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            rooms.insert(word);
        }
    }
    rooms
}

fn top_level(list: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                parts.push(&list[start..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts
}

#[test]
fn every_room_has_a_floor() {
    for room in uses().keys() {
        assert!(floor(room).is_some(), "src/{room} stands on no floor of tests/layers.rs");
    }
}

#[test]
fn rooms_use_only_lower_floors() {
    let mut wrong = String::new();
    for (room, used) in uses() {
        for (other, file) in used {
            // A macro's name (`crate::card!`) is no room.
            let Some(below) = floor(&other) else { continue };
            if other != room && Some(below) >= floor(&room) {
                wrong.push_str(&format!("src/{file} ({room}) uses {other}\n"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Rooms of `src/sql/writes`, as data flows through them.
const WRITES: [&str; 7] = ["tokens", "values", "statements", "builders", "seen", "texts", "callers"];

#[test]
fn rooms_of_writes_use_only_those_before() {
    let all = home().join("src/sql/writes");
    let place = |room: &str| WRITES.iter().position(|known| *known == room);
    let mut wrong = String::new();
    for path in files(&all) {
        let name = path.strip_prefix(&all).expect("below").to_string_lossy().replace('\\', "/");
        let Some(own) = name.split(['/', '.']).next().and_then(place) else { continue };
        let text = std::fs::read_to_string(&path).expect("our own code is text");
        for used in text.split("sql::writes::").skip(1) {
            let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if place(&used).is_some_and(|used| used >= own) {
                wrong.push_str(&format!("{name} uses {used}\n"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_reader_of_paths_reads_paths() {
    let text = "use crate::{a::{b, c}, d};\nuse crate::e::F;\n// crate::no\nlet x = crate::g::h();";
    let found: Vec<String> = rooms_named(text).into_iter().collect();
    assert_eq!(found, ["a", "d", "e", "g"]);
}
