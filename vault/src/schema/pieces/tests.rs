use super::*;

fn texts(text: &str, wanted: impl Fn(Kind) -> bool) -> Vec<&str> {
    pieces(text).filter(|piece| wanted(piece.kind)).map(|piece| &text[piece.span.range()]).collect()
}

#[test]
fn comments_are_found_between_things_that_look_like_them() {
    let text = r####"
let a = "// no"; // one
let b = r#"// no " // no"#; /* two /* nested */ still */
let c = '"'; // three
let d: &'a str = x; // four
let e = b'\''; // five
let f = br"// no\"; // six
let g = 'é'; // seven
let r#type = 1; // eight
/// documentation
//! documentation
/** documentation */
//// nine
let h = "a\"// no"; /**/"####;
    let found = texts(text, |kind| kind == Kind::Comment { doc: false });
    let expected = [
        "// one",
        "/* two /* nested */ still */",
        "// three",
        "// four",
        "// five",
        "// six",
        "// seven",
        "// eight",
        "//// nine",
        "/**/",
    ];
    assert_eq!(found, expected);
}

#[test]
fn strings_are_told_from_what_looks_like_them() {
    let text = "let a = 'x'; // \"no\"\nfn f<'a>() { r#\"raw \"one\"\"#; \"two\\\"\"; b\"three\" } /* \"no\" */ c\"é\"";
    let found: Vec<&str> = pieces(text)
        .filter_map(|piece| match piece.kind {
            Kind::Str { text: inner, .. } => Some(&text[inner.range()]),
            _ => None,
        })
        .collect();
    assert_eq!(found, ["raw \"one\"", "two\\\"", "three", "é"]);
}

#[test]
fn what_is_not_closed_runs_to_the_end() {
    let broken = ["/* a", "\"a // b", "r##\"// \"#", "'", "'\\", "\"\\", "// é\r\n", "'\\é", "\"\\é", "b'", "r#"];
    for text in broken {
        for piece in pieces(text) {
            assert!(text.get(piece.span.range()).is_some(), "{text:?}");
        }
    }
    assert_eq!(texts("// a\r\n// b", |_| true), ["// a", "// b"]);
}
