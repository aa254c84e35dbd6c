//! What a text says of the value that is put there: `Bearer {}`, `password: {}`.

use crate::rust::flow::Flow;
use crate::rust::flow::build::Builder;
use crate::rust::flow::build::taken::taking::is_scheme;
use crate::rust::flow::roles::{DENIALS, IDS, MASKS, NAMED_OTHERWISE, PARTS_ABOUT};
use crate::rust::flow::seeds::is_strong;
use crate::rust::format::{Arg, Hole, Piece, pieces};
use crate::rust::locals::BindingId;
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;
use crate::words::segments;

/// Words of a name that stands before a value.
const LONGEST: usize = 3;

impl Builder<'_, '_, '_> {
    /// `format!("Bearer {key}")`, `"?api_key={}"`, `"Admin password: {}"`: what a
    /// text says of the value that is put there.
    pub(in crate::rust::flow::build) fn signs_in_by_text(&mut self, e: ExprId, mac: &MacroCall) {
        let mut args = mac.args.iter().enumerate();
        let Some((string, text)) = args.find_map(|(at, arg)| Some((at, self.tree.str_of(arg.expr)?))) else { return };
        let joined = text.contains("}{") || text.contains("} {");
        if !joined && !text.contains("earer {") && !text.contains(['=', ':']) {
            return;
        }
        for two in self.with_constants(e, mac, string, pieces(text)).windows(2) {
            let [Piece::Text(before), Piece::Hole(hole)] = two else { continue };
            let scheme = before.len().checked_sub("bearer ".len()).and_then(|at| before.get(at..));
            let sure = scheme.is_some_and(is_scheme);
            let Some(name) = (if sure { Some("authorization".to_owned()) } else { self.flow.called_before(before) })
            else {
                continue;
            };
            match &hole.arg {
                Arg::Named(of) => {
                    let captured = self.locals.captures.get(&(e, Name::new(of))).copied();
                    if let Some(id) = captured.filter(|id| sure || self.may_be_called(*id)) {
                        self.prove_variable(id, &name);
                    }
                }
                Arg::At(at) => {
                    if let Some(arg) = mac.args.get(string + 1 + at).filter(|arg| sure || self.may_be(arg.expr)) {
                        self.prove(arg.expr, &name);
                    }
                }
            }
        }
    }

    /// The pieces of a text, with what constants say in their places.
    fn with_constants(&self, e: ExprId, mac: &MacroCall, string: usize, pieces: Vec<Piece>) -> Vec<Piece> {
        let mut all: Vec<Piece> = Vec::with_capacity(pieces.len());
        for piece in pieces {
            let constant = match &piece {
                Piece::Hole(Hole { arg: Arg::Named(of), .. }) if is_constant(of) => {
                    let of = Name::new(of);
                    let free = !self.locals.captures.contains_key(&(e, of));
                    free.then(|| self.flow.constant_text(&self.body, &Path::of(of))).flatten()
                }
                Piece::Hole(Hole { arg: Arg::At(at), .. }) => mac.args.get(string + 1 + at).and_then(|arg| {
                    let path =
                        self.tree.path_of(arg.expr).filter(|path| path.last().is_some_and(|of| is_constant(of.text())));
                    path.and_then(|path| self.flow.constant_text(&self.body, path))
                }),
                _ => None,
            };
            let piece = constant.map_or(piece, Piece::Text);
            match (all.last_mut(), piece) {
                (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
                (_, piece) => all.push(piece),
            }
        }
        all
    }

    /// Whether an argument's name leaves it open that it is a secret.
    fn may_be(&self, arg: ExprId) -> bool {
        self.called(arg).is_some_and(|name| self.may_be_named(name)) && self.ty(arg).value() == Ty::Text
    }

    pub(in crate::rust::flow::build) fn may_be_called(&self, id: BindingId) -> bool {
        let binding = &self.locals.bindings[id as usize];
        self.may_be_named(binding.name) && self.flow.types.binding(&self.body, binding).value() == Ty::Text
    }

    /// `key_id`, `name`, `err` is not what a text calls a key.
    fn may_be_named(&self, name: Name) -> bool {
        let words = segments(name.text());
        let about = |word: &String| {
            let word = word.as_str();
            self.flow.know.words.is_about(word)
                || [PARTS_ABOUT, IDS, MASKS, NAMED_OTHERWISE].iter().any(|list| list.contains(&word))
        };
        name.text().chars().any(char::is_lowercase) && !words.iter().any(about) && !self.flow.know.cleans(name.text())
    }
}

impl Flow<'_, '_> {
    /// Whether a text names a secret before one of its placeholders.
    pub(in crate::rust::flow) fn names_place(&mut self, text: &str) -> bool {
        if !text.contains('{') || !text.contains(['=', ':']) {
            return false;
        }
        let pieces = pieces(text);
        pieces.windows(2).any(|two| match two {
            [Piece::Text(before), Piece::Hole(_)] => self.called_before(before).is_some(),
            _ => false,
        })
    }

    /// The name of a secret that stands right before a value.
    fn called_before(&mut self, before: &str) -> Option<String> {
        let before = before.trim_end_matches([' ', '"', '\'', '`', '\\', '(', '[']);
        let before = before.strip_suffix(['=', ':'])?.trim_end_matches([' ', '"', '\'', '\\']);
        let start = before.rfind(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ')));
        let said = before.get(start.map_or(0, |at| at + 1)..).unwrap_or_default();
        let words: Vec<&str> = said.split(' ').filter(|word| !word.is_empty()).collect();
        let says_otherwise = words.iter().any(|word| DENIALS.contains(&word.to_lowercase().as_str()));
        let names = (1..=LONGEST.min(words.len())).map(|many| words[words.len() - many..].join("_"));
        let mut names = names.map(|name| name.replace('-', "_").to_lowercase());
        names.find(|name| is_strong(name) && !says_otherwise && self.names_secret(Name::new(name)))
    }
}

/// `TOKEN_PREFIX`, as constants are written.
fn is_constant(name: &str) -> bool {
    name.contains(|c: char| c.is_ascii_uppercase()) && !name.contains(char::is_lowercase)
}
