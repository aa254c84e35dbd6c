//! R6: snapshots and exports as published, read by the vault and by a decoder in another language; that one also reads
//! what the vault writes today.
#![cfg(all(feature = "store", target_os = "linux"))]

mod common;

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use common::home::{FixedKeys, account, audit_key, value};
use secret_guard_vault::envelope::{self, Cost};
use secret_guard_vault::home::Home;
use secret_guard_vault::manifest::{Class, Manifest, Profile};
use secret_guard_vault::ops::{Restore, Terms, export_env, export_kek, snapshot, verify_snapshot};
use serde_json::{Value, json};

const PUBLISHED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/files.json");
const PASSPHRASE: &str = "of these vectors only";
const SECRETS: [(&str, Class, &str); 3] = [
    ("api-key", Class::Runtime, "value 0"),
    ("mail-token", Class::Integration, "value 1"),
    ("peer", Class::Transport, ""),
];

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &Value) -> Vec<u8> {
    let text = text.as_str().expect("a text");
    let byte = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("hex");
    (0..text.len()).step_by(2).map(byte).collect()
}

/// The vault of the vectors: its keys are fixed, its salts are not.
fn files() -> Value {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let acme = account("acme-prod");
    let home = Home::init(&folder.path().join("home"), Arc::new(FixedKeys::default()), &acme, "vectors").expect("new");
    for (id, class, text) in SECRETS {
        home.store.put(id, class, &value(text), 0).expect("stored");
    }
    let manifest =
        "version: 1\nsecrets:\n  - { id: api-key, class: runtime, kind: secret, env: API_KEY, owner: team }\n";
    let manifest = Manifest::parse(manifest).expect("a manifest");
    let vault = home.vault(manifest.clone(), Profile::Strict).build();
    let terms = Terms { lifetime: Duration::from_secs(3600), cost: Cost::LEAST };
    let keys = export_kek(&home, &value(PASSPHRASE), terms).expect("exported");
    let ids = ["api-key".to_owned()];
    let values = export_env(&vault, (&manifest, &home.trail), &ids, &value(PASSPHRASE), terms).expect("exported");
    let path = folder.path().join("snapshot.sgs");
    let info = snapshot(&home, &path, "vectors").expect("a snapshot");
    let secrets = SECRETS.map(|(id, class, text)| json!({ "id": id, "class": class.to_string(), "value": text }));
    json!({
        "account": "acme-prod", "kek_id": hex(&info.kek_id), "kek": "07".repeat(32), "passphrase": PASSPHRASE,
        "secrets": secrets, "snapshot": hex(&std::fs::read(path).expect("a snapshot")), "keys": hex(&keys.bytes),
        "values": hex(&values.bytes),
    })
}

fn published() -> Value {
    if std::env::var_os("SECRET_GUARD_BLESS").is_some() {
        let text = serde_json::to_string_pretty(&files()).expect("JSON") + "\n";
        std::fs::write(PUBLISHED, text).expect("written");
    }
    serde_json::from_str(&std::fs::read_to_string(PUBLISHED).expect("published vectors")).expect("JSON")
}

fn decode(path: &Path) -> String {
    let decoder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/decode.py");
    let output = Command::new("python3").arg(decoder).arg(path).output().expect("python3; see tests/setup.sh");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

#[test]
fn r06_the_published_snapshot_comes_to_life() {
    let (folder, published) = (tempfile::tempdir().expect("a scratch folder"), published());
    let path = folder.path().join("snapshot.sgs");
    std::fs::write(&path, unhex(&published["snapshot"])).expect("written");
    let info = verify_snapshot(&path, Some(&audit_key().public())).expect("genuine");
    assert_eq!((hex(&info.kek_id), info.records), (published["kek_id"].as_str().expect("hex").to_owned(), 3));
    let (home, acme) = (folder.path().join("home"), account("acme-prod"));
    let restore = Restore::begin(&home, Arc::new(FixedKeys::default()), &acme, "operator").expect("begun");
    restore.stage(&path).expect("staged");
    let home = restore.enable("vectors").expect("enabled");
    for (id, _, text) in SECRETS {
        assert!(home.store.get(id).expect("readable").expect("there").value.ct_eq(text), "{id}");
    }
}

#[test]
fn r06_the_published_exports_open_as_their_format_says() {
    let published = published();
    for (name, expected) in [("keys", vec![7; 32]), ("values", b"value 0".to_vec())] {
        let bytes = unhex(&published[name]);
        let parts = bytes.strip_prefix(b"SGX1").expect("its begin");
        let mut header = 0;
        for _ in 0..6 {
            let len = u32::from_be_bytes(parts[header..header + 4].try_into().expect("four bytes"));
            header += 4 + usize::try_from(len).expect("a length");
        }
        let plain = envelope::open(&value(PASSPHRASE), &parts[..header], &parts[header..]).expect("opens");
        plain.expose(|plain| assert!(plain.ends_with(&expected), "{name}"));
    }
}

#[test]
fn r06_an_independent_decoder_opens_snapshots_and_exports_of_then_and_now() {
    published();
    assert_eq!(decode(Path::new(PUBLISHED)), "5");
    let folder = tempfile::tempdir().expect("a scratch folder");
    let now = folder.path().join("files.json");
    std::fs::write(&now, files().to_string()).expect("written");
    assert_eq!(decode(&now), "5");
}
