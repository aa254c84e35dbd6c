//! Every mistake in a config is an error at its place, with the nearest name.

mod common;

use common::{folder, run};

/// Runs a check with this config; gives what is said of it.
fn said(config: &str) -> String {
    let dir = folder(&[("secret-guard.yaml", config), ("lib.rs", "fn f() {}\n")]);
    let (code, out, err) = run(dir.path(), &["check"]);
    assert_eq!(code, 2, "{config}\n{out}{err}");
    assert_eq!(out, "");
    assert!(!err.contains("panicked"), "{err}");
    err
}

#[test]
fn mistakes_are_underlined() {
    let sanction = "version: 1\nsanctioned:\n  - path: a.rs\n    rule: bad-suppression\n    reason: r\n    owner: o\n";
    for (config, place, message, help) in [
        ("version: 2\n", "1:10", "version of the config is unknown", "version: 1"),
        ("rules: {}\n", "", "`version` is missing", ""),
        ("version: 1\nrulez: {}\n", "2:1", "no field `rulez`", "did you mean `rules`?"),
        ("version: one\n", "1:10", "", ""),
        ("version: 1\nversion: 1\n", "2:1", "`version` is written twice", ""),
        (
            "version: 1\nrules: { bad-supression: {} }\n",
            "2:10",
            "no rule `bad-supression`",
            "did you mean `bad-suppression`?",
        ),
        (
            "version: 1\nrules: { bad-suppression: { level: dany } }\n",
            "2:36",
            "`dany` is no level",
            "did you mean `deny`?",
        ),
        (
            "version: 1\nrules: { bad-suppression: { leevel: deny } }\n",
            "2:29",
            "no field `leevel`",
            "did you mean `level`?",
        ),
        ("version: 1\nrules: { bad-suppression: { options: { x: 1 } } }\n", "2:40", "no option `x`", ""),
        ("version: 1\nclasses: { tests: warn }\n", "2:12", "no class of files `tests`", "did you mean `test`?"),
        (&sanction.replace("reason: r", "reason: ''"), "5:13", "needs a reason", ""),
        (&sanction.replace("    owner: o\n", ""), "", "`owner` is missing", ""),
        (
            &sanction.replace("owner: o", "owner: o\n    expires: 2025-02-30"),
            "7:14",
            "`2025-02-30` is no day",
            "YYYY-MM-DD",
        ),
        (&sanction.replace("owner: o", "owner: o\n    crate: x"), "3:5", "either a `path`, or a `crate`", ""),
        (&sanction.replace("path: a.rs", "path: 'a[.rs'"), "3:11", "no valid path pattern", ""),
        ("version: 1\nexclude:\n  - path: a/**\n", "", "`reason` is missing", ""),
        ("version: 1\nallow_columns:\n  - column: password\n    reason: r\n", "3:13", "`table.column`", ""),
        ("version: 1\nsinks: 3\n", "2:8", "", ""),
        ("version: [\n", "", "", ""),
        ("", "", "", ""),
    ] {
        let err = said(config);
        assert!(err.contains(&format!("secret-guard.yaml:{place}")), "{config}{place}\n{err}");
        assert!(err.contains(message), "{config}{message}\n{err}");
        assert!(err.contains(help), "{config}{help}\n{err}");
    }
}

#[test]
fn all_mistakes_are_told_at_once() {
    let err = said("version: 1\nrules: { quux: {}, bad-suppression: { level: x } }\nclasses: { zzz: warn }\n");
    for part in ["no rule `quux`", "`x` is no level", "no class of files `zzz`"] {
        assert!(err.contains(part), "{part}: {err}");
    }
}

#[test]
fn bombs_are_refused() {
    let mut bomb = String::from("version: 1\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for at in 1..12 {
        let list = vec![format!("*a{}", at - 1); 10].join(", ");
        bomb.push_str(&format!("a{at}: &a{at} [{list}]\n"));
    }
    said(&bomb);
    said(&format!("version: 1\nrules: {}\n", "{a: ".repeat(50_000)));
}

/// The same of `secrets.yaml`, which the vault reads by the same words.
#[test]
fn mistakes_in_the_manifest_are_underlined() {
    let entry = "  - id: a-key\n    class: runtime\n    env: A_KEY\n    kind: secret\n    owner: x\n";
    let second = |env: &str| entry.replace("a-key", "b-key").replace("A_KEY", env);
    let old = |day: &str| format!("{entry}    deprecated:\n      - name: OLD_KEY\n        since: {day}\n");
    for (entries, place, message, help) in [
        (format!("{entry}    ovner: y\n"), "8:5", "unknown field `ovner`", "did you mean `owner`?"),
        (entry.replace("runtime", "runtim"), "4:12", "unknown class `runtim`", "did you mean `runtime`?"),
        (entry.replace("owner: x", "owner: [x]"), "7:12", "", ""),
        (format!("{entry}    env: B_KEY\n"), "8:5", "duplicate key `env`", ""),
        (format!("{entry}{}", second("A_KEY")), "10:10", "`A_KEY` is already `env` of `a-key`", ""),
        (format!("{entry}    aliases: [B_KEY]\n{}", second("B_KEY")), "11:10", "already an alias of `a-key`", ""),
        (old("2025-02-30"), "10:16", "not a date", "YYYY-MM-DD"),
    ] {
        let manifest = format!("version: 1\nsecrets:\n{entries}");
        let dir = folder(&[("secrets.yaml", &manifest), ("lib.rs", "fn f() {}\n")]);
        let (code, out, err) = run(dir.path(), &["check"]);
        assert_eq!((code, out.as_str()), (2, ""), "{manifest}\n{err}");
        assert!(err.contains(&format!("secrets.yaml:{place}")), "{manifest}{place}\n{err}");
        assert!(err.contains(message) && err.contains(help), "{manifest}{message}\n{err}");
    }
}
