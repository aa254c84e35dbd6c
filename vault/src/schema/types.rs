//! What a column's type can hold.

use super::words::words;

/// Types by what they can hold of a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Text of any length, or of at most so many characters.
    Text(Option<u32>),
    /// Text of exactly so many characters.
    Fixed(u32),
    /// Bytes.
    Bytes,
    /// A whole number.
    Number,
    /// A UUID.
    Uuid,
    /// A document.
    Json,
    /// True or false, times, enumerations, addresses: never a secret.
    Nothing,
    /// A type that says it is protected.
    Guarded,
    /// No type, or one this reader does not know.
    Unknown,
}

/// Reads a type as written.
pub fn holds(ty: &str) -> Holds {
    let lower = ty.trim().to_ascii_lowercase();
    let base = lower.trim_end_matches(['[', ']']).trim();
    let (name, length) = split(base);
    let name = name.rsplit('.').next().unwrap_or(name).trim_matches('"').trim();
    match name {
        "" | "any" => Holds::Unknown,
        "char" | "character" | "nchar" | "bpchar" => length.map_or(Holds::Nothing, Holds::Fixed),
        "text" | "tinytext" | "mediumtext" | "longtext" | "citext" | "clob" | "string" | "ntext" | "name" | "nclob" => {
            Holds::Text(None)
        }
        "hstore" | "json" | "jsonb" | "map" | "variant" | "object" | "super" => Holds::Json,
        "uuid" | "uniqueidentifier" | "guid" => Holds::Uuid,
        "bytea" | "blob" | "tinyblob" | "mediumblob" | "longblob" | "binary" | "varbinary" | "raw" | "image"
        | "bytes" | "long raw" => Holds::Bytes,
        "enum" | "set" | "bit" | "bool" | "boolean" | "date" | "time" | "datetime" | "datetime2" | "interval"
        | "year" | "inet" | "cidr" | "macaddr" | "tsvector" | "tsquery" | "point" | "geometry" | "geography"
        | "vector" | "oid" | "regclass" | "money" | "timestamptz" | "timetz" | "xid" | "ltree" | "datetimeoffset"
        | "smalldatetime" => Holds::Nothing,
        "float" | "real" | "double" | "double precision" | "float4" | "float8" | "decimal" | "numeric" | "dec" => {
            Holds::Nothing
        }
        _ if name.starts_with("timestamp") || name.starts_with("time ") => Holds::Nothing,
        _ if varies(name) => Holds::Text(length),
        _ => numbered(name),
    }
}

/// `VARCHAR(n)` under its names.
fn varies(name: &str) -> bool {
    let parts = ["varchar", "char varying", "character varying"];
    let whole = ["varyingcharacter", "character large object", "long text"];
    parts.iter().any(|part| name.contains(part)) || whole.contains(&name)
}

/// A whole number by its first word: `BIGINT UNSIGNED`; else a type of the
/// schema's own.
fn numbered(name: &str) -> Holds {
    match name.split(' ').next().unwrap_or("") {
        "int" | "integer" | "bigint" | "smallint" | "tinyint" | "mediumint" | "int2" | "int4" | "int8" | "serial"
        | "bigserial" | "smallserial" | "number" | "uint" | "uint32" | "uint64" | "int64" | "int32" | "counter"
        | "long" | "serial4" | "serial8" | "hugeint" | "unsigned" => Holds::Number,
        _ => custom(name),
    }
}

fn custom(name: &str) -> Holds {
    let name = words().of(name);
    match &words().lists {
        lists if lists.protected.any(&name) => Holds::Guarded,
        lists if lists.plain_types.any(&name) => Holds::Nothing,
        _ => Holds::Unknown,
    }
}

/// The name before the parenthesis and the first number inside.
fn split(ty: &str) -> (&str, Option<u32>) {
    match ty.split_once('(') {
        None => (ty, None),
        Some((name, inside)) => {
            let digits: String = inside.trim().chars().take_while(char::is_ascii_digit).collect();
            (name.trim(), digits.parse().ok())
        }
    }
}
