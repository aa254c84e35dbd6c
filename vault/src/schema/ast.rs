//! What a statement says, as far as the rules care.

use super::span::Span;

/// A table, column or other name as written, without quotes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// The last part: `users` in `app.users`.
    pub text: String,
    /// The part before the last: `app`.
    pub schema: Option<String>,
    /// Where the whole name stands.
    pub span: Span,
}

impl Name {
    /// The form that names are compared in.
    pub fn key(&self) -> String {
        self.text.to_lowercase()
    }
}

/// What stands behind a column's name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// The column's name.
    pub name: Name,
    /// The type as written, with length; empty when there is none.
    pub ty: String,
    /// The whole definition.
    pub span: Span,
    /// The expression after `DEFAULT`.
    pub default: Option<Span>,
    /// The expression of a generated column.
    pub generated: Option<Span>,
    /// The expression of a `CHECK`.
    pub check: Option<Span>,
    /// The table and column of `REFERENCES`.
    pub references: Option<Reference>,
    /// `COMMENT '…'` and SQL comments beside or above it.
    pub comment: String,
}

/// The target of a foreign key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// The table referred to.
    pub table: String,
    /// Its column; empty when not named.
    pub column: String,
}

/// One change of `ALTER TABLE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// `ADD [COLUMN]`.
    Add(Box<Column>),
    /// `DROP [COLUMN]`.
    Drop(Name),
    /// `RENAME [COLUMN] a TO b`.
    Rename(Name, Name),
    /// `RENAME TO`.
    RenameTable(Name),
    /// `CHANGE old new type…`, `MODIFY new type…`.
    Redefine(Name, Box<Column>),
    /// `ALTER COLUMN c TYPE t [USING expression]`.
    Type(Name, String, Span),
    /// `ALTER COLUMN c SET DEFAULT expression`.
    Default(Name, Span),
    /// `ADD FOREIGN KEY (c) REFERENCES …`.
    Reference(Vec<String>, Reference),
    /// `ADD CHECK (…)`.
    Check(Span),
    /// `DISABLE TRIGGER …`.
    DisableTrigger,
    /// `DETACH PARTITION p`, `DROP PARTITION p`, `TRUNCATE PARTITION p`.
    Detach(Name),
    /// Anything else.
    Other,
}

/// What a `DROP` is aimed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Object {
    /// A table.
    Table,
    /// A view, materialized or not.
    View,
    /// A trigger; the table, where named, is the second name.
    Trigger,
    /// A function or procedure.
    Function,
    /// A schema or database.
    Schema,
    /// A policy or rule on a table.
    Policy,
    /// Anything else.
    Other,
}

/// What `CREATE TABLE` says of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Definition {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Foreign keys of single columns, declared apart.
    pub references: Vec<(Vec<String>, Reference)>,
    /// Table-level `CHECK` expressions.
    pub checks: Vec<Span>,
    /// `LIKE other`, or the table of `AS SELECT`.
    pub like: Option<Name>,
    /// The table's comment.
    pub comment: String,
    /// The query of `CREATE TABLE … AS`.
    pub query: Option<Span>,
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verb {
    /// `CREATE TABLE`: the table, and what is said of it.
    CreateTable(Name, Definition),
    /// `ALTER TABLE`.
    AlterTable(Name, Vec<Action>),
    /// `DROP …`; a trigger's or policy's table comes last.
    Drop(Object, Vec<Name>),
    /// `TRUNCATE`.
    Truncate(Vec<Name>),
    /// `RENAME TABLE a TO b`.
    RenameTables(Vec<(Name, Name)>),
    /// `CREATE VIEW`; the span is the query.
    CreateView {
        /// The view.
        view: Name,
        /// The query after `AS`.
        query: Span,
    },
    /// `COMMENT ON TABLE/COLUMN`.
    Comment {
        /// The table.
        table: Name,
        /// The column, when it is about one.
        column: Option<String>,
        /// The comment's text.
        text: String,
    },
    /// `INSERT` or `REPLACE`; the span starts at `VALUES` or the query.
    Insert {
        /// The table.
        table: Name,
        /// The columns named; empty means all in order.
        columns: Vec<Name>,
        /// What is inserted.
        body: Span,
    },
    /// `UPDATE`; the span starts after `SET`.
    Update {
        /// The table.
        table: Name,
        /// Assignments and what follows.
        body: Span,
    },
    /// `DELETE FROM`.
    Delete(Name),
    /// `COPY … FROM stdin`; the rows are the next statement.
    Copy {
        /// The table.
        table: Name,
        /// The columns named.
        columns: Vec<Name>,
    },
    /// The rows of the `COPY` before.
    CopyData,
    /// `CREATE TRIGGER`.
    CreateTrigger {
        /// The trigger.
        name: Name,
        /// Its table.
        table: Name,
        /// The function called, when it is named.
        function: Option<Name>,
    },
    /// `CREATE FUNCTION` or `PROCEDURE`; the span is its body.
    CreateFunction(Name, Span),
    /// `DO $$ … $$`, with what its body does.
    Do(Span),
    /// `CREATE/ALTER ROLE … PASSWORD '…'`; the span is the literal.
    RolePassword(Span),
    /// `SIGNAL`, `RAISE EXCEPTION`: refuses to go on.
    Refuse,
    /// A client command.
    Meta,
    /// Read over: a statement of no interest, by its first word.
    Other(String),
    /// Could not be understood; why.
    Skipped(&'static str),
}

/// A statement with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What it says.
    pub verb: Verb,
    /// From its first to its last token.
    pub span: Span,
    /// Inside a `DO` block or a string that is executed.
    pub nested: bool,
}
