//! Values from the environment, under the names that the manifest declares.

use std::ffi::OsString;

use crate::manifest::Entry;
use crate::policy::SourceKind;
use crate::secret::Secret;

use super::{Fetched, Legacy, Source, SourceError};

/// Looks a name up; a stand-in for the environment in tests.
type Lookup = Box<dyn Fn(&str) -> Option<OsString> + Send + Sync>;

/// The environment, or something shaped like it.
pub struct EnvSource {
    lookup: Lookup,
}

impl EnvSource {
    /// The environment of this process, read at each call.
    pub fn process() -> Self {
        Self::with(|name| std::env::var_os(name))
    }

    /// Any function from names to values.
    pub fn with(lookup: impl Fn(&str) -> Option<OsString> + Send + Sync + 'static) -> Self {
        Self { lookup: Box::new(lookup) }
    }

    fn read(&self, name: &str) -> Option<Result<Secret<Vec<u8>>, SourceError>> {
        let value = (self.lookup)(name)?;
        Some(match value.into_string() {
            Ok(text) if text.is_empty() => Err(SourceError::Empty),
            Ok(text) => Ok(Secret::new(text.into_bytes())),
            Err(raw) => {
                drop(Secret::new(raw.into_encoded_bytes()));
                Err(SourceError::NotUtf8)
            }
        })
    }

    /// The value under the current names; two that differ are an error, not a choice.
    fn current(&self, entry: &Entry) -> Result<Option<Secret<Vec<u8>>>, SourceError> {
        let mut found: Option<(&str, Secret<Vec<u8>>)> = None;
        for name in std::iter::once(&entry.env).chain(&entry.aliases) {
            let Some(value) = self.read(&name.text).transpose()? else { continue };
            match &found {
                None => found = Some((&name.text, value)),
                Some((first, held)) if !value.expose(|bytes| held.ct_eq(bytes)) => {
                    return Err(SourceError::Conflict((*first).to_owned(), name.text.clone()));
                }
                Some(_) => {}
            }
        }
        Ok(found.map(|(_, value)| value))
    }

    fn legacy<'e>(&self, entry: &'e Entry) -> Option<&'e str> {
        let names = entry.deprecated.iter().map(|old| old.name.text.as_str());
        names.into_iter().find(|name| self.read(name).is_some())
    }
}

impl Source for EnvSource {
    fn kind(&self) -> SourceKind {
        SourceKind::Env
    }

    fn fetch(&self, entry: &Entry, legacy: Legacy) -> Result<Fetched, SourceError> {
        let old = self.legacy(entry);
        if let (Some(name), Legacy::Refuse) = (old, legacy) {
            return Err(SourceError::LegacyAlias(name.to_owned()));
        }
        if let Some(value) = self.current(entry)? {
            return Ok(Fetched::of(value));
        }
        let name = old.ok_or(SourceError::Missing)?;
        let value = self.read(name).unwrap_or(Err(SourceError::Missing))?;
        Ok(Fetched { deprecated: Some(name.to_owned()), ..Fetched::of(value) })
    }
}
