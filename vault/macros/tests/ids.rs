//! The macro as a package uses it.

use secret_guard_vault::{Manifest, SecretId};

mod secrets {
    secret_guard_vault_macros::secrets!("tests/secrets.yaml");
}

#[test]
fn each_entry_has_a_constant_that_names_it() {
    let ids: [SecretId; 2] = [secrets::STRIPE_API_KEY, secrets::LOG_LEVEL];
    let manifest = Manifest::parse(secrets::MANIFEST).expect("the text that was checked at compile time");
    assert_eq!(manifest.secrets.len(), ids.len());
    for id in ids {
        assert!(manifest.entry(id.as_str()).is_some(), "{id}");
    }
}

/// Builds a package with a mistake in its manifest, and looks at what the compiler says.
#[test]
fn a_mistake_stops_the_build_and_the_compiler_shows_the_yaml() {
    let home = tempfile::tempdir().expect("a scratch folder");
    let vault = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let manifest = format!(
        "[package]\nname = \"mistaken\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
         secret-guard-vault = {{ path = {vault:?}, default-features = false }}\n\
         secret-guard-vault-macros = {{ path = \"{vault}/macros\" }}\n"
    );
    let yaml = include_str!("secrets.yaml").replace("integration", "intergration");
    std::fs::create_dir(home.path().join("src")).expect("a folder");
    for (name, text) in [
        ("Cargo.toml", manifest.as_str()),
        ("secrets.yaml", &yaml),
        ("src/lib.rs", "secret_guard_vault_macros::secrets!(\"secrets.yaml\");"),
        ("Cargo.lock", include_str!("../../../Cargo.lock")),
    ] {
        std::fs::write(home.path().join(name), text).expect("written");
    }
    let output = std::process::Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet", "--target-dir"])
        .arg(concat!(env!("CARGO_TARGET_TMPDIR"), "/mistaken"))
        .current_dir(home.path())
        .output()
        .expect("cargo");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{said}");
    for part in ["unknown class `intergration`", "--> secrets.yaml:4:12", "class: intergration", "did you mean"] {
        assert!(said.contains(part), "{part} is missing in:\n{said}");
    }
}
