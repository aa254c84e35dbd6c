//! From the YAML tree to entries, collecting every problem on the way.

use std::ops::Range;
use std::str::FromStr;

use super::shown::shown;
use super::suggest::nearest;
use super::tree::{Node, Value};
use super::{Class, Date, Deprecated, Entry, Kind, ManifestError, Named, Profile, RotateEvery, VERSION, Word};

const TOP_FIELDS: &[&str] = &["version", "secrets"];
const ENTRY_FIELDS: &[&str] =
    &["id", "class", "kind", "env", "owner", "aliases", "deprecated", "required_in", "rotate_every", "remediation"];
const DEPRECATED_FIELDS: &[&str] = &["name", "since", "remove_after"];

/// An entry as far as it could be read; names are checked even when the rest is wrong.
#[derive(Default)]
pub(super) struct Draft {
    pub id: Option<Named>,
    pub env: Option<Named>,
    pub aliases: Vec<Named>,
    pub deprecated: Vec<Deprecated>,
    pub remove_after_spans: Vec<Range<usize>>,
    class: Option<Class>,
    kind: Option<Kind>,
    required_in: Vec<Profile>,
    owner: Option<String>,
    rotate_every: Option<RotateEvery>,
    remediation: Option<String>,
}

impl Draft {
    /// The entry, if nothing mandatory is missing.
    pub fn finish(self) -> Option<Entry> {
        Some(Entry {
            id: self.id?,
            env: self.env?,
            aliases: self.aliases,
            deprecated: self.deprecated,
            class: self.class?,
            kind: self.kind?,
            required_in: self.required_in,
            owner: self.owner?,
            rotate_every: self.rotate_every,
            remediation: self.remediation,
        })
    }
}

/// Reads the whole document; what cannot be read is an error in `errors`.
pub(super) fn document(tree: &Node, errors: &mut Vec<ManifestError>) -> Vec<Draft> {
    let Some(map) = Fields::of(tree, "a manifest", TOP_FIELDS, errors) else { return Vec::new() };
    map.require(&["version", "secrets"], errors);
    if let Some(node) = map.get("version") {
        version(node, errors);
    }
    let Some(secrets) = map.get("secrets") else { return Vec::new() };
    list(secrets, "secrets", errors).iter().map(|node| entry(node, errors)).collect()
}

fn version(node: &Node, errors: &mut Vec<ManifestError>) {
    match node.value {
        Value::Number(VERSION) => {}
        Value::Number(other) => {
            let help = format!("this program reads version {VERSION}; a newer manifest needs a newer program");
            errors.push(error(format!("unsupported version {other}"), node, help));
        }
        _ => errors.push(wrong_type("version", "a number", node, "write `version: 1`")),
    }
}

fn entry(node: &Node, errors: &mut Vec<ManifestError>) -> Draft {
    let mut draft = Draft::default();
    let Some(map) = Fields::of(node, "an entry", ENTRY_FIELDS, errors) else { return draft };
    map.require(&["id", "class", "kind", "env", "owner"], errors);
    draft.id = map.get("id").and_then(|node| name(node, "id", is_id, errors));
    draft.env = map.get("env").and_then(|node| name(node, "env", is_env, errors));
    draft.class = map.get("class").and_then(|node| word(node, errors));
    draft.kind = map.get("kind").and_then(|node| word(node, errors));
    draft.owner = map.get("owner").and_then(|node| text(node, "owner", errors));
    draft.remediation = map.get("remediation").and_then(|node| text(node, "remediation", errors));
    draft.rotate_every = map.get("rotate_every").and_then(|node| {
        parsed(node, "rotate_every", "is not a period", "write a whole number of days or weeks: `90d`, `13w`", errors)
    });
    for node in map.list("aliases", errors) {
        draft.aliases.extend(name(node, "aliases", is_env, errors));
    }
    for node in map.list("required_in", errors) {
        draft.required_in.extend(word::<Profile>(node, errors));
    }
    for node in map.list("deprecated", errors) {
        deprecated(node, &mut draft, errors);
    }
    draft
}

fn deprecated(node: &Node, draft: &mut Draft, errors: &mut Vec<ManifestError>) {
    let Some(map) = Fields::of(node, "a deprecated name", DEPRECATED_FIELDS, errors) else { return };
    map.require(&["name", "since"], errors);
    let name = map.get("name").and_then(|node| name(node, "name", is_env, errors));
    let since = map.get("since").and_then(|node| date(node, "since", errors));
    let remove_after = map.get("remove_after").and_then(|node| date(node, "remove_after", errors));
    if let (Some(name), Some(since)) = (name, since) {
        draft.remove_after_spans.push(map.get("remove_after").map_or(0..0, |node| node.span.clone()));
        draft.deprecated.push(Deprecated { name, since, remove_after });
    }
}

/// The fields of a mapping whose names are known.
struct Fields<'a> {
    what: &'static str,
    span: Range<usize>,
    pairs: Vec<(&'a str, &'a Node)>,
}

