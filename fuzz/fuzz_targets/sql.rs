//! The SQL reader: no panic, no statement lost, no span outside the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use secret_guard_vault::schema::lex::lex;
use secret_guard_vault::schema::read::read;
use secret_guard_vault::schema::split::split;
use secret_guard_vault::schema::token::Kind;

fuzz_target!(|text: &str| {
    let lexed = lex(text);
    let mut covered = vec![0u32; lexed.tokens.len()];
    split(text, &lexed).into_iter().flatten().for_each(|at| covered[at] += 1);
    for (token, times) in lexed.tokens.iter().zip(covered) {
        assert!(times == 1 || token.kind == Kind::End && times == 0, "a token is in {times} statements");
    }
    for statement in read(text).statements {
        assert!(text.get(statement.span.range()).is_some(), "a span does not fit the text");
    }
});
