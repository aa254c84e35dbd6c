//! The SQL reader on whole, cut and mangled texts.

mod common;

use common::{files, home};
use secret_guard::sql::lex::lex;
use secret_guard::sql::read::read;
use secret_guard::sql::split::split;
use secret_guard::sql::token::Kind;

fn fixtures() -> Vec<String> {
    let all = files(&home().join("testdata"));
    let sql = all.iter().filter(|path| path.extension().is_some_and(|e| e == "sql" || e == "rs"));
    let texts: Vec<String> = sql.map(|path| std::fs::read_to_string(path).expect("a fixture")).collect();
    assert!(texts.len() > 5, "there are fixtures to mangle");
    texts
}

/// Every token but end marks is in exactly one statement, in order.
fn nothing_is_lost(text: &str) {
    let lexed = lex(text);
    let ranges = split(text, &lexed);
    let mut covered = vec![0; lexed.tokens.len()];
    ranges.into_iter().flatten().for_each(|at| covered[at] += 1);
    for (token, times) in lexed.tokens.iter().zip(covered) {
        let wanted = usize::from(token.kind != Kind::End);
        // Bodies of routines keep the end marks inside them.
        assert!(times == wanted || times == 1, "{token:?} is in {times} statements");
    }
    for statement in read(text).statements {
        assert!(statement.span.end as usize <= text.len() && statement.span.start <= statement.span.end);
        assert!(text.get(statement.span.range()).is_some(), "a span cuts a character");
    }
}

#[test]
fn a_text_cut_anywhere_is_still_read() {
    for text in fixtures() {
        for (at, _) in text.char_indices().step_by(3) {
            nothing_is_lost(&text[..at]);
        }
    }
}

#[test]
fn a_mangled_text_is_still_read() {
    let marks =
        ["'", "\"", "`", "$$", "/*", "*/", "(", ")", ";", "{{", "é", "\\", "--", "[", "BEGIN", "\nDELIMITER //\n"];
    for text in fixtures() {
        for (turn, (at, _)) in text.char_indices().step_by(29).enumerate() {
            let mut mangled = text.clone();
            mangled.insert_str(at, marks[turn % marks.len()]);
            nothing_is_lost(&mangled);
        }
    }
}

#[test]
fn statements_behind_a_broken_one_are_read() {
    let broken = "CREATE TABLE a (x text DEFAULT 'oops);\nCREATE TABLE b (y text);\nALTER TABLE b ADD z int;";
    let script = read(broken);
    let tables: Vec<String> = script.statements.iter().map(|s| format!("{:?}", s.verb)).collect();
    assert!(script.broken);
    assert!(tables.iter().any(|t| t.contains("\"b\"") && t.starts_with("CreateTable")), "{tables:?}");
    assert!(tables.iter().any(|t| t.starts_with("AlterTable")), "{tables:?}");
}

/// What is in sight says at once what going there bracket by bracket says,
/// in broken files as well.
#[test]
fn a_token_reaches_as_far_as_its_bracket() {
    use secret_guard_vault::schema::embedded::code::Code;
    let walks = |code: &Code<'_>, from: usize, to: usize| {
        let (mut at, opens) = (from, |at: usize| [b'(', b'[', b'{'].iter().any(|c| code.punct(at, *c)));
        while at < to {
            match opens(at) {
                true if code.close(at) <= to => at = code.close(at),
                _ if [b')', b']', b'}'].iter().any(|c| code.punct(at, *c)) => return false,
                _ => at += 1,
            }
        }
        true
    };
    for text in ["", "a (b [c] d) e", "a ) b ( c", "( ( a ) b", "{ a } ] { b ( } c )", "[ ( a ] b ) c }"] {
        let code = Code::new(text);
        for (from, to) in (0..code.tokens.len()).flat_map(|from| (0..=code.tokens.len()).map(move |to| (from, to))) {
            assert_eq!(code.reaches(from, to), walks(&code, from, to), "{text}: {from} to {to}");
        }
    }
}
