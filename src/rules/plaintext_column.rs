//! `plaintext-column`: a column whose name and type say that a secret is
//! stored readable.

use std::collections::BTreeMap;

use super::{Context, Looks, Rule};
use crate::catalog::Card;
use crate::files::Class;
use crate::finding::{Confidence, Finding, Label, Level};
use crate::sql::columns::Judged;
use crate::sql::judge::Shape;
use crate::sql::model::{Model, Spot};
use crate::sql::table::{Column, Table};
use crate::sql::words::Kind;

/// See `rules/plaintext-column.yaml`.
pub struct PlaintextColumn;

impl Rule for PlaintextColumn {
    fn card(&self) -> &'static Card {
        crate::card!("plaintext-column")
    }

    fn looks(&self) -> Looks {
        Looks::AtSql
    }

    fn check(&self, cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
        let model = cx.sql;
        let readable = model.judged.iter().filter(|j| j.verdict.shape == Shape::Readable);
        let mut columns: BTreeMap<(String, String), Vec<One<'_>>> = BTreeMap::new();
        for judged in readable {
            let one = One::new(model, judged);
            let key = (one.table.key.clone(), one.column.key());
            columns.entry(key).or_default().push(one);
        }
        for ones in columns.values_mut() {
            ones.sort_by_key(|one| one.rank());
            if let Some(finding) = finding(model, ones) {
                report(finding);
            }
        }
    }
}

/// One declared column that holds a readable secret.
struct One<'a> {
    table: &'a Table,
    column: &'a Column,
    judged: &'a Judged,
    class: Class,
    /// Where it went, when it does not stand.
    gone: Option<Spot>,
}

impl<'a> One<'a> {
    fn new(model: &'a Model, judged: &'a Judged) -> One<'a> {
        let table = &model.tables[judged.table];
        let column = &table.columns[judged.column];
        let class = model.text(column.spot).class;
        One { table, column, judged, class, gone: column.dropped.or(table.dropped) }
    }

    /// The declaration that counts comes first: it stands, ships, is sure.
    fn rank(&self) -> (bool, bool, std::cmp::Reverse<Confidence>, Spot) {
        let sure = std::cmp::Reverse(self.confidence());
        (self.gone.is_some(), !self.class.ships(), sure, self.column.spot)
    }

    fn confidence(&self) -> Confidence {
        self.judged.verdict.confidence.into()
    }

    fn name(&self) -> String {
        format!("{}.{}", self.table.name, self.column.def.name.text)
    }

    fn level(&self) -> Level {
        let sure = self.confidence() > Confidence::Low;
        match self.gone.is_none() && sure && matches!(self.class, Class::Main | Class::Generated) {
            true => Level::Deny,
            false => Level::Warn,
        }
    }
}

fn finding(model: &Model, ones: &[One<'_>]) -> Option<Finding> {
    let first = ones.first()?;
    let card = crate::card!("plaintext-column");
    let label = model.label(first.column.name_spot, because(first)).named(first.name());
    let confidence = first.confidence();
    let mut finding = Finding::new(&card.id, first.level(), confidence, message(first), label)
        .with_key(format!("{}.{}", first.table.key, first.column.key()))
        .with_help(help(first));
    for label in related(model, ones) {
        finding = finding.with_related(label);
    }
    Some(finding)
}

fn message(one: &One<'_>) -> String {
    let ty = match one.column.def.ty.as_str() {
        "" => "no type".to_string(),
        ty => format!("type `{}`", one_line(ty)),
    };
    let tense = if one.gone.is_some() { "stored" } else { "stores" };
    format!("column `{}` ({ty}) {tense} {} readable", one.name(), what(one.judged.verdict.kind))
}

fn one_line(ty: &str) -> String {
    let words: Vec<&str> = ty.split_whitespace().collect();
    words.join(" ").chars().take(60).collect()
}

fn what(kind: Option<Kind>) -> &'static str {
    match kind {
        Some(Kind::Password) => "a password",
        Some(Kind::Key) => "a secret key",
        Some(Kind::Token) => "a token",
        Some(Kind::Push) => "a push token",
        Some(Kind::Code) => "a one-time code",
        Some(Kind::Credential) => "credentials",
        Some(Kind::Secret) | None => "a secret",
    }
}

fn because(one: &One<'_>) -> String {
    one.judged.verdict.because.join("; ")
}

/// The repair, the rename or type change that led here, other declarations.
fn related(model: &Model, ones: &[One<'_>]) -> Vec<Label> {
    let mut out = Vec::new();
    for (at, one) in ones.iter().enumerate() {
        let say = |spot: Spot, message: &str| model.label(spot, message).named(one.name());
        if at > 0 {
            out.push(say(one.column.name_spot, "also declared here"));
        }
        out.extend(one.column.others.iter().take(8).map(|spot| say(*spot, "also declared here")));
        if at == 0 {
            out.extend(one.gone.map(|spot| say(spot, "gone since this statement")));
        }
    }
    out.truncate(20);
    out
}

fn help(one: &One<'_>) -> String {
    let way = match one.judged.verdict.kind {
        Some(Kind::Password | Kind::Code) => "keep only a hash (argon2id) in a column named for it",
        Some(Kind::Token | Kind::Push) => "keep only a digest (`token_digest`), or a reference to the secret's record",
        _ => "keep a reference (`secret_id`) or wrapped ciphertext with its key's id",
    };
    match one.gone {
        Some(_) => "a later migration removes it; rotate what was stored meanwhile".to_string(),
        None => format!("{way}; if the value is protected, say so in the column's name"),
    }
}
