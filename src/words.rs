//! Names cut into words, and judged by them: `STRIPE_API_KEY`,
//! `stripeApiKey` and `stripe-api-key` are all `stripe api key`.

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use foldhash::HashSet;
use serde::Deserialize;

pub use secret_guard_vault::schema::segments;

/// The word lists by which names are judged; the data is in `rules/words/`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    always: HashSet<String>,
    never: HashSet<String>,
    strong: HashSet<String>,
    anywhere: HashSet<String>,
    endings: Vec<String>,
    needs_company: HashSet<String>,
    after: HashSet<String>,
    before: HashSet<String>,
    #[serde(default)]
    before_key: HashSet<String>,
    #[serde(default)]
    #[serde(rename = "before_token")]
    not_tokens: HashSet<String>,
    #[serde(default)]
    switches: HashSet<String>,
    #[serde(default)]
    stores: HashSet<String>,
    #[serde(default)]
    addresses: HashSet<String>,
    #[serde(default)]
    not_stores: HashSet<String>,
    #[serde(default)]
    prepositions: HashSet<String>,
    first: HashSet<String>,
    neutral: HashSet<String>,
    /// Finds what every name of a secret holds one of.
    #[serde(skip)]
    hints: OnceLock<Option<AhoCorasick>>,
}

/// The longest phrase of the lists, in segments.
const LONGEST: usize = 3;

/// Nobody gives a name of more letters.
const LONGEST_NAME: usize = 200;

impl Words {
    /// Whether a name is that of a secret.
    pub fn is_secret(&self, name: &str) -> bool {
        (!name.is_ascii() || self.may_be_secret(name)) && self.judged(name)
    }

    /// Whether a word before `token` says that it is another kind of token:
    /// `sync`, `page`.
    pub fn is_other_kind(&self, word: &str) -> bool {
        self.before.contains(word) || self.not_tokens.contains(word)
    }

    /// Whether a word at a name's end says that it is about a secret.
    pub fn is_about(&self, word: &str) -> bool {
        self.after.contains(word) && word != "url" && word != "uri"
    }

    /// Whether a word, or what it is several of, is in `after`.
    fn says_about(&self, word: &str) -> bool {
        let one = |end: &str| word.strip_suffix(end).is_some_and(|one| one.len() > 2 && self.after.contains(one));
        self.after.contains(word) || one("s") || one("es")
    }

    fn judged(&self, name: &str) -> bool {
        let words = segments(name);
        let whole = words.join(" ");
        if self.always.contains(&whole) {
            return true;
        }
        if self.never.contains(&whole) || self.begins_otherwise(&words) {
            return false;
        }
        let words = self.subject(&words);
        // `connection_string` ends in a word that says nothing elsewhere.
        [words, self.without_neutral(words)].iter().any(|words| self.secret_in(words)) || self.is_address(words)
    }

    /// Whether its first words say that it is something else, whatever
    /// follows: `CARGO_BIN_EXE_secret-tool` is a path.
    fn begins_otherwise(&self, words: &[String]) -> bool {
        (1..=LONGEST.min(words.len())).any(|len| self.first.contains(&words[..len].join(" ")))
    }

