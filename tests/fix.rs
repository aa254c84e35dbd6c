//! `check --fix`: what is mended, what is left alone, what is shown.

mod common;

use std::fs;

use common::{folder, run, write};

const SECRETS: &str = "version: 1
secrets:
  - id: database-url
    class: runtime
    kind: secret
    env: DATABASE_URL
    owner: storage
    deprecated: [{ name: POSTGRES_DSN, since: 2025-01-31 }]
";
const OLD: &str = "pub const NAME: &str = \"POSTGRES_DSN\";\n";
const NEW: &str = "pub const NAME: &str = \"DATABASE_URL\";\n";

fn read(dir: &std::path::Path, name: &str) -> String {
    fs::read_to_string(dir.join(name)).expect("the file is there")
}

#[test]
fn deprecated_names_and_idle_suppressions_are_mended_and_checked_again() {
    let lib = format!(
        "// secret-guard: allow(env-read) -- gone since\n{OLD}\
         pub fn f() {{}} // secret-guard: allow(env-read, secret-in-log) -- gone too\n"
    );
    let dir = folder(&[("secrets.yaml", SECRETS), ("src/lib.rs", &lib), ("run.sh", "export POSTGRES_DSN=$1\r\n")]);
    assert_eq!(run(dir.path(), &["check"]).0, 1);
    let (code, out, err) = run(dir.path(), &["check", "--fix", "--format", "short"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert!(err.contains("4 findings mended in 2 files"), "{err}");
    assert_eq!(read(dir.path(), "src/lib.rs"), format!("{NEW}pub fn f() {{}}\n"));
    assert_eq!(read(dir.path(), "run.sh"), "export DATABASE_URL=$1\r\n");
    let (_, _, err) = run(dir.path(), &["check", "--fix"]);
    assert!(err.contains("0 findings mended in 0 files"), "{err}");
}

#[test]
fn a_dry_run_shows_a_diff_without_secrets_and_writes_nothing() {
    let token = format!("sk_{}_{}", "live", "4eC39HqLyjWDarjtT1zdp7dc");
    let lib = format!("pub const TOKEN: &str = \"{token}\";\n{OLD}");
    let dir = folder(&[("secrets.yaml", SECRETS), ("src/lib.rs", &lib)]);
    let (code, out, _) = run(dir.path(), &["check", "--fix", "--dry-run"]);
    assert_eq!(code, 1, "what is denied is still there");
    assert!(out.contains("--- a/src/lib.rs\n+++ b/src/lib.rs\n@@"), "{out}");
    assert!(out.contains(&format!("\n-{OLD}+{NEW}")), "{out}");
    assert!(!out.contains(&token[8..20]), "{out}");
    assert_eq!(read(dir.path(), "src/lib.rs"), lib);
    assert_eq!(run(dir.path(), &["check", "--dry-run"]).0, 2, "it belongs to --fix");
}

#[test]
fn what_somebody_else_wrote_and_what_is_no_utf8_is_left_alone() {
    let generated = format!("// @generated\n{OLD}");
    let dir =
        folder(&[("secrets.yaml", SECRETS), ("src/lib.rs", OLD), ("vendor/a/lib.rs", OLD), ("gen.rs", &generated)]);
    let wide: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain("export POSTGRES_DSN=1\n".bytes().flat_map(|b| [b, 0])).collect();
    write(dir.path(), "wide.sh", &wide);
    write(dir.path(), "mark.sh", b"\xEF\xBB\xBFexport POSTGRES_DSN=1\n");
    let (code, _, err) = run(dir.path(), &["check", "--fix"]);
    assert_eq!(code, 1);
    assert!(err.contains("note: wide.sh: not fixed"), "{err}");
    assert_eq!(read(dir.path(), "src/lib.rs"), NEW);
    assert_eq!(read(dir.path(), "vendor/a/lib.rs"), OLD);
    assert_eq!(read(dir.path(), "gen.rs"), generated);
    assert_eq!(fs::read(dir.path().join("wide.sh")).expect("it is there"), wide);
    assert_eq!(fs::read(dir.path().join("mark.sh")).expect("it is there"), b"\xEF\xBB\xBFexport DATABASE_URL=1\n");
}

#[cfg(unix)]
#[test]
fn a_mended_file_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = folder(&[("secrets.yaml", SECRETS), ("run.sh", "export POSTGRES_DSN=$1\n")]);
    let path = dir.path().join("run.sh");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o754)).expect("they can be set");
    assert_eq!(run(dir.path(), &["check", "--fix"]).0, 0);
    assert_eq!(fs::metadata(&path).expect("it is there").permissions().mode() & 0o777, 0o754);
    assert_eq!(fs::read_dir(dir.path()).expect("a folder").count(), 2, "nothing is left behind");
}

