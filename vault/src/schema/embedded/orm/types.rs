//! The SQL types behind the methods of builders.

use std::ops::Range;

use crate::schema::embedded::code::Code;

/// The type that follows `ColumnDef::new(…)` at `def`.
pub fn defined(code: &Code<'_>, def: usize, args: &Range<usize>) -> String {
    if code.ident(def + 3, "new_with_type") {
        let kind = args.clone().find(|at| code.ident(*at, "ColumnType"));
        return kind.map_or(String::new(), |at| sql_type(&crate::schema::segments(code.slice(at + 3)).join("_"), None));
    }
    let (calls, _) = code.chain(code.close(def + 4));
    let mut types = calls.iter().map(|call| sql_type(call.name, call.args.clone().next().map(|at| code.slice(at))));
    types.find(|ty| !ty.is_empty()).unwrap_or_default()
}

/// The type of `string_len(Users::Name, 60)`.
pub fn called(code: &Code<'_>, args: &Range<usize>) -> Option<String> {
    let call = args.clone().find(|at| code.is_ident(*at) && code.punct(at + 1, b'('))?;
    let list = code.list(code.inside(call + 1));
    Some(sql_type(code.slice(call), list.get(1).map(|range| code.slice(range.start))))
}

/// The SQL type behind a builder's method; empty for other methods.
pub fn sql_type(method: &str, arg: Option<&str>) -> String {
    let base = method.trim_end_matches("_uniq").trim_end_matches("_null").trim_end_matches("_key");
    let name = match base {
        "string" | "string_len" | "tiny_text" | "medium_text" | "long_text" => return sized("varchar", arg),
        "char_len" => return sized("char", arg),
        "text" | "char" | "citext" => "text",
        "binary" | "binary_len" | "var_binary" | "blob" | "tiny_blob" | "long_blob" | "medium_blob" => "bytea",
        "uuid" => "uuid",
        "json" | "json_binary" => "jsonb",
        "boolean" => "boolean",
        "enumeration" => "enum",
        "array" => "text[]",
        "custom" | "custom_type" => "custom",
        _ => number(base),
    };
    name.to_string()
}

fn sized(name: &str, arg: Option<&str>) -> String {
    let length = arg.filter(|arg| arg.parse::<u32>().is_ok());
    length.map_or(name.to_string(), |n| format!("{name}({n})"))
}

/// Numbers, times and what else holds no secret.
fn number(base: &str) -> &'static str {
    match base {
        "integer" | "big_integer" | "small_integer" | "tiny_integer" | "unsigned" | "big_unsigned" | "pk_auto"
        | "big_pk_auto" | "big_serial" => "integer",
        "float" | "double" | "money" | "inet" | "cidr" | "mac_address" | "bit" | "year" | "interval" => "float",
        _ if base.starts_with("timestamp") || base.starts_with("date") || base.starts_with("time") => "timestamp",
        _ if base.starts_with("decimal") => "float",
        _ => "",
    }
}
