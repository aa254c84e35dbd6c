//! Typed ids from `secrets.yaml`, at compile time.
//!
//! ```
//! mod secrets {
//!     secret_guard_vault_macros::secrets!("tests/secrets.yaml");
//! }
//! assert_eq!(secrets::STRIPE_API_KEY.as_str(), "stripe-api-key");
//! ```
//!
//! An id that is not declared does not compile:
//!
//! ```compile_fail,E0425
//! mod secrets {
//!     secret_guard_vault_macros::secrets!("tests/secrets.yaml");
//! }
//! let _ = secrets::STRIPE_KEY;
//! ```
//!
//! A mistake in the manifest stops the build, and the message points into the YAML:
//!
//! ```text
//! error: unknown class `intergration`
//!          --> secrets.yaml:4:12
//!           |
//!         4 |     class: intergration
//!           |            ^^^^^^^^^^^^ did you mean `integration`?
//! ```
//!
//! This is a package of its own because a procedural macro must be one, and because it reads the manifest with the
//! vault's own reader: it depends on the vault without features, so the vault cannot hand it on.

use proc_macro::TokenStream;
use syn::LitStr;

mod expand;

/// Declares a constant for each entry of a manifest, and `MANIFEST`, its text.
///
/// The path is relative to the package that calls the macro. `stripe-api-key` becomes `STRIPE_API_KEY`, of type
/// `secret_guard_vault::SecretId`, which [`Vault::resolve`] takes.
///
/// [`Vault::resolve`]: https://docs.rs/secret-guard-vault/latest/secret_guard_vault/resolver/struct.Vault.html
#[proc_macro]
pub fn secrets(input: TokenStream) -> TokenStream {
    let path = match syn::parse::<LitStr>(input) {
        Ok(path) => path,
        Err(error) => return error.into_compile_error().into(),
    };
    let package = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    expand::file(package.as_ref(), &path).into()
}
