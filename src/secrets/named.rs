//! Secrets by the name that a value is given.

use std::ops::Range;

use super::assignment::{
    self, Assigned, Form, Promise, Verdict, assigned, in_path, is_denied, judge, judge_in_use, promise,
};
use super::context::{self, Context};
use super::detector::{self, Detector, Matcher};
use super::hit::{Hit, span};
use super::place::{Place, Role};
use super::scanner::Scanner;
use super::shape::{Shape, is_random};
use super::{checksum, prefix, structure};
use crate::finding::Confidence;
use crate::words::segments;

/// A name and what it is given, as texts.
struct Named<'a> {
    text: &'a [u8],
    at: Assigned,
    name: &'a str,
    value: &'a str,
    promise: Promise,
    place: Place,
    /// Whether it stands where nothing but a secret in use can.
    used: bool,
}

impl Scanner {
    pub(super) fn named(&self, text: &str, key: Range<usize>, context: &Context) -> Option<Hit> {
        let place = context.at(text.as_bytes(), key.start);
        let mut found = assigned(text.as_bytes(), key, place)?;
        let scheme = scheme(&text.as_bytes()[found.value.clone()]);
        found.value.start += scheme.len();
        found.value.end -= closing(&text.as_bytes()[found.value.clone()]);
        let (name, value) = (text.get(found.key.clone())?, text.get(found.value.clone())?);
        let single = text.as_bytes()[..found.value.start].last() == Some(&b'\'');
        let place = Place { fills: place.fills && !single, ..place };
        let promise = promise(name, found.form == Form::Argument);
        if promise == Promise::Nothing && value.len() < 16 {
            return None;
        }
        let used = context::holds_secret(text.as_bytes(), &found.key, &found.value);
        let named = Named { text: text.as_bytes(), at: found, name, value, promise, place, used };
        let judge = if used { judge_in_use } else { judge };
        let verdict = match scheme {
            "Basic " => structure::basic(value, place),
            _ => judge(promise.max(Promise::Hint), name, value, named.at.form, place),
        };
        if let Some(detector) = self.provider(name, value) {
            return Some(named.by(detector, verdict));
        }
        let generic = detector::by_id(match promise {
            Promise::Password => "generic-password",
            _ => "generic-secret",
        })?;
        Some(match named.in_context(verdict) {
            Ok(confidence) => named.hit(generic, confidence, None),
            Err(why) => named.hit(generic, Confidence::Low, Some(why)),
        })
    }

    /// The detector whose name and form fit, if a provider is named.
    fn provider(&self, name: &str, value: &str) -> Option<&'static Detector> {
        if value.len() < 16 {
            return None;
        }
        let words = segments(name);
        let fits = |key: &[&str]| words.windows(key.len()).any(|run| run.iter().eq(key));
        let named = self.keyed.iter().filter(|(key, _)| fits(key));
        let mut named = named.filter(|(_, at)| match &self.detectors[*at].matcher {
            Matcher::Assignment(found) => prefix::compiled(&self.compiled[*at], found.value, prefix::Ends::Whole)
                .is_some_and(|regex| regex.is_match(value.as_bytes())),
            _ => false,
        });
        named.next().map(|(_, at)| &self.detectors[*at])
    }
}

impl Named<'_> {
    fn hit(&self, detector: &'static Detector, confidence: Confidence, dropped: Option<&'static str>) -> Hit {
        let value = span(&self.at.value);
        let key = Some(span(&self.at.key));
        Hit { detector, span: value, cover: value, confidence, key, dropped, encoded: false }
    }

    /// The hit of a provider's detector: its form counts more than the verdict.
    fn by(&self, detector: &'static Detector, verdict: Verdict) -> Hit {
        let proven = detector.checksum.map(|check| checksum::passes(check.kind, self.value.as_bytes()));
        match verdict {
            _ if proven == Some(true) => self.hit(detector, Confidence::Certain, None),
            _ if proven == Some(false) => self.hit(detector, detector.confidence, Some("its check digits are wrong")),
            _ if matches!(self.place.role, Role::Lock | Role::Generated) => self.hit(detector, Confidence::Low, None),
            Err(why) if why.contains("placeholder") => self.hit(detector, detector.confidence, Some(why)),
            _ => self.hit(detector, detector.confidence, None),
        }
    }

    /// Whether name and value are two halves of what another name is given:
    /// `list = package.creds:ListCreds`.
    fn is_entry_point(&self) -> bool {
        let start = self.at.key.start;
        if !self.text[start.saturating_sub(8)..start].trim_ascii_end().ends_with(b"=") {
            return false;
        }
        let whole = self.text.get(start..self.at.value.end).and_then(|text| std::str::from_utf8(text).ok());
        whole.is_some_and(assignment::is_entry_point)
    }

    /// What the text around makes of a verdict.
    fn in_context(&self, verdict: Verdict) -> Verdict {
        let bytes = matches!(self.at.form, Form::Bytes | Form::Array) || Shape::of(self.value.as_bytes()).hex;
        let verdict = match verdict {
            _ if is_denied(&self.text[..self.at.key.start]) => Err("spoken of as wrong"),
            _ if self.promise == Promise::Nothing => Err("the name promises no secret"),
            _ if self.is_entry_point() => Err("a module and a thing in it"),
            _ if in_path(self.text, self.at.key.start) && !is_random(self.value) => Err("a step of an address"),
            verdict => verdict,
        }?;
        let test = self.place.role == Role::Test;
        let vector =
            bytes && self.promise < Promise::Password && context::is_vector(self.text, &self.at.value, self.place);
        let salt =
            !self.used && assignment::is_salt(self.name) && (test || context::is_derived(self.text, &self.at.value));
        let shown = context::shows_image(self.text, &self.at.key);
        Ok(if vector || salt || shown { Confidence::Low } else { verdict })
    }
}

/// The scheme before a token: `Bearer …`.
fn scheme(value: &[u8]) -> &'static str {
    let words = ["Bearer ", "Basic ", "Token "];
    words.into_iter().find(|word| value.starts_with(word.as_bytes())).unwrap_or_default()
}

/// The length of the escape that ends a text, as in `b"name\0"`: it is not
/// part of what the text says.
fn closing(value: &[u8]) -> usize {
    match value {
        [.., before, b'\\', b'0' | b'n' | b'r'] if *before != b'\\' => 2,
        _ => 0,
    }
}
