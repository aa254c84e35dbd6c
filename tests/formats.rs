//! Every format, given the worst that a repository can hold.

mod common;

use proptest::prelude::*;
use secret_guard::finding::{Confidence, Edit, Fate, Finding, Fix, Label, Level, Note};
use secret_guard::report::{Exemption, Format, Look, Report};
use secret_guard::rules;
use secret_guard::source::{Source, Span};
use serde_json::Value;

const ALL: [Format; 7] =
    [Format::Human, Format::Short, Format::Json, Format::Sarif, Format::Github, Format::Cargo, Format::Junit];

fn report(path: &str, text: &str, message: &str) -> Report {
    let source = Source::new(path, text);
    let end = text.char_indices().nth(5).map_or(text.len(), |(at, _)| at);
    let label = Label::new(&source, Span::new(0, end), message).named(message);
    let other = Source::new(format!("{path}2"), text);
    let mut finding = Finding::new("bad-suppression", Level::Deny, Confidence::High, message, label.clone())
        .with_related(label.clone())
        .with_related(Label::new(&other, Span::new(0, 1.min(text.len())), message))
        .with_help(message)
        .with_fix(Fix {
            title: message.to_owned(),
            edits: vec![Edit::new(&source, Span::new(0, end), message)],
            machine_applicable: true,
        });
    finding.fingerprint = "0".repeat(24);
    let fates = [
        Fate::Reported,
        Fate::Baselined,
        Fate::Suppressed { line: 1, reason: message.to_owned() },
        Fate::Sanctioned { by: path.to_owned(), reason: message.to_owned() },
    ];
    let each = fates.map(|fate| Finding { fate, ..finding.clone() });
    let mut findings = each.to_vec();
    findings.push(Finding { level: Level::Warn, rule: "unused-suppression", ..finding });
    let note = Note { path: Some(path.into()), line: Some(1), message: message.to_owned() };
    let bare = Note { path: None, line: None, message: message.to_owned() };
    Report {
        cards: rules::cards(),
        findings,
        exemptions: vec![Exemption::new("bad-suppression", path.to_owned())],
        notes: vec![note, bare],
        ..Report::default()
    }
}

fn json(report: &Report, format: Format) -> Value {
    serde_json::from_str(&report.render(format, Look::default())).expect("it is JSON")
}

fn schema(path: &str) -> jsonschema::Validator {
    let text = std::fs::read_to_string(common::home().join(path)).expect("the schema is there");
    // A pattern of the standard's schema has a stray bracket that a strict
    // engine refuses.
    let text = text.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema = serde_json::from_str(&text).expect("the schema is JSON");
    jsonschema::validator_for(&schema).expect("the schema is one")
}

fn assert_valid(validator: &jsonschema::Validator, value: &Value) {
    let errors: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{} at {}", error, error.instance_path())).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

#[test]
fn sarif_follows_the_standard() {
    let validator = schema("testdata/schema/sarif-2.1.0.json");
    assert_valid(&validator, &json(&report("src/é x.rs", "let é = 1;\n", "a message"), Format::Sarif));
    assert_valid(&validator, &json(&Report { cards: rules::cards(), ..Report::default() }, Format::Sarif));
    let broken = serde_json::json!({ "version": "2.1.0", "runs": [{ "results": [{}] }] });
    assert!(!validator.is_valid(&broken), "the validator validates");
}

#[test]
fn json_follows_its_own_schema() {
    let validator = schema("docs/json.schema.json");
    assert_valid(&validator, &json(&report("a.rs", "let a = 1;\n", "a message"), Format::Json));
}

#[test]
fn sarif_counts_columns_in_characters_and_encodes_paths() {
    let source = Source::new("src/ü 1%.rs", "let é = 😀; KEY\n");
    let at = source.text().find("KEY").expect("it is there");
    let label = Label::new(&source, Span::new(at, at + 3), "");
    let finding = Finding::new("bad-suppression", Level::Deny, Confidence::High, "m", label);
    let report = Report { cards: rules::cards(), findings: vec![finding], ..Report::default() };
    let sarif = json(&report, Format::Sarif);
    let run = &sarif["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let place = &run["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "src/%C3%BC%201%25.rs");
    assert_eq!(place["region"]["startColumn"], 12);
    assert_eq!(place["region"]["endColumn"], 15);
    let text = report.render(Format::Short, Look::default());
    assert!(text.contains("src/ü 1%.rs:1:12: deny[bad-suppression]: m"), "{text}");
    let index = run["results"][0]["ruleIndex"].as_u64().expect("an index") as usize;
    assert_eq!(run["tool"]["driver"]["rules"][index]["id"], "bad-suppression");
}

#[test]
fn sarif_keeps_the_gravest_when_there_are_too_many() {
    let source = Source::new("a.rs", "x\n");
    let finding = |rule: &'static str, level| {
        let label = Label::new(&source, Span::new(0, 1), "");
        Finding::new(rule, level, Confidence::High, "m", label)
    };
    let mut findings = vec![finding("unused-suppression", Level::Warn); 6_000];
    findings.push(finding("bad-suppression", Level::Deny));
    let report = Report { cards: rules::cards(), findings, ..Report::default() };
    let sarif = json(&report, Format::Sarif);
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), 5_000);
    assert_eq!(results[0]["ruleId"], "bad-suppression");
    let said = sarif["runs"][0]["invocations"][0]["toolExecutionNotifications"].to_string();
    assert!(said.contains("1001 more results were left out"), "{said}");
}

