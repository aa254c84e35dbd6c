//! Which texts form one schema, in which order, and which part goes up.

use std::cmp::Ordering;

use super::span::Span;
use super::token::Comment;

/// Whether statements build the schema or take it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Applied by a deployment.
    Up,
    /// Applied by a rollback.
    Down,
    /// Neither: checks after a deployment.
    Verify,
}

/// Where a path belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Texts of one unit share one schema.
    pub unit: String,
    /// Order inside the unit, compared with [`natural`].
    pub version: String,
    /// The direction the path tells; sections may tell another.
    pub direction: Direction,
    /// Whether the text is one migration of several.
    pub migration: bool,
}

/// Folder names that hold migrations.
const FOLDERS: &[&str] = &[
    "migration",
    "migrations",
    "migrate",
    "evolutions",
    "changelog",
    "changelogs",
    "versions",
    "upgrade",
    "upgrades",
    "updates",
    "patches",
    "deploy",
    "revert",
    "verify",
    "delta",
    "schema_migrations",
];

/// Reads a `/`-separated path.
pub fn place(path: &str) -> Place {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = stem(file).to_ascii_lowercase();
    let (above, last) = folder.rsplit_once('/').unwrap_or(("", folder));
    let direction = direction(&stem, &last.to_ascii_lowercase());
    // diesel and prisma: one folder a migration.
    if matches!(stem.as_str(), "up" | "down" | "migration") {
        return Place { unit: above.into(), version: last.into(), direction, migration: true };
    }
    let sided = matches!(
        last.to_ascii_lowercase().as_str(),
        "up" | "down" | "deploy" | "revert" | "verify" | "rollback" | "undo"
    );
    let unit = if sided { above } else { folder };
    let migration = direction != Direction::Up || sided || versioned(&stem) || in_migrations(folder);
    Place {
        unit: if migration { unit.to_string() } else { path.to_string() },
        version: file.to_string(),
        direction,
        migration,
    }
}

fn stem(file: &str) -> &str {
    let cut = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    cut.strip_suffix(".sql").unwrap_or(cut)
}

fn in_migrations(folder: &str) -> bool {
    folder.split('/').any(|part| {
        let part = part.to_ascii_lowercase();
        FOLDERS.contains(&part.as_str()) || part.ends_with("migrations") || part.starts_with("migrations")
    })
}

/// `0001_x`, `V1__x`, `20200101…`, `m2020…`.
fn versioned(stem: &str) -> bool {
    let digits = stem.trim_start_matches(['v', 'u', 'm']);
    stem.len() - digits.len() <= 1 && digits.starts_with(|c: char| c.is_ascii_digit())
}

fn direction(stem: &str, folder: &str) -> Direction {
    const DOWN: &[&str] = &["down", "rollback", "revert", "undo"];
    let undo = stem.starts_with('u') && versioned(stem);
    let named = |word: &&str| {
        let word = *word;
        stem == word
            || stem.ends_with(&format!(".{word}"))
            || stem.ends_with(&format!("_{word}"))
            || stem.ends_with(&format!("-{word}"))
            || folder == word
    };
    if undo || DOWN.iter().any(named) {
        Direction::Down
    } else if folder == "verify" {
        Direction::Verify
    } else {
        Direction::Up
    }
}

/// Compares names with their digits read as numbers.
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    while let (Some(x), Some(y)) = (a.chars().next(), b.chars().next()) {
        let order = if x.is_ascii_digit() && y.is_ascii_digit() {
            let ((m, rest_a), (n, rest_b)) = (digits(a), digits(b));
            (a, b) = (rest_a, rest_b);
            m.len().cmp(&n.len()).then_with(|| m.cmp(n))
        } else {
            (a, b) = (&a[x.len_utf8()..], &b[y.len_utf8()..]);
            x.cmp(&y)
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    a.len().cmp(&b.len())
}

/// Leading digits without their zeros, and the rest.
fn digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (text[..end].trim_start_matches('0'), &text[end..])
}