impl<'a> Fields<'a> {
    fn of(node: &'a Node, what: &'static str, known: &[&str], errors: &mut Vec<ManifestError>) -> Option<Self> {
        let Value::Map(map) = &node.value else {
            errors.push(wrong_type(what, "a mapping", node, &format!("its fields are {}", join(known))));
            return None;
        };
        let span = map.first().map_or(node.span.clone(), |(key, _)| key.span.clone());
        let mut pairs = Vec::new();
        for (key, value) in map {
            match &key.value {
                Value::Text(name) if known.contains(&name.as_str()) => pairs.push((name.as_str(), value)),
                Value::Text(name) => errors.push(unknown("field", name, key, known)),
                _ => errors.push(wrong_type("a field name", "text", key, "put it in quotes")),
            }
        }
        Some(Self { what, span, pairs })
    }

    fn get(&self, field: &str) -> Option<&'a Node> {
        self.pairs.iter().find(|(name, _)| *name == field).map(|(_, node)| *node)
    }

    fn list(&self, field: &'static str, errors: &mut Vec<ManifestError>) -> &'a [Node] {
        self.get(field).map_or(&[], |node| list(node, field, errors))
    }

    /// Underlines the name of what lacks a field, or its first key when it has no name.
    fn require(&self, fields: &[&str], errors: &mut Vec<ManifestError>) {
        let named = self.get("id").or_else(|| self.get("name"));
        let span = named.map_or(self.span.clone(), |node| node.span.clone());
        for field in fields.iter().filter(|field| self.get(field).is_none()) {
            let help = Some(format!("add `{field}:`; nothing that matters has a default"));
            errors.push(ManifestError { message: format!("{} lacks `{field}`", self.what), span: span.clone(), help });
        }
    }
}

fn list<'a>(node: &'a Node, field: &str, errors: &mut Vec<ManifestError>) -> &'a [Node] {
    if let Value::List(items) = &node.value {
        return items;
    }
    errors.push(wrong_type(field, "a list", node, "write one item per line, each after `- `, or `[]` for none"));
    &[]
}

fn text(node: &Node, field: &str, errors: &mut Vec<ManifestError>) -> Option<String> {
    match &node.value {
        Value::Text(text) if !text.trim().is_empty() => return Some(text.clone()),
        Value::Text(_) => errors.push(error(format!("`{field}` is empty"), node, "write a value".into())),
        _ => errors.push(wrong_type(field, "text", node, "if it is meant as text, put it in quotes")),
    }
    None
}

fn word<W: Word>(node: &Node, errors: &mut Vec<ManifestError>) -> Option<W> {
    let text = text(node, W::WHAT, errors)?;
    let word = W::from_name(&text);
    if word.is_none() {
        let known: Vec<_> = W::ALL.iter().map(|word| word.name()).collect();
        errors.push(unknown(W::WHAT, &text, node, &known));
    }
    word
}

fn name(node: &Node, field: &str, valid: fn(&str) -> bool, errors: &mut Vec<ManifestError>) -> Option<Named> {
    let text = text(node, field, errors)?;
    if valid(&text) {
        return Some(Named { text, span: node.span.clone() });
    }
    let help = if field == "id" {
        "start with a letter; go on with at most 127 letters, digits, `_`, `-`, `.` or `/`"
    } else {
        "an environment name starts with a letter or `_` and goes on with letters, digits or `_`"
    };
    errors.push(error(format!("`{field}` is not a valid name"), node, help.to_owned()));
    None
}

fn is_id(text: &str) -> bool {
    text.len() <= 128
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-./".contains(&b))
}

fn is_env(text: &str) -> bool {
    text.len() <= 256
        && text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

fn date(node: &Node, field: &str, errors: &mut Vec<ManifestError>) -> Option<Date> {
    parsed(node, field, "is not a date", "write an existing day as YYYY-MM-DD, for example 2026-01-31", errors)
}

fn parsed<T: FromStr>(node: &Node, field: &str, wrong: &str, help: &str, errors: &mut Vec<ManifestError>) -> Option<T> {
    let value = text(node, field, errors)?.parse().ok();
    if value.is_none() {
        errors.push(error(format!("`{field}` {wrong}"), node, help.to_owned()));
    }
    value
}

fn unknown(what: &str, name: &str, node: &Node, known: &[&str]) -> ManifestError {
    let help = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known: {}", join(known)),
    };
    error(format!("unknown {what} `{}`", shown(name)), node, help)
}

fn wrong_type(what: &str, wanted: &str, node: &Node, help: &str) -> ManifestError {
    let what = if what.contains(' ') { what.to_owned() } else { format!("`{what}`") };
    error(format!("{what} must be {wanted}, found {}", node.value.type_name()), node, help.to_owned())
}

fn error(message: String, node: &Node, help: String) -> ManifestError {
    ManifestError { message, span: node.span.clone(), help: Some(help) }
}

fn join(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
