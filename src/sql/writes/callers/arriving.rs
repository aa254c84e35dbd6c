//! Types that requests arrive in: `Json(user): Json<NewUser>`, `form: web::Form<NewUser>`.

use std::collections::HashSet;

use memchr::memmem;

use crate::sql::writes::tokens::front;
use crate::sql::writes::tokens::lists::lists;

/// How far from its extractor a type may stand, and how far before it the name of the parameter.
const FAR: usize = 120;

/// The names of the types that functions are handed by an extractor.
pub(in crate::sql::writes) fn arriving<'a>(texts: impl Iterator<Item = &'a str>) -> HashSet<&'a str> {
    let mut out = HashSet::new();
    let extractors: Vec<String> = lists().extracted().iter().map(|name| format!("{name}<")).collect();
    for text in texts {
        for extractor in &extractors {
            let found = memmem::find_iter(text.as_bytes(), extractor).filter(|at| is_handed(&text[..*at]));
            out.extend(found.filter_map(|at| named(front(&text[at + extractor.len()..], FAR))));
        }
    }
    out
}

/// Whether a parameter is of the type whose last name begins behind this text.
fn is_handed(before: &str) -> bool {
    let outside = |c: char| !(c.is_alphanumeric() || c == '_');
    let mut rest = before.trim_end_matches(|c| !outside(c));
    while let Some(path) = rest.strip_suffix("::") {
        rest = path.trim_end_matches(|c| !outside(c));
    }
    // `Valid<Json<NewUser>>`
    let rest = rest.strip_suffix('<').map_or(rest, |held| held.trim_end_matches(|c| !outside(c)));
    let Some(pattern) = rest.trim_end().strip_suffix(':') else { return false };
    let bare = pattern.trim_end_matches(|c| !outside(c)).trim_end();
    // A field of a row is public.
    pattern.ends_with(')') || bare.len() < pattern.len() && (bare.ends_with(['(', ',']) || bare.ends_with("mut"))
}

/// The type in `crate::dto::NewUser>`, `Vec<NewUser>>`.
fn named(behind: &str) -> Option<&str> {
    let held = &behind[..behind.find('>')?];
    let last = held.rsplit(['<', ':', '&', ' ', ',']).next()?;
    last.starts_with(char::is_uppercase).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::arriving;

    #[test]
    fn what_functions_are_handed_arrives() {
        let all = |text: &'static str| arriving([text].into_iter()).into_iter().collect::<Vec<_>>();
        assert_eq!(all("fn f(Json(user): Json<NewUser>)"), ["NewUser"]);
        assert_eq!(all("fn f(pool: Data<Pool>, user: web::Json<dto::NewUser>)"), ["NewUser"]);
        assert_eq!(all("fn f(&self, request: tonic::Request<Join>)"), ["Join"]);
        assert_eq!(all("fn f(Valid(Json(user)): Valid<Json<NewUser>>)"), ["NewUser"]);
        assert!(all("fn f() -> Json<User>").is_empty());
        assert!(all("fn f() -> Result<Json<User>, Error>").is_empty());
        assert!(all("struct Row { id: i64, pub data: Json<User> }").is_empty());
        assert!(all("Json<").is_empty());
    }
}