/// Sections of a text that goes both ways: where each begins.
#[derive(Clone, Debug, Default)]
pub struct Sections {
    marks: Vec<(u32, Direction)>,
    whole: Option<Direction>,
}

impl Sections {
    /// Finds `-- +goose Down`, `-- migrate:down`, `-- +migrate Down`,
    /// `# --- !Downs`, `-- rambler down`, `--//@UNDO`, `-- Down Migration`.
    pub fn find(text: &str, comments: &[Comment], whole: Direction) -> Sections {
        let marks = comments
            .iter()
            .filter_map(|comment| {
                let words = text.get(comment.span.range())?;
                mark(words).map(|direction| (comment.span.start, direction))
            })
            .collect();
        Sections { marks, whole: Some(whole) }
    }

    /// Sections by their starts, for texts of another language.
    pub fn from_marks(marks: Vec<(u32, Direction)>) -> Sections {
        Sections { marks, whole: None }
    }

    /// The direction of what stands at `span`.
    pub fn of(&self, span: Span) -> Direction {
        let before = self.marks.partition_point(|(start, _)| *start <= span.start);
        match before.checked_sub(1) {
            Some(at) => self.marks[at].1,
            None => self.whole.unwrap_or(Direction::Up),
        }
    }

    /// Where the section that holds `span` ends, in a text of `len` bytes.
    pub fn end(&self, span: Span, len: u32) -> u32 {
        let after = self.marks.partition_point(|(start, _)| *start <= span.start);
        self.marks.get(after).map_or(len, |(start, _)| *start)
    }
}

fn mark(comment: &str) -> Option<Direction> {
    if comment.len() > 80 {
        return None;
    }
    let text =
        comment.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '#' | '/' | '*' | '=' | '+' | '!' | '@'));
    let lower = text.to_ascii_lowercase();
    let word = lower.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let tool = ["goose ", "migrate ", "micrate ", "migrate:", "rambler ", "rambler:", "tern ", "sql-migrate "];
    let rest = tool.iter().find_map(|tool| word.strip_prefix(tool));
    let rest = rest.unwrap_or(word).trim_start_matches(['-', '!', '+', ' ']);
    match rest.split([' ', ':', '(']).next().unwrap_or("") {
        "up" | "ups" | "up:" if short(rest) => Some(Direction::Up),
        "down" | "downs" | "undo" | "rollback" if short(rest) => Some(Direction::Down),
        _ if word.starts_with("---- create above / drop below") || comment.contains("create above / drop below") => {
            Some(Direction::Down)
        }
        _ => None,
    }
}

/// A mark is a word or two, not a sentence that begins with "up".
fn short(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.len() == 1
        || words.len() <= 3
            && matches!(words[1], "migration" | "script" | "section" | "sql" | "transaction:false" | "notransaction")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_numbers_inside_names() {
        assert_eq!(natural("V2__a.sql", "V10__a.sql"), Ordering::Less);
        assert_eq!(natural("0009_x", "10_x"), Ordering::Less);
    }

    #[test]
    fn paths_tell_unit_and_direction() {
        let diesel = place("crates/db/migrations/2020-01-01_users/down.sql");
        assert_eq!((diesel.unit.as_str(), diesel.direction), ("crates/db/migrations", Direction::Down));
        let flyway = place("db/U3__undo.sql");
        assert_eq!(flyway.direction, Direction::Down);
        assert_eq!(place("schema/users.sql").direction, Direction::Up);
        assert!(!place("schema/users.sql").migration);
    }

    #[test]
    fn marks_are_told_from_sentences() {
        assert_eq!(mark("-- +goose Down"), Some(Direction::Down));
        assert_eq!(mark("-- migrate:up transaction:false"), Some(Direction::Up));
        assert_eq!(mark("# --- !Downs"), Some(Direction::Down));
        assert_eq!(mark("-- ---- create above / drop below ----"), Some(Direction::Down));
        assert_eq!(mark("-- down from here everything changes"), None);
        assert_eq!(mark("-- up to ten rows"), None);
    }
}
