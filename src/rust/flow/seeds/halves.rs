//! Keys that are the public half of a pair: an `access_key` beside a
//! `secret_key` of the same service.

use std::rc::Rc;

use foldhash::HashSet;

use super::Flow;
use crate::rust::facts::Variant;
use crate::rust::flow::roles::{WHOLE, ends_in, has_one};
use crate::rust::index::{Body, BodyKind, ItemId};
use crate::rust::name::Name;
use crate::rust::tree::{ExprKind, PatKind};
use crate::rust::types::Ty;
use crate::words::segments;

/// Whose the secret halves are that stand in one place: what their names say
/// beside that.
pub(super) type Halves = Rc<HashSet<String>>;

impl Flow<'_, '_> {
    /// Whether a field is the public half of a pair in its type.
    pub(super) fn is_public_field(&self, id: ItemId, variant: u32, name: Name) -> bool {
        match whose_access_key(name) {
            Some(whose) => {
                goes_with(&self.secret_fields(id, variant), &whose)
                    || self.paired_in(id.file).contains(&whose)
                    || self.is_signed(id, variant)
            }
            None => {
                name == "key" && names_key(self.index().adt(id).name) && !self.secret_fields(id, variant).is_empty()
            }
        }
    }

    /// Whether a variant has what was signed with the secret half: beside it
    /// stands whose that is.
    fn is_signed(&self, id: ItemId, variant: u32) -> bool {
        let of = self.index().adt(id).variants.get(variant as usize);
        of.into_iter().flat_map(|of| &of.fields).any(|field| ends_in(field.name.text(), &["signature"]))
    }

    /// Whether a variable is one, by another one in its body or a pair of the
    /// same service in its file.
    pub(in crate::rust::flow) fn is_public_half(&self, body: &Body, name: Name) -> bool {
        let Some(whose) = whose_access_key(name) else { return false };
        let beside = self.around.secret_variables.get((body.file, body.root), || {
            let locals = self.types.infer.locals(body);
            let variables = locals.bindings.iter().map(|of| of.name);
            Rc::new(variables.chain(self.filled_in(body)).filter_map(whose_secret).collect())
        });
        goes_with(&beside, &whose) || self.paired_in(body.file).contains(&whose) || self.looks_up(body, name)
    }

    /// What the fields are called of the values that a body makes.
    fn filled_in(&self, body: &Body) -> Vec<Name> {
        let tree = self.index().tree(body.file);
        let mut fields = Vec::new();
        tree.walk(body.root, &mut |expr| {
            if let ExprKind::Struct(literal) = tree.kind(expr) {
                fields.extend(tree.struct_(literal).fields.iter().map(|(name, ..)| *name));
            }
        });
        fields
    }

    /// `fn get_api_key(&self, access_key: &str) -> Result<ApiKey, E>`: whether
    /// what a function gives has both halves, and is found by this one.
    fn looks_up(&self, body: &Body, name: Name) -> bool {
        let BodyKind::Fn(id) = body.kind else { return false };
        match self.types.returned(id).value() {
            Ty::Adt(of, _) => {
                let has = |variant: &Variant| variant.fields.iter().any(|field| field.name == name);
                self.index().adt(of).variants.first().is_some_and(has) && self.is_public_field(of, 0, name)
            }
            _ => false,
        }
    }

    /// The secret halves among a variant's fields; a flag is none.
    fn secret_fields(&self, id: ItemId, variant: u32) -> Halves {
        self.around.secret_fields.get((id, variant), || {
            let of = self.index().adt(id).variants.get(variant as usize);
            let fields = of.into_iter().flat_map(|of| &of.fields);
            let texts = fields.filter(|field| self.types.field_written(id, field.ty, &[]) != Ty::Scalar);
            Rc::new(texts.filter_map(|field| whose_secret(field.name)).collect())
        })
    }

