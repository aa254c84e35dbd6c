//! What a path says about a file: how its values are written, and whether
//! its secrets are likely to be real.

/// How values are written in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// A programming language: a value is a quoted literal, anything else is
    /// an expression.
    Code,
    /// Configuration: a value may stand bare.
    Config,
    /// Prose and logs: a value may stand bare, but so may words.
    Prose,
}

/// What a file is for, as far as secrets are concerned. A class moves the
/// confidence; none is skipped in silence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Anything else.
    Main,
    /// Tests, fixtures, examples, documentation.
    Test,
    /// Hashes pinned by a package manager.
    Lock,
    /// Texts for people in their languages.
    Translation,
    /// Written by a program or made small by one.
    Generated,
}

/// What a path says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// How values are written.
    pub syntax: Syntax,
    /// What the file is for.
    pub role: Role,
    /// Whether the text is Rust.
    pub rust: bool,
    /// Whether a name and its value stand side by side, as in `requirepass x`.
    pub directives: bool,
}

impl Place {
    /// Reads a path, and the first line of a file whose name says nothing.
    pub fn of_text(path: &str, text: &str) -> Place {
        let place = Place::of(path);
        let interpreter = text.lines().next().filter(|line| line.starts_with("#!")).unwrap_or("");
        let languages = ["python", "perl", "ruby", "node", "php", "lua", "groovy"];
        match languages.iter().any(|language| interpreter.contains(language)) {
            true => Place { syntax: Syntax::Code, ..place },
            false => place,
        }
    }

    /// Reads a `/`-separated path.
    pub fn of(path: &str) -> Place {
        // `!` leads into an archive.
        let lower = path.to_ascii_lowercase().replace('!', "/");
        let name = lower.rsplit('/').next().unwrap_or(&lower);
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        let role = match role(&lower, name, extension) {
            Role::Main if is_test_class(path) => Role::Test,
            role => role,
        };
        let named = ["netrc", "dockerfile", "login.cfg"].iter().any(|file| name.contains(file));
        let directives =
            named || matches!(extension, "conf" | "cfg" | "cnf" | "rc" | "config" | "") || name.starts_with('.');
        Place { syntax: syntax(name, extension), role, rust: extension == "rs", directives }
    }
}

const CODE: &[&str] = &[
    "rs", "py", "js", "jsx", "ts", "tsx", "mjs", "cjs", "java", "kt", "kts", "go", "rb", "php", "phtml", "cs", "c",
    "cc", "cpp", "cxx", "h", "hh", "hpp", "m", "mm", "swift", "scala", "lua", "pl", "pm", "dart", "groovy", "gradle",
    "vue", "svelte", "tf", "hcl", "sol", "ex", "exs", "erl", "hrl", "clj", "hs", "ml", "r", "jl", "coffee", "sql",
    "vb", "fs", "pas", "html", "htm", "css", "scss", "less", "jsp", "asp", "aspx", "cshtml", "erb", "ejs", "hbs",
    "twig", "proto", "graphql", "ipynb", "nim", "zig", "d", "cr", "elm", "v", "sv", "ps1", "psm1", "cls", "xaml",
    "tpl", "j2", "jinja", "nix", "bzl", "cmake", "asm", "s", "y", "l", "rst.inc", "pyx", "pxd", "pyi", "awk", "tcl",
    "el", "vim", "f90", "rake", "gemspec", "patch", "diff", "idl",
];

const PROSE: &[&str] =
    &["md", "rst", "txt", "adoc", "asciidoc", "log", "tex", "org", "textile", "mdx", "markdown", "out"];

fn syntax(name: &str, extension: &str) -> Syntax {
    if CODE.contains(&extension) || matches!(name, "jenkinsfile" | "rakefile" | "gemfile" | "vagrantfile") {
        Syntax::Code
    } else if PROSE.contains(&extension) || matches!(name, "readme" | "changelog" | "license" | "copying") {
        Syntax::Prose
    } else {
        Syntax::Config
    }
}

fn role(path: &str, name: &str, extension: &str) -> Role {
    const LOCKS: &[&str] = &[
        "package-lock.json",
        "npm-shrinkwrap.json",
        "pnpm-lock.yaml",
        "go.sum",
        "composer.lock",
        "yarn.lock",
        "cargo.lock",
        "poetry.lock",
        "pipfile.lock",
        "gemfile.lock",
        "flake.lock",
        "packages.lock.json",
        "uv.lock",
        "deno.lock",
        "checksums.txt",
        "sha256sums",
        ".cargo-checksum.json",
        "integrity.json",
        "mix.lock",
        "podfile.lock",
        // The salt of our own fingerprints is public.
        "secret-guard.baseline",
        "secret-guard.yaml",
    ];
    if LOCKS.contains(&name) || matches!(extension, "lock" | "sum" | "sha256" | "sha512" | "md5") {
        return Role::Lock;
    }
    let parts: Vec<&str> = path.split('/').collect();
    let folders = &parts[..parts.len() - 1];
    let within = |names: &[&str]| folders.iter().any(|folder| names.contains(folder));
    let texts =
        within(&["i18n", "l10n", "locale", "locales", "lang", "langs", "translations", "translation", "languages"]);
    let strings = matches!(name, "strings.xml" | "localizable.strings") || name.starts_with("messages_");
    if texts || strings || matches!(extension, "po" | "pot" | "xlf" | "arb" | "resx" | "strings" | "ftl") {
        return Role::Translation;
    }
    if name.contains(".min.") || matches!(extension, "map" | "svg" | "snap" | "ps" | "eps") {
        return Role::Generated;
    }
    if is_test(folders, name, extension) { Role::Test } else { Role::Main }
}

fn is_test(folders: &[&str], name: &str, extension: &str) -> bool {
    const WORDS: &[&str] = &[
        "test",
        "tests",
        "testing",
        "testdata",
        "spec",
        "specs",
        "__tests__",
        "fixture",
        "fixtures",
        "mock",
        "mocks",
        "__mocks__",
        "example",
        "examples",
        "sample",
        "samples",
        "demo",
        "demos",
        "doc",
        "docs",
        "e2e",
        "integration",
        "testsuite",
        "bench",
        "benches",
        "documentation",
    ];
    let is_word = |part: &&str| WORDS.contains(part) || part.split(['-', '_', '.']).any(|piece| WORDS.contains(&piece));
    folders.iter().any(is_word)
        || name.split(['.', '-', '_']).any(|part| WORDS.contains(&part))
        || matches!(extension, "md" | "rst" | "adoc")
}

/// `UserServiceTest.java`, `LoginTests.cs`, `CartSpec.scala`.
fn is_test_class(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    ["Test", "Tests", "Spec", "IT", "TestCase"].iter().any(|end| stem.len() > end.len() && stem.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_say_what_files_are() {
        assert_eq!(
            Place::of("src/main.rs"),
            Place { syntax: Syntax::Code, role: Role::Main, rust: true, directives: false }
        );
        assert_eq!(Place::of(".env").syntax, Syntax::Config);
        assert_eq!(Place::of("a/tests/x.py").role, Role::Test);
        assert_eq!(Place::of("src/UserServiceTest.java").role, Role::Test);
        assert_eq!(Place::of(".env.example").role, Role::Test);
        assert_eq!(Place::of("web/yarn.lock").role, Role::Lock);
        assert_eq!(Place::of("secret-guard.baseline").role, Role::Lock);
        assert_eq!(Place::of("app/i18n/sv.json").role, Role::Translation);
        assert_eq!(Place::of("README.md").syntax, Syntax::Prose);
        assert_eq!(Place::of("src/latest/contest.rs").role, Role::Main);
    }
}