const CARGO: &str = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
                     [dependencies]\nsecret-guard-vault = \"0.1\"\n";
const READS: &str = "use secret_guard_vault::{Secret, Vault};

pub fn url(vault: &Vault) -> Secret<Vec<u8>> {
    Secret::new(std::env::var(\"DATABASE_URL\").expect(\"it is set\").into_bytes())
}

pub struct App {
    vault: std::sync::Arc<Vault>,
}

impl App {
    pub fn url(&self) -> Result<Secret<Vec<u8>>, Box<dyn std::error::Error>> {
        let url = Secret::new(std::env::var(\"DATABASE_URL\")?.into_bytes());
        Ok(url)
    }
}

pub fn own_error(vault: &Vault) -> Result<Secret<Vec<u8>>, std::env::VarError> {
    Ok(Secret::new(std::env::var(\"DATABASE_URL\")?.into_bytes()))
}

pub fn text(vault: &Vault) -> String {
    std::env::var(\"DATABASE_URL\").unwrap()
}
";

#[test]
fn a_read_becomes_the_vaults_where_nothing_else_changes() {
    let dir = folder(&[("Cargo.toml", CARGO), ("secrets.yaml", SECRETS), ("src/lib.rs", READS)]);
    let (_, out, err) = run(dir.path(), &["check", "--fix", "--format", "short"]);
    assert!(err.contains("2 findings mended in 1 file"), "{err}");
    let mended = read(dir.path(), "src/lib.rs");
    assert!(mended.contains("    vault.resolve(\"database-url\").expect(\"it is set\").value\n"), "{mended}");
    assert!(mended.contains("let url = self.vault.resolve(\"database-url\")?.value;\n"), "{mended}");
    // Where the error or the type would no longer fit, a person must look.
    assert_eq!(out.lines().filter(|line| line.contains("env-read")).count(), 2, "{out}");
    assert_eq!(mended.matches("std::env::var(").count(), 2, "{mended}");
}

const ASKS: &str = "use anyhow::Context;

pub async fn asked(client: &reqwest::Client, api_key: &str) -> anyhow::Result<String> {
    let url = format!(\"https://example.com/q?key={api_key}\"); // secret-guard: allow(secret-in-args) -- its only way
    let answer = client
        .get(url)
        .send()
        .await
        .context(\"no answer\")?;
    Ok(answer.error_for_status()?.text().await?)
}
";

#[test]
fn a_url_is_taken_out_of_the_error_that_prints_it() {
    let dir = folder(&[("Cargo.toml", &CARGO.replace("secret-guard-vault", "reqwest")), ("src/lib.rs", ASKS)]);
    let (code, out, err) = run(dir.path(), &["check", "--fix", "--format", "short"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    let mended = read(dir.path(), "src/lib.rs");
    let quiet = ".map_err(reqwest::Error::without_url)";
    let expected = ASKS
        .replace(".await\n        .context", &format!(".await{quiet}\n        .context"))
        .replace("error_for_status()", &format!("error_for_status(){quiet}"));
    assert_eq!(mended, expected);
    // What stands between is a future, which has no error to map.
    let spanned = ASKS.replace(".send()\n", ".send()\n        .instrument(span())\n");
    write(dir.path(), "src/lib.rs", spanned.as_bytes());
    run(dir.path(), &["check", "--fix"]);
    assert!(read(dir.path(), "src/lib.rs").contains(".send()\n        .instrument("));
}

const LOGIN: &str = "#[derive(Clone, Debug)]
pub struct Login {
    pub user: String,
    password: String,
}

impl Login {
    pub fn new(user: String, password: String) -> Self {
        Login { user, password }
    }

    pub fn guest(user: &str, word: &str) -> Self {
        Login { user: user.to_owned(), password: word.to_owned() }
    }

    pub fn check(&self, with: impl Fn(&str) -> bool) -> bool {
        !self.password.is_empty() && with(&self.password) && with(self.password.as_str())
    }

    pub fn header(&self) -> (String, String) {
        (format!(\"{}:{}\", self.user, self.password), self.password.clone())
    }
}
";

#[test]
fn a_field_that_shows_itself_is_wrapped_where_all_its_uses_are_seen() {
    let cargo = CARGO.replace("secret-guard-vault", "secrecy");
    let dir = folder(&[("Cargo.toml", &cargo), ("src/lib.rs", LOGIN)]);
    let (code, out, err) = run(dir.path(), &["check", "--fix", "--format", "short"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    let read = read(dir.path(), "src/lib.rs");
    let shown = "secrecy::ExposeSecret::expose_secret(&self.password)";
    let expected = LOGIN
        .replace("    password: String,\n}", "    password: secrecy::SecretString,\n}")
        .replace("user, password }", "user, password: secrecy::SecretString::from(password) }")
        .replace("password: word.to_owned()", "password: secrecy::SecretString::from(word.to_owned())")
        .replace("!self.password.is_empty()", &format!("!{shown}.is_empty()"))
        .replace("with(&self.password)", &format!("with({shown})"))
        .replace("with(self.password.as_str())", &format!("with({shown})"))
        .replace("self.user, self.password)", &format!("self.user, {shown})"))
        .replace("self.password.clone()", &format!("{shown}.to_owned()"));
    assert_eq!(read, expected);
}

#[test]
fn a_field_that_others_touch_is_left_alone() {
    let cargo = CARGO.replace("secret-guard-vault", "secrecy");
    let taken = format!("{LOGIN}pub fn taken(login: Login) -> String {{\n    login.password\n}}\n");
    let public = LOGIN.replace("    password: String,", "    pub password: String,");
    let compared = LOGIN.replace("Clone, Debug", "Clone, Debug, PartialEq");
    let parted = format!(
        "{LOGIN}fn parted(login: &Login) -> usize {{\n    let Login {{ password, .. }} = login;\n    password.len()\n}}\n"
    );
    let given = format!("{LOGIN}fn given(login: &Login) -> &String {{\n    &login.password\n}}\n");
    let listed =
        format!("{LOGIN}fn listed(login: &Login) -> [&String; 2] {{\n    [&login.user, &login.password]\n}}\n");
    let fixed = LOGIN.replace("pub fn new", "pub const fn new");
    for lib in [&taken, &public, &compared, &parted, &given, &listed, &fixed] {
        let dir = folder(&[("Cargo.toml", &cargo), ("src/lib.rs", lib)]);
        run(dir.path(), &["check", "--fix"]);
        assert_eq!(&read(dir.path(), "src/lib.rs"), lib);
    }
    let absent = CARGO.replace("secret-guard-vault", "serde");
    let of_tests = cargo.replace("[dependencies]", "[dev-dependencies]");
    let optional = cargo.replace("secrecy = \"0.1\"", "secrecy = { version = \"0.10\", optional = true }");
    assert!(of_tests != cargo && optional != cargo, "{cargo}");
    for manifest in [&absent, &of_tests, &optional] {
        let dir = folder(&[("Cargo.toml", manifest), ("src/lib.rs", LOGIN)]);
        run(dir.path(), &["check", "--fix"]);
        assert_eq!(read(dir.path(), "src/lib.rs"), LOGIN);
    }
}
