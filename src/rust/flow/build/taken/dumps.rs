//! What holds secrets among other things, whatever it is called: all variables
//! of the environment, the headers that somebody sends.

use super::failing::Failing;
use super::held::Held;
use super::wholes::Whole;
use crate::rust::flow::build::Builder;
use crate::rust::flow::lists::end_of;
use crate::rust::flow::roles::ANSWERING;
use crate::rust::index::{BodyKind, Res};
use crate::rust::locals::{Binding, BindingId, Origin, Proj};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;

/// Variables that are followed to what they are made of.
const FAR: u32 = 4;

/// Such variables of one body.
const MOST: usize = 64;

/// Calls that are followed.
const STEPS: usize = 12;

/// What the headers of a request have.
pub(super) const HEADERS: &str = "authorization";

/// What variables of the environment hold.
const ENVIRONMENT: &str = "variables of the environment";

impl Builder<'_, '_, '_> {
    /// The variables that hold such a thing, or each value of it.
    pub(in crate::rust::flow::build) fn dumps(&self) -> Vec<Whole> {
        let (mut found, mut left) = (Vec::new(), MOST);
        for (id, binding) in self.locals.bindings.iter().enumerate() {
            let Some((members, name)) = self.dumped_in(binding) else { continue };
            left -= 1;
            if left == 0 {
                break;
            }
            // Nobody prints a secret who looks whether it is one.
            if binding.path.last() == Some(&Proj::At(1)) && self.asks_name(binding) {
                continue;
            }
            let of = Held { id: id as BindingId, members };
            let place = self.tree.pat(binding.pat).span;
            let failing = if is_sure(name) { Failing::default() } else { Failing::anywhere() };
            found.push(Whole { of, name: name.to_owned(), place, failing, since: 0 });
        }
        found
    }

    /// `println!("{:?}", env::vars())`: what is called so, and whether that may
    /// be none.
    pub(in crate::rust::flow::build) fn is_dump(&self, expr: ExprId) -> Option<(&'static str, bool)> {
        self.dump(expr, FAR).map(|name| (name, !is_sure(name)))
    }

    pub(super) fn dumped_in(&self, binding: &Binding) -> Option<(Vec<Name>, &'static str)> {
        let whole = |name| (Vec::new(), name);
        match (binding.origin, binding.path.as_slice()) {
            (Origin::Value(init), []) => self.dump(init, FAR).map(whole),
            // `for (name, value) in env::vars()`
            (Origin::Value(init), [Proj::Element, Proj::At(1)]) => self.dump(init, FAR).map(whole),
            (Origin::Closure(closure, 0), [Proj::At(1)]) => self.dump(self.handed_each(closure)?, FAR).map(whole),
            // `let (parts, body) = request.into_parts()`
            (Origin::Value(init), [Proj::At(0)]) => {
                self.is_taken_apart(init).then(|| (vec![Name::new("headers")], HEADERS))
            }
            (Origin::Param(_) | Origin::Closure(..), []) => match self.incoming(binding)? {
                Incoming::Request => Some((vec![Name::new("headers")], HEADERS)),
                Incoming::Headers => Some(whole(HEADERS)),
                Incoming::Hiding => None,
            },
            _ => None,
        }
    }

    /// What all of an expression's value is.
    fn dump(&self, expr: ExprId, far: u32) -> Option<&'static str> {
        let far = far.checked_sub(1)?;
        let mut at = expr;
        for _ in 0..STEPS {
            at = match self.tree.kind(at) {
                ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => inner,
                ExprKind::Method { receiver, name, .. } if name == "headers" => {
                    let binding = &self.locals.bindings[self.variable(receiver)? as usize];
                    let request = self.incoming(binding)? != Incoming::Headers;
                    return (binding.path.is_empty() && request).then_some(HEADERS);
                }
                ExprKind::Method { receiver, name, args } if matches!(name.text(), "map" | "filter_map") => {
                    let [closure] = self.tree.exprs_of(args) else { return None };
                    let (known, number) = (self.dump(receiver, far)?, self.ty(at).element().value() == Ty::Scalar);
                    return (known == HEADERS && !number && self.maps_headers(*closure)).then_some(known);
                }
                ExprKind::Method { receiver, name, args } if args.len == 0 => match name.text() {
                    "collect" | "iter" | "into_iter" | "clone" | "to_owned" | "peekable" | "by_ref" => receiver,
                    _ => return None,
                },
                ExprKind::Call { callee, .. } => {
                    let names = self.tree.path_of(callee)?.names();
                    let names: Vec<&str> = names.iter().map(|name| name.text()).collect();
                    let all = matches!(end_of(&names.join("::")), "env::vars" | "env::vars_os");
                    return all.then_some(ENVIRONMENT);
                }
                ExprKind::Path(_) => {
                    let binding = &self.locals.bindings[self.variable(at)? as usize];
                    return match (binding.origin, binding.path.is_empty()) {
                        (Origin::Value(init), true) if init != at => self.dump(init, far),
                        (Origin::Param(_) | Origin::Closure(..), true) => {
                            (self.incoming(binding)? == Incoming::Headers).then_some(HEADERS)
                        }
                        _ => None,
                    };
                }
                _ => return None,
            };
        }
        None
    }

    fn is_taken_apart(&self, call: ExprId) -> bool {
        let ExprKind::Method { receiver, name, .. } = self.tree.kind(call) else { return false };
        let of = self.variable(receiver).map(|id| &self.locals.bindings[id as usize]);
        name == "into_parts" && of.is_some_and(|of| of.path.is_empty() && self.incoming(of) == Some(Incoming::Request))
    }

    /// What of a request that somebody sends a parameter is, by its type.
    fn incoming(&self, binding: &Binding) -> Option<Incoming> {
        let ty = match (binding.origin, self.body.kind) {
            (Origin::Param(at), BodyKind::Fn(id)) => self.flow.index().fn_(id).params.get(at as usize)?.ty,
            _ => binding.ty,
        };
        let ty = ty?;
        let Type::Path(path) = *self.tree.ty(if let Type::Ref(inner) = *self.tree.ty(ty) { inner } else { ty }) else {
            return None;
        };
        let path = self.tree.path(path);
        let kind = Incoming::of(path.last()?.text())?;
        let found = self.flow.types.infer.resolve(&self.body, path);
        let answers = found.iter().any(|res| match res {
            Res::External(full) => is_of_server(full.split("::").next().unwrap_or_default()),
            Res::Def(_) => false,
        });
        answers.then_some(kind)
    }

    /// The name that a value is taken apart with: `(name, value)`.
    pub(super) fn name_beside(&self, value: &Binding) -> Option<BindingId> {
        let names = |binding: &Binding| {
            binding.origin == value.origin
                && binding.path.last() == Some(&Proj::At(0))
                && binding.path.len() == value.path.len()
        };
        self.locals.bindings.iter().position(names).map(|id| id as BindingId)
    }

    /// Whether what is done with a value depends on the name that it stands
    /// under.
    fn asks_name(&self, value: &Binding) -> bool {
        let Some(id) = self.name_beside(value) else { return false };
        let mut printed = 0;
        self.tree.walk(self.body.root, &mut |expr| {
            let ExprKind::Macro(mac) = self.tree.kind(expr) else { return };
            let args = self.tree.mac(mac).args.iter();
            printed += args.filter(|arg| self.prints(arg.expr, id)).count();
        });
        let uses = self.locals.uses.values().filter(|used| **used == id).count();
        uses > printed
    }

    /// `name`, `name.display()`
    fn prints(&self, arg: ExprId, id: BindingId) -> bool {
        self.chain(arg).last().is_some_and(|last| self.locals.uses.get(last) == Some(&id))
    }
}

/// What is sent to a server.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::rust::flow) enum Incoming {
    /// The headers, or what is among them.
    Headers,
    /// All of it, shown with its headers.
    Request,
    /// All of it, without what signs in when it is shown.
    Hiding,
}

impl Incoming {
    /// What types of this name are.
    pub(in crate::rust::flow) fn of(name: &str) -> Option<Incoming> {
        match name {
            "HeaderMap" | "CookieJar" => Some(Incoming::Headers),
            "Request" | "Parts" | "ServiceRequest" => Some(Incoming::Request),
            "HttpRequest" => Some(Incoming::Hiding),
            _ => None,
        }
    }
}

/// Whether a secret is among them for sure: not everybody signs in.
fn is_sure(name: &str) -> bool {
    name == ENVIRONMENT
}

/// Whether a crate's requests are those that a server is sent.
fn is_of_server(krate: &str) -> bool {
    ANSWERING.contains(&krate) || matches!(krate, "http" | "hyper" | "axum_extra" | "tower_cookies")
}
