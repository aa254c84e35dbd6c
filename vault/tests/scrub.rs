//! Live values do not get through a log, whatever is done to them before.
#![cfg(all(feature = "tracing", feature = "store"))]

mod common;

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use common::home::{Home, trail, value};
use common::manifest;
use proptest::prelude::*;
use secret_guard_vault::Secret;
use secret_guard_vault::manifest::{Class, Profile};
use secret_guard_vault::resolver::Vault;
use secret_guard_vault::scrub::{self, REDACTED, Scrubber};
use tracing_subscriber::layer::SubscriberExt as _;

/// A value with everything in it that some encoding treats in its own way.
const CANARY: &str = "canary/\"quoted\"\\+ &=%\u{e9}\tfor tests~-_.";

#[derive(Clone, Default)]
struct Sink(Arc<Mutex<Vec<u8>>>);

impl io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("a lock").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("a lock").clone()).expect("text")
    }
}

fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => write!(out, "%{byte:02X}").expect("a string"),
        }
        out
    })
}

/// Everything that could be done to the canary before it is printed.
fn shapes() -> Vec<String> {
    let json = serde_json::to_string(CANARY).expect("JSON");
    vec![
        CANARY.to_owned(),
        json[1..json.len() - 1].to_owned(),
        json.replace('/', "\\/"),
        json.replace('\u{e9}', "\\u00e9"),
        format!("{CANARY:?}"),
        STANDARD.encode(CANARY),
        URL_SAFE_NO_PAD.encode(CANARY),
        STANDARD.encode(format!("user:{CANARY}")),
        STANDARD.encode(format!("u:{CANARY}:x")),
        STANDARD.encode(format!("me:{CANARY}@")),
        percent(CANARY),
        percent(CANARY).to_lowercase(),
        percent(CANARY).replace("%20", "+"),
    ]
}

/// No ten bytes of the canary in a row, in any shape.
fn assert_clean(text: &str) {
    for shape in shapes() {
        let bytes = shape.as_bytes();
        for window in bytes[bytes.len().min(10)..bytes.len().saturating_sub(10)].windows(10) {
            let shown = text.as_bytes().windows(10).any(|part| part == window);
            assert!(!shown, "{} is in {text}", String::from_utf8_lossy(window));
        }
    }
}

#[test]
fn a_canary_that_the_vault_released_does_not_get_into_the_log_in_any_shape() {
    let home = Home::new();
    let store = home.open();
    store.put("api-key", Class::Runtime, &value(CANARY), 0).expect("stored");
    let (sink, scrubber) = (Sink::default(), Scrubber::new());
    let writer = sink.clone();
    let subscriber = tracing_subscriber::registry().with(scrub::layer(scrubber.clone(), move || writer.clone()));
    tracing::subscriber::with_default(subscriber, || {
        tracing::info!("before {}", shapes()[5]);
        assert!(sink.text().contains(&shapes()[5]), "what is not known yet is seen, or this proves nothing");
        let vault = Vault::builder(manifest("runtime"), Profile::Strict, trail(&home.path));
        let vault = vault.bind(store).scrub_with(scrubber).build();
        let resolved = vault.resolve("api-key").expect("a value");
        sink.0.lock().expect("a lock").clear();
        let text = resolved.value.expose(|bytes| String::from_utf8(bytes.clone()).expect("text"));
        assert_eq!(text, CANARY);
        for (number, shape) in shapes().iter().enumerate() {
            let _span = tracing::info_span!("request", auth = shape.as_str()).entered();
            tracing::info!(number, %shape, "shape {shape} of the value");
            tracing::info!(?shape, "again");
        }
    });
    let text = sink.text();
    assert_clean(&text);
    assert_eq!(text.lines().count(), 2 * shapes().len(), "every event is there");
    assert!(text.lines().all(|line| line.contains(REDACTED) && line.contains("request")), "{text}");
    assert!(text.contains("of the value") && text.contains("number=3"), "the rest of a line stays");
}

