//! Names cut into words, and judged by them: `STRIPE_API_KEY`,
//! `stripeApiKey` and `stripe-api-key` are all `stripe api key`.

#[cfg(test)]
mod tests;
mod text;

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
    hides: HashSet<String>,
    #[serde(default)]
    describes: HashSet<String>,
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

impl Words {
    /// Whether a name is that of a secret.
    pub fn is_secret(&self, name: &str) -> bool {
        (!name.is_ascii() || self.may_be_secret(name)) && self.judged(name)
    }

    /// Whether a part of something is never a secret, as the `passphrase` of a
    /// `Network` is none.
    pub fn is_never(&self, whole: &str, part: &str) -> bool {
        let words: Vec<String> = segments(whole).into_iter().chain(segments(part)).collect();
        self.never.contains(&words.join(" "))
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
    pub fn may_be_secret(&self, name: &str) -> bool {
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
            _ if self.is_hidden(&words[..at]) => true,
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

    /// Whether what stands before a secret says that it is hidden.
    fn is_hidden(&self, before: &[String]) -> bool {
        let mut words = before.iter().rev().skip_while(|word| self.describes.contains(*word));
        words.next().is_some_and(|word| self.hides.contains(word))
    }

    fn ending(&self, word: &str) -> bool {
        !word.contains(' ') && self.endings.iter().any(|ending| word.ends_with(ending.as_str()))
    }
}
