//! From a manifest to constants, or to errors that show its lines.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use secret_guard_vault::Manifest;
use secret_guard_vault::manifest::Entry;
use syn::LitStr;

/// The tokens for the manifest at `path` in `package`.
pub(crate) fn file(package: &Path, path: &LitStr) -> TokenStream {
    let full = package.join(path.value());
    let read = std::fs::read_to_string(&full);
    let outcome = read
        .map_err(|error| vec![format!("{} cannot be read: {error}", full.display())])
        .and_then(|text| constants(&path.value(), &text, &full));
    outcome.unwrap_or_else(|messages| {
        let errors = messages.into_iter().map(|message| syn::Error::new(path.span(), message).into_compile_error());
        errors.collect()
    })
}

/// The constants, or every problem as a message.
fn constants(shown: &str, text: &str, full: &Path) -> Result<TokenStream, Vec<String>> {
    let show = |message: &str, span: &Range<usize>, help: Option<&str>| excerpt(shown, text, message, span, help);
    let manifest = Manifest::parse(text).map_err(|errors| {
        errors.iter().map(|error| show(&error.message, &error.span, error.help.as_deref())).collect::<Vec<_>>()
    })?;
    let (mut names, mut clashes) = (BTreeMap::new(), Vec::new());
    for entry in &manifest.secrets {
        let name = constant_name(&entry.id.text);
        if let Some(first) = names.insert(name.clone(), &entry.id.text) {
            let message = format!("`{}` and `{first}` would both be `{name}`", entry.id.text);
            clashes.push(show(&message, &entry.id.span, Some("rename one of them")));
        }
    }
    if !clashes.is_empty() {
        return Err(clashes);
    }
    let constants = manifest.secrets.iter().map(constant);
    let path = full.to_string_lossy();
    Ok(quote! {
        /// The text of the manifest that these ids come from.
        pub const MANIFEST: &str = include_str!(#path);
        #(#constants)*
    })
}

fn constant(entry: &Entry) -> TokenStream {
    let name = Ident::new(&constant_name(&entry.id.text), Span::call_site());
    let id = &entry.id.text;
    let doc = format!("`{id}`: class {}, owned by {}.", entry.class, entry.owner);
    quote! {
        #[doc = #doc]
        pub const #name: ::secret_guard_vault::SecretId = ::secret_guard_vault::SecretId::new(#id);
    }
}

/// `stripe-api-key` as `STRIPE_API_KEY`. Ids begin with a letter, so the name is an identifier.
fn constant_name(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect()
}

/// A message with the line of the manifest that it speaks of, underlined.
fn excerpt(shown: &str, text: &str, message: &str, span: &Range<usize>, help: Option<&str>) -> String {
    let before = text.get(..span.start).unwrap_or(text);
    let number = before.matches('\n').count() + 1;
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = text.get(line_start..).unwrap_or_default().lines().next().unwrap_or_default();
    let column = before[line_start.min(before.len())..].chars().count();
    let width = text.get(span.clone()).unwrap_or_default().lines().next().map_or(0, |part| part.chars().count());
    let (gutter, marks) = (" ".repeat(number.to_string().len()), "^".repeat(width.max(1)));
    let help = help.unwrap_or_default();
    format!(
        "{message}\n{gutter}--> {shown}:{number}:{}\n{gutter} |\n{number} | {line}\n{gutter} | {}{marks} {help}",
        column + 1,
        " ".repeat(column),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = include_str!("../tests/secrets.yaml");

    fn problems(from: &str, to: &str) -> Vec<String> {
        let text = GOOD.replace(from, to);
        assert_ne!(text, GOOD, "{from} must be in the manifest");
        constants("secrets.yaml", &text, Path::new("/secrets.yaml")).expect_err("a problem")
    }

    #[test]
    fn each_problem_points_into_the_yaml() {
        let messages = problems("class: integration", "class: intergration");
        let expected = "unknown class `intergration`\n --> secrets.yaml:4:12\n  |\n4 |     class: intergration\n  |            \
                        ^^^^^^^^^^^^ did you mean `integration`?";
        assert_eq!(messages, [expected]);
    }

    #[test]
    fn all_problems_are_reported_at_once() {
        let messages = problems("owner: payments", "owner: [payments]\n    colour: red");
        assert_eq!(messages.len(), 2, "{messages:?}");
    }

    #[test]
    fn two_ids_with_one_name_are_a_problem_of_the_second() {
        let messages = problems("id: log-level", "id: stripe.api-key");
        assert!(messages[0].contains("would both be `STRIPE_API_KEY`"), "{messages:?}");
        assert!(messages[0].contains("8 |   - id: stripe.api-key"), "{messages:?}");
    }

    #[test]
    fn text_that_is_no_manifest_is_a_message_and_no_panic() {
        for text in ["", "\u{feff}", "- 1", "é: [", "version: 1\nsecrets:\n  - id: \"é\u{2028}", "a\r\nb: \r\n\r\n"] {
            assert!(constants("secrets.yaml", text, Path::new("/secrets.yaml")).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_missing_file_is_named() {
        let path = LitStr::new("no/such.yaml", Span::call_site());
        let tokens = file(Path::new("/nowhere"), &path).to_string();
        assert!(tokens.contains("compile_error") && tokens.contains("/nowhere/no/such.yaml"), "{tokens}");
    }
}
