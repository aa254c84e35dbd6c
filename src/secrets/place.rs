//! What a path says about a file: how its values are written, and whether
//! its secrets are likely to be real.

use super::is_in;

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
    /// Whether `$name` within a text is put in, as shells do.
    pub fills: bool,
}

impl Place {
    /// Reads a path, and the first line of a file whose name says nothing.
    pub fn of_text(path: &str, text: &str) -> Place {
        let place = Place::of(path);
        let interpreter = text.lines().next().filter(|line| line.starts_with("#!")).unwrap_or("");
        match INTERPRETERS.iter().any(|language| interpreter.contains(language)) {
            true => Place { syntax: Syntax::Code, ..place },
            false => Place { fills: place.fills || interpreter.ends_with("sh"), ..place },
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
        let named = DIRECTIVE_FILES.iter().any(|file| name.contains(file));
        let directives = named || is_in(DIRECTIVE_ENDINGS, extension) || extension.is_empty() || name.starts_with('.');
        let fills = is_in(FILLING, extension) || is_in(FILLING, name);
        Place { syntax: syntax(name, extension), role, rust: extension == "rs", directives, fills }
    }
}

// The sorted lists of `rules/words/places.yaml`.
include!(concat!(env!("OUT_DIR"), "/places.rs"));

fn syntax(name: &str, extension: &str) -> Syntax {
    if is_in(CODE, extension) || is_in(CODE_FILES, name) {
        Syntax::Code
    } else if is_in(PROSE, extension) || is_in(PROSE_FILES, name) {
        Syntax::Prose
    } else {
        Syntax::Config
    }
}

fn role(path: &str, name: &str, extension: &str) -> Role {
    if is_in(LOCKS, name) || is_in(LOCK_ENDINGS, extension) {
        return Role::Lock;
    }
    let parts: Vec<&str> = path.split('/').collect();
    let folders = &parts[..parts.len() - 1];
    let texts = folders.iter().any(|folder| is_in(LANGUAGES, folder));
    if texts || is_in(LANGUAGE_FILES, name) || name.starts_with("messages_") || is_in(LANGUAGE_ENDINGS, extension) {
        return Role::Translation;
    }
    if name.contains(".min.") || is_in(GENERATED, extension) {
        return Role::Generated;
    }
    if is_test(folders, name, extension) { Role::Test } else { Role::Main }
}

fn is_test(folders: &[&str], name: &str, extension: &str) -> bool {
    let holds_word = |part: &str| part.split(['-', '_', '.']).any(|piece| is_in(TEST_WORDS, piece));
    folders.iter().any(|folder| is_in(TEST_WORDS, folder) || holds_word(folder))
        || holds_word(name)
        || is_in(DOCUMENT_ENDINGS, extension)
}

/// `UserServiceTest.java`, `LoginTests.cs`, `CartSpec.scala`.
fn is_test_class(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    TEST_CLASSES.iter().any(|end| stem.len() > end.len() && stem.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_say_what_files_are() {
        assert_eq!(
            Place::of("src/main.rs"),
            Place { syntax: Syntax::Code, role: Role::Main, rust: true, directives: false, fills: false }
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
