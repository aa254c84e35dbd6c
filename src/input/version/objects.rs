//! The contents of objects.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use crate::hex::hex;
use crate::input::InputError;
use crate::input::command::{Git, failed};
use crate::input::read::{self, Entry};

/// Reads objects, all through one process.
pub(in crate::input) fn blobs(dir: &Path, oids: Vec<String>) -> Result<BTreeMap<String, Vec<u8>>, InputError> {
    const ARGS: [&str; 2] = ["cat-file", "--batch"];
    let mut found = BTreeMap::new();
    if oids.is_empty() {
        return Ok(found);
    }
    let output = Git::at(dir).fed(&ARGS, (oids.join("\n") + "\n").into_bytes())?;
    let mut rest = output.as_slice();
    for oid in oids {
        let bytes = object(&mut rest).ok_or_else(|| failed(&ARGS, format!("object {oid} is not here")))?;
        found.insert(oid, bytes.to_vec());
    }
    Ok(found)
}

fn object<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let size: usize = std::str::from_utf8(&rest[..end]).ok()?.rsplit(' ').next()?.parse().ok()?;
    let bytes = rest.get(end + 1..end + 1 + size)?;
    *rest = rest.get(end + 2 + size..)?;
    Some(bytes)
}

/// The objects that files are read from. Most lie in the work tree as they
/// are staged, which is read with less ado than what git has packed.
pub(in crate::input) fn staged(dir: &Path, entries: &[Entry]) -> Result<BTreeMap<String, Vec<u8>>, InputError> {
    let lying = entries.par_iter().filter_map(|entry| {
        let oid = entry.blob.as_ref()?;
        let bytes = read::lying(entry)?;
        is_named(&bytes, oid).then(|| (oid.clone(), bytes))
    });
    let mut found: BTreeMap<String, Vec<u8>> = lying.collect();
    let wanted = entries.iter().filter_map(|entry| entry.blob.clone());
    found.extend(blobs(dir, wanted.filter(|oid| !found.contains_key(oid)).collect())?);
    Ok(found)
}

/// Whether git would keep these bytes under a name: the hash of a head and
/// the bytes, SHA-1 or SHA-256 by the repository.
fn is_named(bytes: &[u8], oid: &str) -> bool {
    let head = format!("blob {}\0", bytes.len());
    match oid.len() {
        40 => hex(&Sha1::new().chain_update(head).chain_update(bytes).finalize()) == oid,
        64 => hex(&Sha256::new().chain_update(head).chain_update(bytes).finalize()) == oid,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_named;

    #[test]
    fn contents_have_the_names_that_git_gives_them() {
        assert!(is_named(b"", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"));
        assert!(is_named(b"hello\n", "ce013625030ba8dba906f756967f9e9ca394464a"));
        assert!(is_named(b"", "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813"));
        assert!(!is_named(b"hello", "ce013625030ba8dba906f756967f9e9ca394464a") && !is_named(b"", ""));
    }
}
