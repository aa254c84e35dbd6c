//! The closed word lists of the manifest: class, kind and profile.

use serde::{Deserialize, Serialize};

/// A closed list of words that a manifest field may hold.
pub trait Word: Copy + Eq + 'static {
    /// What one word of the list is called in messages, as in "unknown class".
    const WHAT: &'static str;
    /// Every word, in the order in which documentation lists them.
    const ALL: &'static [Self];

    /// The word as it is written in the manifest.
    fn name(self) -> &'static str;

    /// The word written as `text`, if there is one; the comparison is exact.
    fn from_name(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|word| word.name() == text)
    }
}

macro_rules! word {
    ($(#[$doc:meta])* $type:ident, $what:literal { $($(#[$variant_doc:meta])* $variant:ident = $name:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $type {
            $($(#[$variant_doc])* #[serde(rename = $name)] $variant,)+
        }

        impl $crate::manifest::Word for $type {
            const WHAT: &'static str = $what;
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad($crate::manifest::Word::name(*self))
            }
        }
    };
}

word! {
    /// What a secret is for; with the profile it decides where the value may come from.
    Class, "class" {
        /// Tokens used while a request is handled.
        Runtime = "runtime",
        /// Secrets that belong to a user or an account, kept for them.
        Account = "account",
        /// Administrative and break-glass credentials.
        Operator = "operator",
        /// Credentials for third-party providers and publication.
        Integration = "integration",
        /// Bearer, JWT and HMAC material between services.
        Transport = "transport",
        /// Set-up credentials, used once and rotated right after.
        Bootstrap = "bootstrap",
    }
}

word! {
    /// Whether an entry holds a secret or a plain setting.
    Kind, "kind" {
        /// The value must never be shown.
        Secret = "secret",
        /// The value is a setting and may be shown.
        Config = "config",
    }
}

word! {
    /// Where the program runs, which decides how strict the vault is.
    Profile, "profile" {
        /// A developer's machine.
        Dev = "dev",
        /// A build machine.
        Ci = "ci",
        /// Production, and whatever must behave like it.
        Strict = "strict",
    }
}