    /// Of whom a file has both halves in one type or one list of parameters.
    fn paired_in(&self, file: u32) -> Halves {
        self.around.paired.get(file, || {
            let facts = &self.index().unit(file).facts;
            let mut found = HashSet::default();
            let mut pair = |names: &[Name], secrets: &HashSet<String>| {
                let public = names.iter().filter_map(|name| whose_access_key(*name));
                found.extend(public.filter(|whose| goes_with(secrets, whose)));
            };
            for (item, adt) in facts.adts.iter().enumerate() {
                for (variant, of) in adt.variants.iter().enumerate() {
                    let names: Vec<Name> = of.fields.iter().map(|field| field.name).collect();
                    pair(&names, &self.secret_fields(ItemId { file, item: item as u32 }, variant as u32));
                }
            }
            for function in &facts.fns {
                let named = function.params.iter().filter_map(|param| match facts.tree.pat(param.pat).kind {
                    PatKind::Bind { name, .. } => Some(name),
                    _ => None,
                });
                let names: Vec<Name> = named.collect();
                pair(&names, &names.iter().filter_map(|name| whose_secret(*name)).collect());
            }
            Rc::new(found)
        })
    }
}

/// Whether there is a secret half of the same service, or one that does not
/// say of which.
fn goes_with(secrets: &HashSet<String>, whose: &str) -> bool {
    secrets.contains(whose) || secrets.contains("") || whose.is_empty() && !secrets.is_empty()
}

/// Whether a type is named after a kind of secret key.
pub(in crate::rust::flow::seeds) fn names_key(name: Name) -> bool {
    let words = segments(name.text());
    words.windows(2).any(|two| matches!(two[0].as_str(), "api" | "secret" | "private" | "access") && two[1] == "key")
}

/// Whose key a name is that may be one of a pair; that of a storage account is
/// a secret by itself.
fn whose_access_key(name: Name) -> Option<String> {
    let words = segments(name.text());
    let named = matches!(words.as_slice(), [.., access, key] if access == "access" && key == "key");
    (named && !has_one(name.text(), WHOLE)).then(|| words[..words.len() - 2].join("_"))
}

/// Whose secret half a name is: what goes with an access key.
fn whose_secret(name: Name) -> Option<String> {
    let mut words = segments(name.text());
    let before = words.len();
    words.retain(|word| word != "secret");
    let secret = words.len() < before;
    words.retain(|word| word != "access" && word != "key");
    let half = secret && (name == "secret" || words.len() + 1 < before);
    half.then(|| words.join("_"))
}

/// Whether a name may be the public half of a pair: `api_key`, `access_key`.
pub(in crate::rust::flow) fn may_be_half(name: Name) -> bool {
    let words = segments(name.text());
    matches!(words.as_slice(), [.., kind, key] if key == "key" && matches!(kind.as_str(), "api" | "access"))
        && !has_one(name.text(), WHOLE)
}

/// Whether a name is that of the secret half of a pair: `api_secret`.
pub(in crate::rust::flow) fn is_secret_half(name: Name) -> bool {
    has_one(name.text(), &["secret"])
}

/// Whose half a key is: of nobody in special `api_key` and `api_secret`, of a
/// webhook its secret, which is half of neither.
pub(in crate::rust::flow) fn whose_half(name: Name) -> String {
    let of = segments(name.text()).into_iter();
    of.filter(|word| !matches!(word.as_str(), "secret" | "key" | "api" | "access")).collect()
}

#[cfg(test)]
mod tests {
    use super::{Name, is_secret_half, may_be_half, whose_access_key, whose_half, whose_secret};

    #[test]
    fn halves_are_of_one_service() {
        let halves = |public, secret| {
            let (public, secret) = (Name::new(public), Name::new(secret));
            let whose = whose_half(secret);
            may_be_half(public) && is_secret_half(secret) && (whose.is_empty() || whose == whose_half(public))
        };
        assert!(halves("api_key", "api_secret"));
        assert!(halves("binance_api_key", "secret_key"));
        assert!(halves("aws_access_key", "aws_secret_access_key"));
        assert!(!halves("api_key", "webhook_secret"));
        assert!(!halves("api_key", "client_secret"));
        assert!(!halves("secret_api_key", "secret"));
    }

    #[test]
    fn halves_say_whose_they_are() {
        let (public, secret) = (|name| whose_access_key(Name::new(name)), |name| whose_secret(Name::new(name)));
        assert_eq!(public("aws_access_key"), Some("aws".to_owned()));
        assert_eq!(secret("aws_secret_access_key"), Some("aws".to_owned()));
        assert_eq!(secret("accessKeySecret"), Some(String::new()));
        assert_eq!(secret("secret"), Some(String::new()));
        assert_eq!(secret("webhook_secret"), None);
        assert_eq!(secret("access_key"), None);
        assert_eq!(public("storage_access_key"), None);
    }
}
