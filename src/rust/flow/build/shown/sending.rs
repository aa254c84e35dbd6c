//! Requests that are put together here: who debugs one shows the headers that
//! it is sent with, and, where the client keeps it as it is, the body.

use crate::rust::flow::build::Builder;
use crate::rust::flow::graph::{NodeId, Showing};
use crate::rust::locals::{BindingId, Origin};
use crate::rust::tree::*;

/// Calls that a request is made by.
const STEPS: usize = 24;

/// Times that it is made anew.
const MOST: usize = 8;

/// Variables that it goes through.
const FAR: u32 = 4;

/// What a chain of calls has put into a request.
#[derive(Default)]
struct Made {
    headers: Vec<ExprId>,
    bodies: Vec<ExprId>,
}

impl Builder<'_, '_, '_> {
    /// What an expression shows, printed for debugging, when it is a request.
    pub(in crate::rust::flow::build) fn shown_request(&mut self, expr: ExprId) -> Vec<NodeId> {
        let mut made = Made::default();
        let keeps = self.made_request(expr, &mut made, FAR);
        self.nodes_of(made, keeps)
    }

    /// The same of a variable.
    pub(in crate::rust::flow::build) fn shown_request_in(&mut self, id: BindingId) -> Vec<NodeId> {
        let mut made = Made::default();
        let keeps = self.made_in(id, &mut made, FAR);
        self.nodes_of(made, keeps)
    }

    fn nodes_of(&mut self, made: Made, keeps: Option<bool>) -> Vec<NodeId> {
        let Some(keeps) = keeps else { return Vec::new() };
        // What a header is made of is a text, whatever its type is called.
        let headers = made.headers.into_iter().map(|value| (value, Showing::Display));
        let bodies = made.bodies.into_iter().filter(|_| keeps).map(|value| (value, Showing::Debug));
        let shown: Vec<(ExprId, Showing)> = headers.chain(bodies).collect();
        shown.into_iter().flat_map(|(value, showing)| self.shown(value, showing)).collect()
    }

    /// Gathers what is put into a request; whether it is shown with its body,
    /// when it is one that has not been sent.
    fn made_request(&self, expr: ExprId, made: &mut Made, far: u32) -> Option<bool> {
        let mut at = expr;
        for _ in 0..STEPS {
            at = match self.tree.kind(at) {
                ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) => inner,
                ExprKind::Path(_) => return self.made_in(*self.locals.uses.get(&at)?, made, far),
                ExprKind::Call { callee, .. } => {
                    let path = self.tree.path_of(callee)?;
                    let of = path.segments.iter().rev().nth(1)?;
                    return (of.name == "Request").then_some(true);
                }
                ExprKind::Method { receiver, name, args } => {
                    let args = self.tree.exprs_of(args);
                    match (name.text(), args) {
                        ("send" | "execute" | "call", _) => return None,
                        ("uri" | "url" | "method" | "version" | "body", []) => return None,
                        ("header" | "insert_header" | "append_header" | "set_header", [_, value]) => {
                            made.headers.push(*value);
                        }
                        ("headers", [all]) => made.headers.push(*all),
                        ("body", [body]) => made.bodies.push(*body),
                        ("get" | "post" | "put" | "patch" | "delete" | "head" | "request", [..]) if self.asks(at) => {
                            return Some(false);
                        }
                        _ => {}
                    }
                    receiver
                }
                _ => return None,
            };
        }
        None
    }

    fn made_in(&self, id: BindingId, made: &mut Made, far: u32) -> Option<bool> {
        let far = far.checked_sub(1)?;
        let binding = &self.locals.bindings[id as usize];
        let (Origin::Value(init), true) = (binding.origin, binding.path.is_empty()) else { return None };
        // `request = request.header(…)`
        for more in binding.assigned.iter().take(MOST) {
            self.made_request(*more, made, far.min(1));
        }
        self.made_request(init, made, far)
    }

    /// `client.get(url)` of a client whose requests are known.
    fn asks(&self, call: ExprId) -> bool {
        crate::rust::flow::build::reading::methods::type_name(&self.ty(call)) == Some("RequestBuilder")
    }
}
