//! One package: its targets and what it depends on.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use toml::{Table, Value};

use super::Workspace;
use crate::files::{Crate, Target};
use crate::input::{Root, relative};

/// Adds the crates of the package whose manifest is `table`; `top` is the
/// workspace's own.
pub(super) fn add(workspace: &mut Workspace, root: &Root, dir: &Path, table: &Table, top: &Table) {
    let Some(package) = table.get("package").and_then(Value::as_table) else {
        return;
    };
    let name = package.get("name").and_then(Value::as_str).unwrap_or("");
    let shown_dir = root.shown(dir);
    let (dependencies, always) = (Arc::from(dependencies(table, top)), Arc::new(always(table)));
    let reader = Targets { dir, table, package, name };
    for (target, (crate_name, path)) in reader.all() {
        workspace.crates.push(Crate {
            name: crate_name.replace('-', "_"),
            root: root.shown(&super::normal(&dir.join(path))),
            dir: shown_dir.clone(),
            package: name.to_owned(),
            target,
            dependencies: Arc::clone(&dependencies),
            always: Arc::clone(&always),
        });
    }
    let entry = (name.to_owned(), shown_dir.to_string());
    workspace.packages.push(entry);
}

struct Targets<'a> {
    dir: &'a Path,
    table: &'a Table,
    package: &'a Table,
    name: &'a str,
}

/// The name, and the path from the package's folder.
type Named = (Target, (String, String));

impl Targets<'_> {
    fn all(&self) -> Vec<Named> {
        let mut found: Vec<Named> = self.lib().into_iter().collect();
        found.extend(self.build_script());
        if self.auto("autobins") && self.exists("src/main.rs") {
            self.push(&mut found, Target::Bin, self.name, "src/main.rs");
        }
        let kinds = [
            (Target::Bin, "bin", "autobins", "src/bin"),
            (Target::Test, "test", "autotests", "tests"),
            (Target::Example, "example", "autoexamples", "examples"),
            (Target::Bench, "bench", "autobenches", "benches"),
        ];
        for (target, key, switch, folder) in kinds {
            self.declared(&mut found, target, key, folder);
            if self.auto(switch) {
                self.discovered(&mut found, target, folder);
            }
        }
        found
    }

    fn lib(&self) -> Option<Named> {
        let lib = self.table.get("lib").and_then(Value::as_table);
        let word = |key: &str| lib?.get(key)?.as_str();
        let path = word("path").unwrap_or("src/lib.rs");
        let name = word("name").unwrap_or(self.name);
        let found = self.exists(path) && (lib.is_some() || self.auto("autolib"));
        found.then(|| (Target::Lib, (name.to_owned(), path.to_owned())))
    }

    fn build_script(&self) -> Option<Named> {
        let path = match self.package.get("build") {
            Some(Value::Boolean(false)) => return None,
            Some(Value::String(path)) => path.as_str(),
            _ => "build.rs",
        };
        let named = || (Target::BuildScript, ("build_script_build".to_owned(), path.to_owned()));
        self.exists(path).then(named)
    }

    fn declared(&self, found: &mut Vec<Named>, target: Target, key: &str, folder: &str) {
        let list = self.table.get(key).and_then(Value::as_array);
        for entry in list.into_iter().flatten().filter_map(Value::as_table) {
            let Some(name) = entry.get("name").and_then(Value::as_str) else {
                continue;
            };
            let declared = entry.get("path").and_then(Value::as_str).map(String::from);
            let guesses = [format!("{folder}/{name}.rs"), format!("{folder}/{name}/main.rs")];
            let main = (target == Target::Bin).then(|| "src/main.rs".to_owned());
            let mut paths = declared.into_iter().chain(guesses).chain(main);
            if let Some(path) = paths.find(|path| self.exists(path)) {
                // What is declared takes the place of what was discovered.
                let path = relative(self.dir, &super::normal(&self.dir.join(path)));
                found.retain(|(kind, (_, at))| *kind != target || *at != path);
                self.push(found, target, name, &path);
            }
        }
    }

    fn discovered(&self, found: &mut Vec<Named>, target: Target, folder: &str) {
        let entries = std::fs::read_dir(self.dir.join(folder)).into_iter().flatten();
        let mut names: Vec<String> =
            entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort();
        for name in names {
            match name.strip_suffix(".rs") {
                Some(stem) => self.push(found, target, stem, &format!("{folder}/{name}")),
                None => {
                    let path = format!("{folder}/{name}/main.rs");
                    if self.exists(&path) {
                        self.push(found, target, &name, &path);
                    }
                }
            }
        }
    }

    fn push(&self, found: &mut Vec<Named>, target: Target, name: &str, path: &str) {
        let known = |(kind, (_, at)): &Named| *kind == target && at == path;
        if !found.iter().any(known) {
            found.push((target, (name.to_owned(), path.to_owned())));
        }
    }

    fn auto(&self, switch: &str) -> bool {
        self.package.get(switch).and_then(Value::as_bool) != Some(false)
    }

    fn exists(&self, path: &str) -> bool {
        self.dir.join(path).is_file()
    }
}

const TABLES: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];

/// All dependency tables, those for single platforms too.
fn tables(table: &Table) -> impl Iterator<Item = &Table> {
    let platforms = table.get("target").and_then(Value::as_table);
    let platforms = platforms.into_iter().flat_map(Table::values);
    std::iter::once(table)
        .chain(platforms.filter_map(Value::as_table))
        .flat_map(|table| TABLES.iter().filter_map(|key| table.get(*key)?.as_table()))
}

/// Each dependency's name in code, and the package it stands for.
fn dependencies(table: &Table, top: &Table) -> Vec<(String, String)> {
    let shared = || top.get("workspace")?.get("dependencies")?.as_table();
    let shared = shared();
    let mut found = BTreeMap::new();
    for (name, value) in tables(table).flatten() {
        let inherited = value.get("workspace").and_then(Value::as_bool) == Some(true);
        let value = match inherited {
            true => shared.and_then(|shared| shared.get(name)).unwrap_or(value),
            false => value,
        };
        let package = value.get("package").and_then(Value::as_str).unwrap_or(name);
        found.insert(name.replace('-', "_"), package.to_owned());
    }
    found.into_iter().collect()
}

/// The names in code of dependencies that are always there.
fn always(table: &Table) -> BTreeSet<String> {
    let plain = table.get(TABLES[0]).and_then(Value::as_table);
    let is_optional = |value: &Value| value.get("optional").and_then(Value::as_bool) == Some(true);
    let plain = plain.into_iter().flatten().filter(|(_, value)| !is_optional(value));
    plain.map(|(name, _)| name.replace('-', "_")).collect()
}

/// The `path` of each dependency that has one.
pub(super) fn path_dependencies(table: &Table) -> Vec<&str> {
    tables(table).flat_map(Table::values).filter_map(|value| value.get("path")?.as_str()).collect()
}