#[test]
fn a_value_in_pieces_is_found_wherever_it_is_cut() {
    let scrubber = Scrubber::new();
    scrubber.watch("api-key", &value(CANARY));
    let text = format!("begin {CANARY} end");
    for cut in 0..=text.len() {
        let sink = Sink::default();
        let mut writer = scrubber.writer(sink.clone());
        let (one, two) = text.as_bytes().split_at(cut);
        writer.write_all(one).expect("written");
        writer.flush().expect("flushed");
        writer.write_all(two).expect("written");
        drop(writer);
        assert_eq!(sink.text(), format!("begin {REDACTED} end"), "cut at {cut}");
    }
}

#[test]
fn a_value_cut_off_by_the_end_is_replaced_and_a_short_begin_is_text() {
    let scrubber = Scrubber::new();
    scrubber.watch("api-key", &value("abcdefghijklmnop"));
    for (text, expected) in [("x abcdefghij", "x [redacted]"), ("x abcde", "x abcde"), ("x abcdefX", "x abcdefX")] {
        let sink = Sink::default();
        scrubber.writer(sink.clone()).write_all(text.as_bytes()).expect("written");
        assert_eq!(sink.text(), expected);
    }
}

#[test]
fn short_values_are_not_looked_for_and_forgotten_ones_no_longer() {
    let scrubber = Scrubber::new();
    assert!(!scrubber.watch("pin", &value("12345")));
    assert!(scrubber.watch("api-key", &value("a longer value")));
    assert_eq!(scrubber.scrub_text("12345 a longer value"), format!("12345 {REDACTED}"));
    scrubber.forget("api-key");
    assert_eq!(scrubber.scrub_text("12345 a longer value"), "12345 a longer value");
}

#[test]
fn what_is_known_is_bounded_and_the_newest_stay() {
    let scrubber = Scrubber::new();
    for number in 0..300 {
        scrubber.watch(&format!("id-{number}"), &value(&format!("value number {number:03}")));
    }
    assert_eq!(scrubber.scrub_text("value number 000"), "value number 000");
    assert_eq!(scrubber.scrub_text("value number 299"), REDACTED);
    for version in 0..3 {
        scrubber.watch("id-299", &value(&format!("another value {version}")));
    }
    assert_eq!(scrubber.scrub_text("another value 2, another value 1"), format!("{REDACTED}, {REDACTED}"));
    assert_eq!(scrubber.scrub_text("another value 0"), "another value 0");
}

#[test]
fn a_long_value_is_found_whole() {
    let scrubber = Scrubber::new();
    let long: String = (0..3_000u32).map(|n| char::from(b'a' + u8::try_from(n * n % 26).expect("a letter"))).collect();
    scrubber.watch("pem", &value(&long));
    let sink = Sink::default();
    for part in format!("begin {long} end").as_bytes().chunks(7) {
        // A writer for all parts: this is one stream.
        sink.clone().write_all(part).expect("written");
    }
    let text = scrubber.scrub_text(&sink.text()).into_owned();
    assert_eq!(text.replace(REDACTED, ""), "begin  end");
}

proptest! {
    /// Whatever the value, the text around it and the cuts: the value is gone and the text stays.
    #[test]
    fn no_value_gets_through_in_any_text(
        secret in prop::collection::vec(any::<u8>(), 6..60),
        before in "[ -~]{0,40}", after in "[ -~]{0,40}",
        piece in 1usize..20,
    ) {
        let scrubber = Scrubber::new();
        scrubber.watch("any", &Secret::new(secret.clone()));
        let text = [before.as_bytes(), &secret, after.as_bytes()].concat();
        let sink = Sink::default();
        let mut writer = scrubber.writer(sink.clone());
        text.chunks(piece).try_for_each(|part| writer.write_all(part)).expect("written");
        drop(writer);
        let shown = sink.0.lock().expect("a lock").clone();
        prop_assert!(!shown.windows(secret.len()).any(|window| window == secret));
        prop_assert!(shown.starts_with(&before.as_bytes()[..before.len().saturating_sub(secret.len())]));
    }
}
