//! Inserts of many rows, into several tables at once where that saves PostgreSQL a round trip each.
//!
//! The inserts of one statement see none of each other's rows; they go to different tables.

use sqlx::AssertSqlSafe;

use super::{Column, Conn, bind_columns, row_count};
use crate::error::Result;
use crate::postgres::answered;

/// The type of a column for PostgreSQL's arrays.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Int,
    Text,
    Blob,
}

impl Kind {
    const fn array(self) -> &'static str {
        match self {
            Self::Int => "bigint[]",
            Self::Text => "text[]",
            Self::Blob => "bytea[]",
        }
    }
}

/// An INSERT of many rows.
pub(crate) struct Insert {
    table: String,
    names: String,
    kinds: Vec<Kind>,
    tail: String,
    sqlite: String,
}

impl Insert {
    /// An insert into `table`; `tail` is a conflict clause, or empty.
    pub(crate) fn new(table: &str, columns: &[(&str, Kind)], tail: &str) -> Self {
        let names = columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        let marks: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
        Self {
            sqlite: format!("INSERT INTO {table} ({names}) VALUES ({}) {tail}", marks.join(", ")),
            table: table.to_owned(),
            names,
            kinds: columns.iter().map(|(_, kind)| *kind).collect(),
            tail: tail.to_owned(),
        }
    }

    /// PostgreSQL's text, whose parameters begin behind the first `before`.
    fn postgres(&self, before: usize) -> String {
        let numbered = self.kinds.iter().zip(before + 1..);
        let arrays: Vec<String> = numbered.map(|(kind, n)| format!("${n}::{}", kind.array())).collect();
        let Self { table, names, tail, .. } = self;
        let arrays = arrays.join(", ");
        format!("INSERT INTO {table} ({names}) SELECT * FROM UNNEST({arrays}) {tail}")
    }
}

/// Rows for one table.
pub(crate) struct Rows<'a> {
    insert: &'static Insert,
    columns: Vec<Column<'a>>,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(insert: &'static Insert, columns: impl Into<Vec<Column<'a>>>) -> Self {
        Self {
            insert,
            columns: columns.into(),
        }
    }
}

impl Conn {
    /// Inserts many rows.
    pub(crate) async fn insert(&mut self, insert: &'static Insert, columns: &[Column<'_>]) -> Result<()> {
        self.insert_parts(&[(insert, columns)]).await
    }

    /// Inserts rows of different tables; PostgreSQL does it in one statement.
    pub(crate) async fn insert_all(&mut self, rows: &[Rows<'_>]) -> Result<()> {
        let parts: Vec<(&Insert, &[Column<'_>])> = rows.iter().map(|rows| (rows.insert, &*rows.columns)).collect();
        self.insert_parts(&parts).await
    }

    async fn insert_parts(&mut self, parts: &[(&Insert, &[Column<'_>])]) -> Result<()> {
        let filled: Vec<_> = parts.iter().filter(|(_, columns)| row_count(columns) > 0).collect();
        match self {
            Self::Sqlite(_) => {
                for (insert, columns) in filled {
                    self.run_each(&insert.sqlite, "", columns).await?;
                }
            }
            Self::Postgres(conn) => {
                let Some(((last, columns), others)) = filled.split_last() else {
                    return Ok(());
                };
                let mut with = Vec::with_capacity(others.len());
                let mut bound = Vec::new();
                for (at, (insert, columns)) in others.iter().enumerate() {
                    with.push(format!("part{at} AS ({})", insert.postgres(bound.len())));
                    bound.extend(columns.iter());
                }
                let mut sql = last.postgres(bound.len());
                if !with.is_empty() {
                    sql = format!("WITH {} {sql}", with.join(", "));
                }
                bound.extend(columns.iter());
                answered(bind_columns(AssertSqlSafe(sql), bound).execute(&mut **conn)).await?;
            }
        }
        Ok(())
    }
}
