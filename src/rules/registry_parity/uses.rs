//! Names of secrets in files that are no code: workflows, container files,
//! files of environment variables.

use std::sync::LazyLock;

use regex::Regex;

use crate::files::File;
use crate::source::Span;

/// What kind of file it is, by its name and content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// `.env.example` and the like: names for people to fill in.
    Example,
    /// Other files of environment variables.
    Env,
    /// A workflow of GitHub.
    Workflow,
    /// A Dockerfile.
    Docker,
    /// A compose file.
    Compose,
    /// Resources of Kubernetes.
    Kubernetes,
}

/// A name that stands in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Use {
    pub name: String,
    pub span: Span,
    /// Whether the place itself says that it is a secret.
    pub certain: bool,
}

/// A name with the value that it is given.
pub(super) struct Assigned {
    pub name: String,
    pub value: Span,
}

/// What can be read out of a file.
pub(super) fn source(file: &File) -> Option<Source> {
    let path = file.source.path().to_ascii_lowercase();
    let name = path.rsplit('/').next().unwrap_or(&path);
    let is_yaml = name.ends_with(".yml") || name.ends_with(".yaml");
    let ends = ["example", "sample", "template", "dist"].iter().any(|end| name.ends_with(end));
    if name.starts_with(".env") {
        return Some(if ends { Source::Example } else { Source::Env });
    }
    if name.starts_with("dockerfile") || name.starts_with("containerfile") || name.ends_with(".dockerfile") {
        return Some(Source::Docker);
    }
    let text = file.source.text();
    let has = |key: &str| text.lines().any(|line| line.starts_with(key));
    match is_yaml {
        true if path.contains(".github/workflows/") => Some(Source::Workflow),
        true if name.starts_with("docker-compose") || name.starts_with("compose") => Some(Source::Compose),
        true if has("apiVersion:") && has("kind:") => Some(Source::Kubernetes),
        _ => None,
    }
}

macro_rules! pattern {
    ($text:literal) => {{
        static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new($text).ok());
        PATTERN.as_ref()
    }};
}

/// The names in a file.
pub(super) fn uses(file: &File) -> Vec<Use> {
    let Some(source) = source(file) else { return Vec::new() };
    let patterns: &[Option<&Regex>] = &match source {
        Source::Workflow => {
            [pattern!(r"(?:^|[^.\w])secrets\.([A-Za-z_]\w*)"), pattern!(r#"\bsecrets\['([A-Za-z_]\w*)'\]"#)]
        }
        Source::Example | Source::Env => [pattern!(r"^\s*(?:export\s+)?([A-Za-z_]\w*)\s*="), None],
        Source::Docker => {
            [pattern!(r"^\s*(?i:env|arg)\s+([A-Za-z_]\w*)"), pattern!(r"^\s*(?i:env)\s.*\s([A-Za-z_]\w*)=")]
        }
        Source::Compose => {
            [pattern!(r"^\s*(?:-\s*)?([A-Z_][A-Z0-9_]*)\s*(?:[:=#]|$)"), pattern!(r"\$\{([A-Z_][A-Z0-9_]*)")]
        }
        Source::Kubernetes => [
            pattern!(r#"^\s*-\s*name:\s*["']?([A-Z_][A-Z0-9_]*)["']?\s*(?:#.*)?$"#),
            pattern!(r"^\s+([A-Z_][A-Z0-9_]*):"),
        ],
    };
    let mut found = Vec::new();
    for (start, line) in lines(file) {
        for pattern in patterns.iter().flatten() {
            for name in pattern.captures_iter(line).filter_map(|captures| captures.get(1)) {
                let span = Span::new(start + name.start(), start + name.end());
                let certain = source == Source::Workflow && !is_given(name.as_str());
                found.push(Use { name: name.as_str().to_owned(), span, certain });
            }
        }
    }
    found.retain(|found| source != Source::Workflow || found.certain);
    found
}

/// Whether GitHub itself gives a workflow this secret.
fn is_given(name: &str) -> bool {
    name.eq_ignore_ascii_case("GITHUB_TOKEN")
}

/// The lines that are no comment, with where they begin.
fn lines(file: &File) -> impl Iterator<Item = (usize, &str)> {
    let lines = file.source.text().split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line.trim_end_matches(['\r', '\n'])))
    });
    lines.filter(|(_, line)| !line.trim_start().starts_with('#'))
}

/// The assignments of a file of environment variables.
pub(super) fn assigned(file: &File) -> Vec<Assigned> {
    let Some(pattern) = pattern!(r#"^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))"#) else {
        return Vec::new();
    };
    let each = lines(file).filter_map(|(start, line)| {
        let captures = pattern.captures(line)?;
        let value = captures.get(2).or(captures.get(3)).or(captures.get(4))?;
        let value = Span::new(start + value.start(), start + value.end());
        Some(Assigned { name: captures.get(1)?.as_str().to_owned(), value })
    });
    each.collect()
}