#[test]
fn every_rule_has_what_github_wants() {
    let report = Report { cards: rules::cards(), ..Report::default() };
    let sarif = json(&report, Format::Sarif);
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules").clone();
    assert_eq!(rules.len(), report.cards.len());
    for rule in rules {
        let severity = rule["properties"]["security-severity"].as_str().expect("a string");
        assert!((0.0..=10.0).contains(&severity.parse::<f64>().expect("a number")));
        assert!(rule["help"]["markdown"].as_str().is_some_and(|text| text.len() > 40));
        let precision = rule["properties"]["precision"].as_str();
        assert!(["very-high", "high", "medium", "low"].map(Some).contains(&precision));
    }
}

#[test]
fn cargo_reads_its_own_lines_back() {
    let report = report("src/é.rs", "let é = 1;\n", "a message");
    let text = report.render(Format::Cargo, Look::default());
    let messages: Vec<_> =
        cargo_metadata::Message::parse_stream(text.as_bytes()).map(|message| message.expect("a line")).collect();
    let found: Vec<_> = messages
        .iter()
        .filter_map(|message| match message {
            cargo_metadata::Message::CompilerMessage(message) => Some(&message.message),
            _ => None,
        })
        .collect();
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].code.as_ref().expect("a code").code, "bad-suppression");
    assert_eq!(found[0].spans[0].file_name, "src/é.rs");
    assert!(matches!(found[1].level, cargo_metadata::diagnostic::DiagnosticLevel::Warning));
    let fix = found[0].children.iter().flat_map(|child| &child.spans);
    assert!(fix.filter_map(|span| span.suggested_replacement.as_ref()).count() > 0);
    let last = messages.last().expect("a last line");
    assert!(matches!(last, cargo_metadata::Message::BuildFinished(end) if !end.success));
}

#[test]
fn human_shows_line_and_help() {
    let text = report("a.rs", "let a = 1;\n", "a message").render(Format::Human, Look::default());
    for part in ["bad-suppression", "a message", "a.rs:1:1", "let a = 1;", "help: "] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(!text.contains('\u{1b}'));
    let look = Look { colour: true, ..Look::default() };
    let coloured = report("a.rs", "let a = 1;\n", "a message").render(Format::Human, look);
    assert!(coloured.contains('\u{1b}'));
}

#[test]
fn workflow_commands_are_escaped() {
    let text = report("a,b:c%\n.rs", "x\n", "50%\r\n::error::x").render(Format::Github, Look::default());
    let first = text.lines().next().expect("a line");
    assert!(first.starts_with("::error file=a%2Cb%3Ac%25\u{fffd}.rs,line=1,"), "{first}");
    assert!(first.contains("::50%25"), "{first}");
    assert_eq!(text.lines().filter(|line| line.starts_with("::")).count(), 4);
}

/// Text with everything that could break out of a line, a tag or a string.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just("\n".to_owned()),
        Just("\r".to_owned()),
        Just("\u{1b}[31m".to_owned()),
        Just("::error::".to_owned()),
        Just("]]></failure>&amp;<x a=\"'".to_owned()),
        Just("%0A,:".to_owned()),
        Just("\u{202e}\u{2028}\u{85}\u{feff}\u{ffff}".to_owned()),
        Just("\\\"```".to_owned()),
        "\\PC{0,8}",
        any::<String>(),
    ];
    prop::collection::vec(pieces, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn nothing_breaks_out(path in hostile(), text in hostile(), message in hostile()) {
        let report = report(&path, &text, &message);
        for format in ALL {
            let out = report.render(format, Look::default());
            let control = out.chars().find(|c| c.is_control() && *c != '\n');
            prop_assert_eq!(control, None, "{:?}: {:?}", format, out);
            let turned = out.contains('\u{202e}');
            prop_assert!(!turned);
        }
        check_lines(&report);
        check_xml(&report.render(Format::Junit, Look::default()));
        prop_assert_eq!(json(&report, Format::Json)["findings"].as_array().map(Vec::len), Some(5));
        let sarif = json(&report, Format::Sarif);
        let uri = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        prop_assert!(uri.as_str().is_some_and(|uri| uri.bytes().all(|b| b.is_ascii_graphic())));
    }
}

/// Line-based formats have one line for each thing, whatever is in it.
fn check_lines(report: &Report) {
    let lines = |format| report.render(format, Look::default()).lines().count();
    assert_eq!(lines(Format::Short), 2 + 2);
    assert_eq!(lines(Format::Github), 2 + 2 + 1);
    assert_eq!(lines(Format::Cargo), 2 + 1);
}

/// Tags are balanced and every `&` begins an entity.
fn check_xml(text: &str) {
    let body = text.split_once("?>").expect("a declaration").1;
    let mut open = Vec::new();
    for piece in body.split('<').skip(1) {
        let (tag, rest) = piece.split_once('>').expect("a tag ends");
        assert!(!rest.contains('>'), "{rest:?}");
        let name = tag.split([' ', '/']).find(|word| !word.is_empty()).expect("a name");
        if tag.starts_with('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(name.to_owned());
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag:?}");
    }
    assert!(open.is_empty());
    for after in body.split('&').skip(1) {
        let entity = after.split(';').next().expect("an entity ends");
        assert!(["amp", "lt", "gt", "quot", "#10"].contains(&entity), "{entity:?}");
    }
}