    /// What a name is about: `account_from_jwt` is an account.
    fn subject<'w>(&self, words: &'w [String]) -> &'w [String] {
        let end = words.iter().position(|word| self.prepositions.contains(word));
        &words[..end.unwrap_or(words.len())]
    }

    /// Whether a name says of a thing where it comes from or what it is for.
    pub fn is_of_another(&self, name: &str) -> bool {
        segments(name).iter().skip(1).any(|word| self.prepositions.contains(word))
    }

    /// A cheap look at a name before it is cut into words: each list by which
    /// it could be a secret's has a word that would stand in it.
    fn may_be_secret(&self, name: &str) -> bool {
        self.hints().is_none_or(|hints| hints.is_match(name))
    }

    fn hints(&self) -> Option<&AhoCorasick> {
        let hints = self.hints.get_or_init(|| {
            let lists = [&self.always, &self.strong, &self.anywhere, &self.stores];
            let words = lists.into_iter().flatten().filter_map(|phrase| phrase.split(' ').next());
            let words = words.chain(self.endings.iter().map(String::as_str)).filter(|word| !word.is_empty());
            AhoCorasick::builder().ascii_case_insensitive(true).build(words).ok()
        });
        hints.as_ref()
    }

    /// Whether a name of a secret may stand somewhere in a text: as a name of
    /// code, or as a key with dashes.
    pub fn any_in(&self, text: &str) -> bool {
        let Some(hints) = self.hints() else { return true };
        let mut judged = HashSet::default();
        hints.find_iter(text).any(|hint| {
            let [name, key] = ["_", "_-"].map(|joins| run(text, hint.start(), joins));
            let may = |name: &str| name.len() > LONGEST_NAME || self.is_secret(name);
            judged.insert(name) && (may(name) || key != name && may(key))
        })
    }

    /// Whether a name is that of a store's address: a store, at most two
    /// words, an address, at most one word.
    fn is_address(&self, words: &[String]) -> bool {
        let Some(address) = words.iter().rposition(|word| self.addresses.contains(word)) else { return false };
        let Some(store) = words[..address].iter().rposition(|word| self.stores.contains(word)) else { return false };
        let between = &words[store + 1..address];
        let rest = &words[address + 1..];
        let other = between.iter().any(|word| self.not_stores.contains(word))
            || rest.iter().any(|word| self.says_about(word))
            || words[..store].iter().any(|word| self.switches.contains(word));
        between.len() <= 2 && rest.len() <= 1 && !other
    }

    /// Cuts words that say nothing and numbers off the end.
    fn without_neutral<'w>(&self, words: &'w [String]) -> &'w [String] {
        let mut words = words;
        while let [rest @ .., last] = words
            && !rest.is_empty()
            && (self.neutral.contains(last) || last.bytes().all(|b| b.is_ascii_digit()))
        {
            words = rest;
        }
        words
    }

    fn secret_in(&self, words: &[String]) -> bool {
        let switch = words.iter().position(|word| self.switches.contains(word));
        let after = words.iter().rposition(|word| self.says_about(word));
        (0..words.len()).any(|at| self.secret_at(words, at, switch, after))
    }

    /// Whether the phrase that begins at a word is a secret's, given the first
    /// switch of the name and the last word that says what it is about.
    fn secret_at(&self, words: &[String], at: usize, switch: Option<usize>, after: Option<usize>) -> bool {
        let before = at.checked_sub(1).map(|at| words[at].as_str());
        let other_thing = |phrase: &str| match before {
            None => false,
            _ if switch.is_some_and(|switch| switch < at) => true,
            Some(word) if self.before.contains(word) => true,
            Some(word) => match phrase {
                "key" | "keys" => self.before_key.contains(word),
                "token" => self.not_tokens.contains(word),
                _ => false,
            },
        };
        let longest = LONGEST.min(words.len() - at);
        (1..=longest).any(|len| {
            let phrase = words[at..at + len].join(" ");
            let rest = &words[at + len..];
            let alone = words.len() == len && self.needs_company.contains(&phrase);
            let ends = rest.is_empty() && (self.strong.contains(&phrase) || self.ending(&phrase));
            // `TOKEN_TELEGRAM` is one; `SECRET_GUARD_CASE` names a product.
            let near = len > 1 || rest.len() <= 1;
            let about = after.is_some_and(|after| after >= at + len);
            let stands = near && self.anywhere.contains(&phrase) && !about;
            !alone && !other_thing(&phrase) && (ends || (!rest.is_empty() && stands))
        })
    }

    fn ending(&self, word: &str) -> bool {
        !word.contains(' ') && self.endings.iter().any(|ending| word.ends_with(ending.as_str()))
    }
}

/// The letters, digits and `joins` around a place: as many as a name has, and
/// one more where there are more.
fn run<'t>(text: &'t str, at: usize, joins: &str) -> &'t str {
    let is_part = |c: &char| c.is_alphanumeric() || joins.contains(*c);
    let len = |c: char| c.len_utf8();
    let before: usize = text[..at].chars().rev().take(LONGEST_NAME).take_while(is_part).map(len).sum();
    let after: usize = text[at..].chars().take(LONGEST_NAME + 1).take_while(is_part).map(len).sum();
    &text[at - before..at + after]
}

#[cfg(test)]
mod tests {
    use super::{Words, segments};

    #[test]
    fn every_style_gives_the_same_words() {
        for name in ["STRIPE_API_KEY", "stripeApiKey", "stripe-api-key", "StripeAPIKey"] {
            assert_eq!(segments(name), ["stripe", "api", "key"], "{name}");
        }
        assert_eq!(segments("__x"), ["x"]);
        assert_eq!(segments("OAuth2Token"), ["o", "auth2", "token"]);
    }

    proptest::proptest! {
        /// The cheap look holds back no name that the lists would take.
        #[test]
        fn what_is_held_back_is_no_secret(parts in proptest::collection::vec(proptest::sample::select(vec![
            "api", "Key", "KEY", "s", "token", "Passwd", "password", "_", "-", "url", "redis", "Database", "dsn", "uri",
            "auth", "jwt", "private", "Secret", "credential", "X", "9", "conn", "String", "webhook", "salt", "client",
        ]), 0..6)) {
            let name = parts.concat();
            for words in [crate::words!("env"), crate::words!("flow")] {
                proptest::prop_assert_eq!(words.is_secret(&name), words.judged(&name), "{}", name);
            }
        }
    }

