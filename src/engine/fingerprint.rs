//! What identifies a finding when lines, files and folders move.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::finding::Finding;
use crate::hex::hex;

/// Hexadecimal digits of a fingerprint: 96 bits, no collisions in practice.
const DIGITS: usize = 24;

/// Sets every fingerprint: a hash of the rule, the finding's key and its
/// number among those with the same key. Neither the path nor the line goes
/// in, so a moved file or an added line changes nothing.
pub(super) fn stamp(findings: &mut [Finding]) {
    let mut seen: BTreeMap<(&'static str, String), u32> = BTreeMap::new();
    for finding in findings {
        let number = seen.entry((finding.rule, finding.key.clone())).or_default();
        *number += 1;
        finding.fingerprint = hash(finding.rule, &finding.key, *number);
    }
}

/// What the baseline and the config call a finding.
pub(super) fn entry(finding: &Finding) -> String {
    match finding.by_value {
        true => hash(finding.rule, &finding.key, 1),
        false => finding.fingerprint.clone(),
    }
}

fn hash(rule: &str, key: &str, number: u32) -> String {
    let digest = Sha256::new()
        .chain_update(rule)
        .chain_update([0])
        .chain_update(key)
        .chain_update([0])
        .chain_update(number.to_le_bytes())
        .finalize();
    hex(&digest[..DIGITS / 2])
}
