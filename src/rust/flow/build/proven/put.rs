//! What a value is put to says what it is: the bytes of a secret key, what
//! follows `Bearer` in a header.

use crate::rust::flow::Flow;
use crate::rust::flow::build::reading::methods::type_name;
use crate::rust::flow::build::taken::taking::is_scheme;
use crate::rust::flow::build::{Builder, Target};
use crate::rust::flow::graph::Node;
use crate::rust::flow::lists::end_of;
use crate::rust::flow::roles::{DENIALS, IDS, MASKS, NAMED_OTHERWISE, PARTS_ABOUT};
use crate::rust::flow::seeds::{holds, is_strong};
use crate::rust::format::{Arg, Piece, pieces};
use crate::rust::locals::{BindingId, Origin};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;
use crate::words::segments;

/// Words of a name that stands before a value.
const LONGEST: usize = 3;

/// Steps from an argument to the variable that it is made of.
const STEPS: usize = 12;

impl Builder<'_, '_, '_> {
    /// `SigningKey::from_bytes(&seed)`: whatever the bytes are called.
    pub(in crate::rust::flow::build) fn makes_key(&mut self, end: &str, args: &[ExprId]) {
        let Some((of, method)) = end.rsplit_once("::") else { return };
        let values = self.flow.know.values;
        if let ([only], true) = (args, values.keyed_by.contains(end)) {
            return self.prove(*only, "key");
        }
        let of = of.rsplit("::").next().unwrap_or(of);
        if values.keys.contains(of)
            && values.key_makers.contains(method)
            && let [only] = args
        {
            self.prove(*only, of);
        }
    }

    /// `request.bearer_auth(key)`, `basic_auth(user, Some(key))`
    pub(in crate::rust::flow::build) fn signs_in_with(&mut self, method: &str, args: &[ExprId]) {
        let at = match method {
            "bearer_auth" => 0,
            "basic_auth" => 1,
            _ => return,
        };
        if let Some(arg) = args.get(at) {
            self.prove(*arg, "authorization");
        }
    }

    /// `format!("Bearer {key}")`, `"?api_key={}"`, `"Admin password: {}"`: what a
    /// text says of the value that is put there.
    pub(in crate::rust::flow::build) fn signs_in_by_text(&mut self, e: ExprId, mac: &MacroCall) {
        let mut args = mac.args.iter().enumerate();
        let Some((string, text)) = args.find_map(|(at, arg)| Some((at, self.tree.str_of(arg.expr)?))) else { return };
        if !text.contains("earer {") && !text.contains(['=', ':']) {
            return;
        }
        for two in pieces(text).windows(2) {
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

    /// Takes the variable or field that an expression is for a secret.
    pub(in crate::rust::flow::build) fn prove(&mut self, expr: ExprId, name: &str) {
        let mut at = expr;
        for _ in 0..STEPS {
            at = match self.tree.kind(at) {
                ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) => inner,
                ExprKind::Method { receiver, name: method, args } => {
                    let unchanged = self.flow.know.values.unchanged.contains(method.text());
                    let turns = matches!(method.text(), "try_into" | "into" | "take");
                    if !(unchanged || turns && self.tree.exprs_of(args).is_empty()) {
                        return;
                    }
                    receiver
                }
                ExprKind::Call { callee, args } => {
                    let names = self.tree.path_of(callee).map(Path::names).unwrap_or_default();
                    let names: Vec<&str> = names.iter().map(|name| name.text()).collect();
                    let path = names.join("::");
                    let end = end_of(&path);
                    let decodes =
                        matches!(end, "hex::decode" | "Some" | "Zeroizing::new") || end.starts_with("HeaderValue::");
                    match self.tree.exprs_of(args) {
                        [only] if decodes => *only,
                        _ => return,
                    }
                }
                ExprKind::Field { base, name: field } => return self.prove_field(base, field, name, at),
                ExprKind::Path(_) => {
                    if let Some(id) = self.locals.uses.get(&at).copied() {
                        self.prove_variable(id, name);
                    }
                    return;
                }
                _ => return,
            };
        }
    }

    fn prove_field(&mut self, base: ExprId, field: Name, name: &str, at: ExprId) {
        let Ty::Adt(id, _) = self.ty(base).value() else { return };
        if self.body.test || self.flow.names_secret(field) || self.ty(at).value() != Ty::Text {
            return;
        }
        let node = self.flow.graph.id(Node::Field(id, 0, field));
        self.flow.seed(node, name, (self.body.file, self.tree.expr(at).span));
    }

    pub(in crate::rust::flow::build) fn prove_variable(&mut self, id: BindingId, name: &str) {
        let locals = self.locals.clone();
        let binding = &locals.bindings[id as usize];
        let ty = self.flow.types.binding(&self.body, binding).value();
        let may = match &ty {
            Ty::Text | Ty::Unknown => true,
            // Of another crate's builder nobody knows what its last call gives.
            Ty::Foreign(..) => !self.flow.is_protected(&ty),
            Ty::List(of) => matches!(**of, Ty::Scalar | Ty::Text),
            _ => false,
        };
        if !may
            || self.body.test
            || binding.name == "self"
            || self.flow.names_secret(binding.name) && holds(&ty, binding.name.text())
            || self.is_cleaned_first(id)
        {
            return;
        }
        let node = self.bound(binding);
        self.flow.seed(node, name, (self.body.file, self.tree.pat(binding.pat).span));
    }

    /// `let shown = mask(&key)`, `let shown = &key[..4]`
    fn is_cleaned_first(&self, id: BindingId) -> bool {
        let Origin::Value(init) = self.locals.bindings[id as usize].origin else { return false };
        self.chain(init).into_iter().any(|at| match self.tree.kind(at) {
            ExprKind::Method { name, .. } => self.flow.know.cleans(name.text()),
            ExprKind::Call { callee, .. } => {
                let last = self.tree.path_of(callee).and_then(Path::last);
                last.is_some_and(|last| self.flow.know.cleans(last.text()))
            }
            ExprKind::Index { index, .. } => matches!(self.tree.kind(index), ExprKind::Range { .. }),
            ExprKind::Str(_) | ExprKind::If { .. } | ExprKind::Match(_) => true,
            _ => self.is_written_out(at),
        })
    }

    /// `[7; 32]`: everybody can read it here.
    pub(in crate::rust::flow::build) fn is_written_out(&self, value: ExprId) -> bool {
        let number = |item: &ExprId| matches!(self.tree.kind(*item), ExprKind::Scalar(_));
        matches!(self.tree.kind(value), ExprKind::Array(items) if self.tree.exprs_of(items).iter().all(number))
    }

    /// `command.arg(secret)`: who prints the command prints what it is given.
    pub(in crate::rust::flow::build) fn commanded(
        &mut self,
        e: ExprId,
        receiver: ExprId,
        base: &Ty,
        name: &str,
        args: &[ExprId],
    ) {
        let gives = matches!(name, "arg" | "args" | "env" | "envs");
        if !gives || !type_name(base).is_some_and(|of| matches!(of, "Command" | "CommandBuilder")) {
            return;
        }
        let Some(given) = args.last().copied() else { return };
        self.pass(receiver, e);
        for from in self.whole(given) {
            let to = self.node(e);
            self.flow(from, to);
            if let Some(Target::Variable(id)) = self.target(receiver) {
                self.order.write(id, from, false);
            }
        }
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