    proptest::proptest! {
        /// Nor does the look into a text pass over one.
        #[test]
        fn a_text_with_a_name_of_a_secret_is_seen(parts in proptest::collection::vec(proptest::sample::select(vec![
            "api", "key", " ", "token", ".", "password", "_", "-", "url", "redis", "\u{e4}", "(", "Secret", "x", "\n", "compass",
        ]), 0..12)) {
            let text = parts.concat();
            let is_name = |c: char| c.is_alphanumeric() || c == '_';
            let words = crate::words!("flow");
            let named = text.split(|c| !is_name(c)).any(|name| words.is_secret(name));
            let keyed = text.split(|c| !is_name(c) && c != '-').any(|name| words.is_secret(name));
            proptest::prop_assert_eq!(words.any_in(&text), named || keyed, "{}", text);
        }
    }

    #[test]
    fn every_list_parses() {
        for text in [include_str!("../rules/words/env.yaml"), include_str!("../rules/words/flow.yaml")] {
            let words: Result<Words, _> = serde_saphyr::from_str(text);
            assert!(words.is_ok(), "{:?}", words.err());
        }
    }

    fn judge(name: &str) -> bool {
        let words: Words = serde_saphyr::from_str(include_str!("../rules/words/env.yaml")).expect("the lists parse");
        words.is_secret(name)
    }

    #[test]
    fn secrets_are_told_from_what_is_said_about_them() {
        let secret = [
            "STRIPE_API_KEY",
            "DATABASE_URL",
            "SMTP_PASSWORD",
            "GITHUB_TOKEN",
            "PGPASSWORD",
            "DB_PWD",
            "API_KEY_OPENAI",
            "SECRET_KEY_BASE",
            "AWS_SECRET_ACCESS_KEY",
            "SENTRY_DSN",
            "JWT_SECRET",
            "TOKEN_TELEGRAM",
            "SLACK_WEBHOOK_URL",
            "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
            "OPENAI_KEY",
            "TLS_PRIVATE_KEY_PEM",
            "API_TOKEN_2",
            "TOKEN",
            "PASSWORD",
            "AZURE_STORAGE_CONNECTION_STRING",
            "CARGO_REGISTRY_TOKEN",
            "HOST_PASSWORD",
            "REGISTRY_API_KEY",
            "TEST_DATABASE_URL",
            "COOKIE_SECRET",
            "ANTHROPIC_AUTH_TOKEN",
            "POSTGRES_TEST_URL",
            "MONGODB_VECTOR_TEST_URI",
            "MONGODB_URI_SINGLE",
            "PG_MEMORY_TEST_URL",
            "SERVICE_ACCOUNT_JSON",
            "JIRA_API_KEY",
            "DATABASE_READ_REPLICA_URL",
        ];
        let clean = [
            "MAX_TOKENS",
            "NEXT_PAGE_TOKEN",
            "S3_OBJECT_KEY",
            "NO_CREDENTIALS",
            "TOKEN_TTL_SECS",
            "KEY_FILE",
            "SSL_KEY_PATH",
            "PUBLIC_KEY",
            "AUTH_SCHEME",
            "KEYBOARD",
            "PWD",
            "SECRETS_MODE",
            "OLDPWD",
            "HOME",
            "KEY",
            "GOOGLE_APPLICATION_CREDENTIALS",
            "SSH_AUTH_SOCK",
            "TOKEN_URL",
            "ACTIONS_ID_TOKEN_REQUEST_URL",
            "AWS_ACCESS_KEY_ID",
            "PASSWORD_MIN_LENGTH",
            "ENABLE_AUTH",
            "CONTEXT_TOKENS",
            "TOKENIZERS_PARALLELISM",
            "VAULT_ADDR",
            "PASSWORD_HASH",
            "BYPASS",
            "SECRET_GUARD_CASE",
            "SECRET_NAME",
            "USE_TOKEN",
            "COMPASS",
            "HUB_DISABLE_IMPLICIT_TOKEN",
            "DATABASE_DOCS_URL",
            "POSTGRES_EXPORTER_URL",
            "SKIP_REDIS_URL",
            "CHROMA_TEST_URL",
            "CARGO_BIN_EXE_secret-tool",
            "CARGO_FEATURE_TOKEN",
            "DB_URL_PREFIX",
            "JIRA_KEY",
            "SERVICE_ACCOUNT",
        ];
        for name in secret {
            assert!(judge(name), "{name} is a secret");
        }
        for name in clean {
            assert!(!judge(name), "{name} is none");
        }
    }
}
