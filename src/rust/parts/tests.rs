//! Read by parts or as a whole, a file says the same.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::*;
use crate::rust::wire::{self, tests};

/// What people write between, into and around items, and what breaks them.
const PIECES: &[&str] = &[
    "fn added() -> usize { 1 }\n",
    "\nuse std::env::{self, var};\n",
    "/// Says more.\n",
    "//! Says more of the file.\n",
    "// a comment { \n",
    "/* one /* in another */ } */",
    "#![cfg(test)]\n",
    "#[cfg(test)]\nmod tests {\n    fn a() {}\n}\n",
    "const RAW: &str = r#\"\n}\n\nfn none() {}\n\"#;\n",
    "const _: () = {\n    use std::env as other;\n    struct Inner;\n};\n",
    "const N: u8 = if true { 1 }\nelse { 2 };\n",
    "macro_rules! made { ($a:expr) => { println!(\"{}\", $a) }; }\n",
    "made! {\n    a\n}\n",
    "impl<const N: usize> Of<{ N }>\nfor Other {}\n",
    "struct Unit;\n",
    "#!/usr/bin/env run\n",
    "---\n",
    "\u{feff}",
    "\r\n",
    "é",
    "{",
    "}",
    "\n}\n",
    "(",
    "\"",
    "'",
    "'a",
    "r#\"",
    "/*",
    "*/",
    "//",
    "///",
    "#",
    "!",
    ";",
    "\n;\n",
    "else",
    "\n",
];

#[derive(Clone, Debug)]
enum Edit {
    /// At the begin of a line, or anywhere.
    Insert(&'static str, Index, bool),
    /// Lines are taken out, and put in elsewhere if at all.
    Lines(Index, Index, Option<Index>),
    /// A word becomes another of the text.
    Word(Index, Index),
    /// Every line ends as in other systems.
    Ends,
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<Index>;
    prop_oneof![
        4 => (select(PIECES), at(), any::<bool>()).prop_map(|(piece, at, line)| Edit::Insert(piece, at, line)),
        2 => (at(), at(), proptest::option::of(at())).prop_map(|(from, len, to)| Edit::Lines(from, len, to)),
        2 => (at(), at()).prop_map(|(word, other)| Edit::Word(word, other)),
        1 => Just(Edit::Ends),
    ]
}

fn edited(text: &str, edit: &Edit) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    match edit {
        Edit::Insert(piece, at, true) => lines.insert(at.index(lines.len() + 1), piece),
        Edit::Insert(piece, at, false) => {
            let mut at = at.index(text.len() + 1);
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            return [&text[..at], piece, &text[at..]].concat();
        }
        Edit::Lines(from, len, to) => {
            let from = from.index(lines.len() + 1);
            let taken: Vec<&str> = lines.drain(from..from + len.index(lines.len() - from + 1)).collect();
            if let Some(to) = to {
                let to = to.index(lines.len() + 1);
                lines.splice(to..to, taken);
            }
        }
        Edit::Word(word, other) => {
            let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
            let [word, other] = [word, other].map(|at| words[at.index(words.len())]);
            return if word.is_empty() { text.to_owned() } else { text.replacen(word, other, 2) };
        }
        Edit::Ends => return text.replace('\n', "\r\n"),
    }
    lines.concat()
}

/// What a file says, whichever way it was read.
fn said(facts: Facts, problem: Option<Problem>) -> Vec<u8> {
    wire::write(&tests::whole(facts, problem))
}

/// Whether a file says by parts, of which some are known, what it says as a
/// whole.
fn agrees(source: &Source, known: Option<&Record<'_>>) -> Parsed {
    let (facts, problem) = parse::parse(source, &Needles::all());
    says(source, known, &said(facts, problem))
}

fn says(source: &Source, known: Option<&Record<'_>>, expected: &[u8]) -> Parsed {
    let parsed = read(source, known);
    assert!(said(parsed.facts.clone(), parsed.problem.clone()) == expected, "{:?}", source.text());
    let written = wire::write(&parsed);
    let (facts, problem) = Record::open(&written).and_then(|record| record.read()).expect("it comes back");
    assert!(said(facts, problem) == expected, "{:?}", source.text());
    parsed
}

#[test]
fn every_file_says_the_same_by_parts() {
    let (mut parts, mut all) = (0, 0);
    for source in tests::files() {
        let read = agrees(&source, None);
        parts += usize::from(read.parts.len() > 1);
        all += 1;
        // What is the same is known, wherever it is.
        let bytes = wire::write(&read);
        let record = Record::open(&bytes).expect("it was written here");
        says(&source, Some(&record), &said(read.facts, read.problem));
    }
    assert!(parts * 2 > all, "{parts} of {all}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn after_any_edits_a_file_says_the_same(file in any::<Index>(), rounds in proptest::collection::vec(
        proptest::collection::vec(edit(), 1..4), 1..4,
    )) {
        static FILES: LazyLock<Vec<Source>> = LazyLock::new(tests::files);
        let files = &*FILES;
        let source = &files[file.index(files.len())];
        let mut text = source.text().to_owned();
        let mut bytes = wire::write(&agrees(source, None));
        for edits in rounds {
            text = edits.iter().fold(text, |text: String, edit| edited(&text, edit));
            let record = Record::open(&bytes).expect("it was written here");
            let read = agrees(&Source::new(source.path().clone(), text.as_str()), Some(&record));
            bytes = wire::write(&read);
        }
    }
}

fn known(old: &str, new: &str) -> usize {
    let bytes = wire::write(&agrees(&Source::new("a.rs", old), None));
    let record = Record::open(&bytes).expect("it was written here");
    let parts = agrees(&Source::new("a.rs", new), Some(&record)).parts;
    parts.iter().filter(|part| part.digest.is_some_and(|digest| record.part(&digest).is_some())).count()
}

#[test]
fn what_is_not_edited_is_known() {
    let old = "use a::b;\n\nfn a() { b() }\n\nimpl A {\n    fn b() {}\n}\n\nmod c {\n    fn d() {}\n}\n";
    assert_eq!(known(old, old), 3);
    assert_eq!(known(old, &format!("{old}\nfn e() {{}}\n")), 3);
    assert_eq!(known(old, &old.replace("fn b() {}", "fn b() { c() }")), 2);
    assert_eq!(known(old, &format!("// first\n{old}")), 2);
    assert_eq!(known(old, &format!("#![cfg(test)]\n{old}")), 0);
    assert_eq!(known(old, &format!("{old}\u{feff}\n")), 0);
    // What does not parse says nothing of another file.
    assert_eq!(known("fn a() { let }\n", "fn a() { let }\n\nfn b() {}\n"), 0);
}

#[test]
fn what_stands_first_alone_speaks_of_the_file() {
    let first = "#![cfg(test)]\nfn a() {}\n";
    let other = "fn b() {}\n";
    assert_eq!(known(&format!("{first}{other}"), &format!("{other}{first}")), 0);
    assert_eq!(known(&format!("{other}{first}"), &format!("{first}{other}")), 0);
}
