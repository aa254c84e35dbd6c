//! Which module a file is, by where it lies.

use crate::files::Crate;

/// The crates and module paths a file can stand for: `src/a/mod.rs` and
/// `src/a.rs` are both `a`; the root file is the empty path.
pub(super) fn modules<'a>(path: &str, crates: &'a [Crate]) -> Vec<(&'a str, String)> {
    let folder = |root: &'a str| root.rsplit_once('/').map_or("", |(folder, _)| folder);
    let depth = |krate: &&'a Crate| folder(&krate.root).len();
    let above: Vec<&Crate> = crates.iter().filter(|krate| below(path, folder(&krate.root)).is_some()).collect();
    let deepest = above.iter().map(depth).max();
    let nearest = above.iter().filter(|krate| Some(depth(krate)) == deepest);
    nearest
        .filter_map(|krate| {
            let module = match *krate.root == *path {
                true => String::new(),
                false => module(below(path, folder(&krate.root))?)?,
            };
            Some((krate.name.as_str(), module))
        })
        .collect()
}

fn below<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    match folder {
        "" => Some(path),
        folder => path.strip_prefix(folder)?.strip_prefix('/'),
    }
}

fn module(path: &str) -> Option<String> {
    let stem = path.strip_suffix(".rs")?;
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    Some(stem.replace('/', "::"))
}
