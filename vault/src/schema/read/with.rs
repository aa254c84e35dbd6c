//! What a statement is made of that begins with `WITH`.

use crate::schema::cursor::Cursor;

/// Statements in statements are followed this deep.
const DEEPEST: u32 = 3;

/// The parts of `WITH a AS (INSERT …), b AS (SELECT …) UPDATE …` that change
/// something; any other statement, and one that only reads, is one part.
pub fn parts(at: Cursor<'_>) -> Vec<Cursor<'_>> {
    let mut out = Vec::new();
    if at.is(0, "with") {
        changing(at, DEEPEST, &mut out);
    }
    if out.is_empty() { vec![at] } else { out }
}

fn changing<'a>(mut at: Cursor<'a>, deep: u32, out: &mut Vec<Cursor<'a>>) {
    at.eat(&["with"]);
    while !at.done() && !at.is_any(&["select", "values", "table", "merge"]) {
        if at.is_any(&["insert", "update", "delete"]) {
            out.push(at.tail());
            return;
        }
        if !at.is_punct(b'(') {
            at.at += 1;
            continue;
        }
        let inner = at.parens();
        if deep > 0 && inner.is_any(&["with", "insert", "update", "delete"]) {
            changing(inner, deep - 1, out);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::ast::Verb;
    use crate::schema::read::read;

    fn changed(text: &str) -> Vec<String> {
        let table = |verb| match verb {
            Verb::Insert { table, .. } | Verb::Update { table, .. } | Verb::Delete(table) => Some(table.text),
            _ => None,
        };
        read(text).statements.into_iter().filter_map(|statement| table(statement.verb)).collect()
    }

    #[test]
    fn every_part_that_changes_something_is_read() {
        let two = "WITH a AS (INSERT INTO x (id) VALUES (1) RETURNING id), b AS (DELETE FROM y) UPDATE z SET id = 2";
        assert_eq!(changed(two), ["x", "y", "z"]);
        let lines =
            "WITH a AS (\n  INSERT INTO x (id) VALUES (1)\n  RETURNING id\n)\nINSERT INTO y (id)\nSELECT id FROM a";
        assert_eq!(changed(lines), ["x", "y"]);
        assert_eq!(changed("WITH a AS (WITH b AS (INSERT INTO x DEFAULT VALUES) SELECT 1) SELECT * FROM a"), ["x"]);
    }

    #[test]
    fn what_only_reads_changes_nothing() {
        assert_eq!(changed("WITH a AS (SELECT 1 FROM x) SELECT * FROM a FOR UPDATE"), [] as [&str; 0]);
        assert_eq!(changed(&"WITH (".repeat(9000)), [] as [&str; 0]);
    }
}
