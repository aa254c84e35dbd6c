//! R1, the table: complete, unambiguous, reasoned, and the same in the documentation.

use std::collections::HashSet;
use std::path::Path;

use secret_guard_vault::manifest::{Class, Profile, Word};
use secret_guard_vault::policy::{RULES, SourceKind, Verdict, cell, markdown, preferred};

#[test]
fn r01_the_matrix_has_72_cells_each_with_its_reason() {
    let rows: HashSet<_> = RULES.iter().map(|rule| (rule.class, rule.source)).collect();
    assert_eq!(rows.len(), RULES.len(), "no row twice");
    let mut cells = 0;
    for class in Class::ALL {
        for profile in Profile::ALL {
            cells += SourceKind::ALL.iter().filter(|source| rows.contains(&(*class, **source))).count();
            for source in SourceKind::ALL {
                assert!(!cell(*class, *profile, *source).why.is_empty(), "{class} {profile} {source}");
            }
            let preferred_ones = SourceKind::ALL.iter();
            let preferred_ones = preferred_ones.filter(|s| cell(*class, *profile, **s).verdict == Verdict::Preferred);
            assert_eq!(preferred_ones.count(), 1, "{class} {profile}");
            assert!(preferred(*class, *profile).is_some());
        }
    }
    assert_eq!(cells, 72);
}

#[test]
fn r01_strict_takes_only_bootstrap_from_the_environment() {
    for class in Class::ALL {
        let refused = cell(*class, Profile::Strict, SourceKind::Env).verdict == Verdict::Refused;
        assert_eq!(refused, *class != Class::Bootstrap, "{class}");
    }
}

#[test]
fn r01_the_documentation_shows_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (begin, end) = ("<!-- policy -->\n", "<!-- /policy -->");
    let (head, rest) = readme.split_once(begin).expect("the README has the marker");
    let (table, tail) = rest.split_once(end).expect("the README has the end marker");
    if table != markdown() && std::env::var_os("SECRET_GUARD_BLESS").is_some() {
        std::fs::write(&path, format!("{head}{begin}{}{end}{tail}", markdown())).unwrap();
        return;
    }
    assert_eq!(table, markdown(), "run with SECRET_GUARD_BLESS=1 to rewrite the table");
}
