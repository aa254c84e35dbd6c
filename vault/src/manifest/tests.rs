use super::*;

const GOOD: &str = "\
version: 1
secrets:
  - id: stripe-api-key
    class: integration
    kind: secret
    env: STRIPE_API_KEY
    owner: payments
    aliases: [STRIPE_KEY]
    deprecated:
      - { name: STRIPE_SECRET, since: 2026-01-31, remove_after: 2026-06-30 }
    required_in: [ci, strict]
    rotate_every: 13w
    remediation: make a new one
  - id: log-level
    class: runtime
    kind: config
    env: LOG_LEVEL
    owner: \"ünit\"
";

/// Parses `text` and returns (message, underlined text, help) of each problem.
fn problems(text: &str) -> Vec<(String, String, String)> {
    let errors = Manifest::parse(text).expect_err("the text has a problem");
    errors.into_iter().map(|e| (e.message, text[e.span].to_owned(), e.help.unwrap_or_default())).collect()
}

/// The one problem of the good manifest after replacing `from` by `to`.
fn problem(from: &str, to: &str) -> (String, String, String) {
    assert!(GOOD.contains(from));
    let mut all = problems(&GOOD.replacen(from, to, 1));
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

#[test]
fn a_full_manifest_is_read() {
    let manifest = Manifest::parse(GOOD).unwrap();
    let entry = manifest.entry("stripe-api-key").unwrap();
    assert_eq!((entry.class, entry.kind), (Class::Integration, Kind::Secret));
    assert_eq!(entry.required_in, [Profile::Ci, Profile::Strict]);
    assert_eq!(entry.rotate_every.unwrap().days, 91);
    assert_eq!(entry.deprecated[0].since.to_string(), "2026-01-31");
    assert_eq!(manifest.by_env("STRIPE_SECRET").unwrap().1, NameRole::Deprecated);
    assert_eq!(manifest.by_env("STRIPE_KEY").unwrap().1, NameRole::Alias);
    assert!(manifest.by_env("STRIPE").is_none());
}

#[test]
fn names_know_their_bytes() {
    for text in [GOOD.to_owned(), format!("# ключ 🔑\n{GOOD}"), GOOD.replace('\n', "\r\n"), format!("\u{feff}{GOOD}")]
    {
        let manifest = Manifest::parse(&text).unwrap();
        let entry = &manifest.secrets[0];
        let names = [&entry.id, &entry.env, &entry.aliases[0], &entry.deprecated[0].name];
        for name in names.into_iter().chain([&manifest.secrets[1].id]) {
            assert_eq!(text[name.span.clone()], name.text);
        }
    }
}

#[test]
fn quoted_names_are_underlined_with_their_quotes_or_without() {
    let text = GOOD.replace("env: LOG_LEVEL", "env: \"LOG_LEVEL\"");
    let manifest = Manifest::parse(&text).unwrap();
    assert!(text[manifest.secrets[1].env.span.clone()].contains("LOG_LEVEL"));
}

#[test]
fn an_unknown_field_is_underlined_and_the_nearest_named() {
    let (message, at, help) = problem("owner: payments", "owner: payments\n    remediaton: x");
    assert_eq!((message.as_str(), at.as_str()), ("unknown field `remediaton`", "remediaton"));
    assert_eq!(help, "did you mean `remediation`?");
}

#[test]
fn an_unknown_top_field_is_an_error() {
    assert_eq!(problem("version: 1", "version: 1\nnotes: x").0, "unknown field `notes`");
}

#[test]
fn unknown_words_are_underlined_and_the_nearest_named() {
    for (from, to, word, near) in [
        ("class: integration", "class: intergration", "intergration", "integration"),
        ("kind: secret", "kind: sceret", "sceret", "secret"),
        ("[ci, strict]", "[ci, strictt]", "strictt", "strict"),
    ] {
        let (_, at, help) = problem(from, to);
        assert_eq!((at.as_str(), help), (word, format!("did you mean `{near}`?")));
    }
}

#[test]
fn a_far_word_lists_the_known_ones() {
    assert_eq!(problem("[ci, strict]", "[production]").2, "known: `dev`, `ci`, `strict`");
}

#[test]
fn wrong_types_say_what_was_wanted() {
    for (from, to, message, at) in [
        ("id: log-level", "id: 12", "`id` must be text, found a number", "12"),
        ("owner: payments", "owner: [a]", "`owner` must be text, found a list", ""),
        ("env: LOG_LEVEL", "env: true", "`env` must be text, found a boolean", "true"),
        ("aliases: [STRIPE_KEY]", "aliases: STRIPE_KEY", "`aliases` must be a list, found text", "STRIPE_KEY"),
        ("version: 1", "version: \"1\"", "`version` must be a number, found text", ""),
    ] {
        let (found, underlined, _) = problem(from, to);
        assert_eq!(found, message);
        assert!(at.is_empty() || underlined == at, "{underlined}");
    }
}

#[test]
fn a_duplicate_key_is_refused() {
    let (message, at, _) = problem("owner: payments", "owner: payments\n    owner: other");
    assert_eq!((message.as_str(), at.as_str()), ("duplicate key `owner`", "owner"));
}

#[test]
fn duplicate_ids_and_names_are_refused() {
    for (from, to, message) in [
        ("id: log-level", "id: stripe-api-key", "duplicate id `stripe-api-key`"),
        ("env: LOG_LEVEL", "env: STRIPE_API_KEY", "`env` `STRIPE_API_KEY` is already `env` of `stripe-api-key`"),
        ("env: LOG_LEVEL", "env: STRIPE_KEY", "`env` `STRIPE_KEY` is already an alias of `stripe-api-key`"),
        ("[STRIPE_KEY]", "[STRIPE_KEY, STRIPE_KEY]", "an alias `STRIPE_KEY` is already an alias of `stripe-api-key`"),
        (
            "name: STRIPE_SECRET",
            "name: STRIPE_API_KEY",
            "a deprecated name `STRIPE_API_KEY` is already `env` of `stripe-api-key`",
        ),
    ] {
        assert_eq!(problem(from, to).0, message);
    }
}

#[test]
fn bad_dates_and_periods_are_refused() {
    for bad in ["2026-02-29", "2026-13-01", "26-01-01", "2026-1-1", "2026-00-10", "0000-01-01", "soon"] {
        let (message, at, _) = problem("since: 2026-01-31", &format!("since: {bad}"));
        assert_eq!((message.as_str(), at.as_str()), ("`since` is not a date", bad));
    }
    for bad in ["0d", "90", "9x", "d", "99999999999d", "-3d", "+3d"] {
        let mut found = problems(&GOOD.replace("13w", bad));
        assert_eq!(found.remove(0).1, bad);
    }
    assert!(problem("2026-06-30", "2026-01-30").0.starts_with("`remove_after` lies before"));
}

#[test]
fn leap_days_and_unix_days_exist() {
    assert!("2028-02-29".parse::<Date>().is_ok());
    assert!("2100-02-29".parse::<Date>().is_err());
    assert_eq!(Date::from_unix_seconds(0).to_string(), "1970-01-01");
    assert_eq!(Date::from_unix_seconds(1_709_164_800).to_string(), "2024-02-29");
    Date::from_unix_seconds(u64::MAX);
}

#[test]
fn mandatory_fields_have_no_defaults() {
    for field in ["class: runtime", "kind: config", "env: LOG_LEVEL", "owner: \"ünit\""] {
        let name = field.split(':').next().unwrap();
        let (message, at, _) = problem(&format!("    {field}\n"), "");
        assert_eq!((message, at.as_str()), (format!("an entry lacks `{name}`"), "log-level"));
    }
    assert_eq!(problems("version: 1\n")[0].0, "a manifest lacks `secrets`");
    assert!(problems("{}").len() == 2);
}

#[test]
fn a_newer_version_is_refused() {
    assert_eq!(problem("version: 1", "version: 2").0, "unsupported version 2");
}

#[test]
fn all_problems_are_reported_at_once_in_order() {
    let text =
        GOOD.replace("class: integration", "class: x").replace("13w", "often").replace("kind: config", "kind: y");
    let found = problems(&text);
    assert_eq!(found.iter().map(|p| p.1.as_str()).collect::<Vec<_>>(), ["x", "often", "y"]);
}

#[test]
fn hostile_text_gives_errors_not_panics() {
    let deep = "[".repeat(5000);
    let bomb = "a: &a [x,x]\nb: &b [*a,*a]\n";
    let huge = "x".repeat(2 << 20);
    for text in [
        "",
        "\u{feff}",
        "- 1",
        "version: [",
        "\0",
        "? {a: b}\n: c",
        "🔑: 🔑",
        &deep,
        bomb,
        &huge,
        "a: b\n---\nc: d",
        "version: -1\nsecrets: 3",
    ] {
        let errors = Manifest::parse(text).expect_err("not a manifest");
        assert!(errors.iter().all(|e| text.get(e.span.clone()).is_some()));
    }
}

#[test]
fn names_must_be_names() {
    assert_eq!(problem("env: LOG_LEVEL", "env: LOG-LEVEL").0, "`env` is not a valid name");
    assert_eq!(problem("id: log-level", "id: \"a b\"").0, "`id` is not a valid name");
}

#[test]
fn a_message_shows_no_more_of_a_text_than_a_line_and_nothing_that_a_terminal_obeys() {
    let long = "x\u{1b}[2J".to_owned() + &"y".repeat(100_000);
    let quoted = long.replace('\u{1b}', "\\e");
    for (from, to) in [
        ("owner: payments", format!("\"{quoted}\": x\n    owner: payments")),
        ("class: integration", format!("class: \"{quoted}\"")),
        ("owner: payments", format!("owner: payments\n    \"{quoted}\": 1\n    \"{quoted}\": 2")),
        ("owner: payments", format!("owner: *{}", "y".repeat(100_000))),
    ] {
        for (message, ..) in problems(&GOOD.replacen(from, &to, 1)) {
            assert!(message.chars().count() < 400 && !message.contains('\u{1b}'), "{message:.1000}");
        }
    }
    let (message, ..) = problem("owner: payments", "\"o'wner\\u202e\": x\n    owner: payments");
    assert_eq!(message, "unknown field `o'wner\\u{202e}`");
}
