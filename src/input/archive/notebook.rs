//! Notebooks: each cell a text of its own, so that lines are those that a
//! person sees.

use serde_json::Value;

/// A part of a notebook: what it is called, and its text.
pub type Cell = (String, String);

/// The cells of a notebook, what they put out, and all the rest; `None` when
/// the text is none.
pub fn cells(text: &str) -> Option<Vec<Cell>> {
    let mut notebook: Value = serde_json::from_str(text).ok()?;
    let language = language(&notebook).to_owned();
    let cells = notebook.get_mut("cells")?.as_array_mut()?;
    let mut parts = Vec::new();
    for (at, cell) in cells.iter_mut().enumerate() {
        let ending = if cell["cell_type"] == "code" { language.as_str() } else { "md" };
        let name = format!("cell{}", at + 1);
        push(&mut parts, format!("{name}.{ending}"), cell.get_mut("source"));
        for output in cell.get_mut("outputs").and_then(Value::as_array_mut).into_iter().flatten() {
            push(&mut parts, format!("{name}.out"), output.get_mut("text"));
            push(&mut parts, format!("{name}.out"), output.get_mut("traceback"));
            let data = output.get_mut("data").and_then(Value::as_object_mut);
            for (_, value) in data.into_iter().flatten().filter(|(kind, _)| kind.starts_with("text/")) {
                push(&mut parts, format!("{name}.out"), Some(value));
            }
        }
    }
    // What is left is no cell, but a secret can stand there as well.
    parts.push(("notebook.json".to_owned(), serde_json::to_string(&notebook).ok()?));
    Some(parts)
}

/// Takes a text, written as one string or line by line, out of the notebook.
fn push(parts: &mut Vec<Cell>, name: String, text: Option<&mut Value>) {
    let text = match text.map(Value::take) {
        Some(Value::String(text)) => text,
        Some(Value::Array(lines)) => lines.iter().filter_map(Value::as_str).collect(),
        _ => return,
    };
    if !text.is_empty() {
        parts.push((name, text));
    }
}

/// The ending of files in the notebook's language.
fn language(notebook: &Value) -> &str {
    let named = notebook.pointer("/metadata/language_info/file_extension").and_then(Value::as_str);
    let plain = |ending: &&str| ending.len() < 8 && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    named.map(|ending| ending.trim_start_matches('.')).filter(plain).filter(|ending| !ending.is_empty()).unwrap_or("py")
}
