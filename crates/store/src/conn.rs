//! One connection to either database, and the few ways in which SQL runs on it.
//!
//! SQL is written once with `$1, $2, …`, which both databases read; SQLite numbers them by first appearance, so they
//! must appear in that order (checked in debug builds). Bulk work is columns: SQLite loops one prepared statement over
//! them, PostgreSQL unnests them in one statement. Nothing here knows a table.

mod insert;

use rusqlite::CachedStatement;
use sqlx::postgres::{PgArguments, PgConnection};
use sqlx::query::Query;
use sqlx::{Postgres, SqlSafeStr};

pub(crate) use insert::{Insert, Kind, Rows};

use crate::StoreError;
use crate::error::Result;
use crate::postgres::answered;
use crate::row::Cells;

/// One parameter.
#[derive(Clone, Copy)]
pub(crate) enum Value<'a> {
    Int(i64),
    OptInt(Option<i64>),
    Text(&'a str),
    OptText(Option<&'a str>),
    Blob(&'a [u8]),
}

/// One parameter of many rows.
pub(crate) enum Column<'a> {
    Ints(Vec<i64>),
    OptInts(Vec<Option<i64>>),
    Texts(Vec<&'a str>),
    OptTexts(Vec<Option<&'a str>>),
    Blobs(Vec<&'a [u8]>),
}

impl Column<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Ints(rows) => rows.len(),
            Self::OptInts(rows) => rows.len(),
            Self::Texts(rows) => rows.len(),
            Self::OptTexts(rows) => rows.len(),
            Self::Blobs(rows) => rows.len(),
        }
    }

    fn value(&self, row: usize) -> Value<'_> {
        match self {
            Self::Ints(rows) => Value::Int(rows[row]),
            Self::OptInts(rows) => Value::OptInt(rows[row]),
            Self::Texts(rows) => Value::Text(rows[row]),
            Self::OptTexts(rows) => Value::OptText(rows[row]),
            Self::Blobs(rows) => Value::Blob(rows[row]),
        }
    }
}

/// A statement that each row of some columns goes through.
///
/// SQLite's text takes one row. PostgreSQL's takes arrays; where it returns rows, their first column is the number of
/// the input row from 1 (`UNNEST … WITH ORDINALITY`).
///
/// Tables that are often empty are joined by `= ANY (ARRAY[u.first])` on the first column of their key: statistics
/// taken while they were empty make a plain `=` look cheapest when all of the table is read and merged, which it then
/// is, whatever its size.
pub(crate) struct Each {
    pub(crate) sqlite: &'static str,
    pub(crate) postgres: &'static str,
}

/// A connection to either database.
pub(crate) enum Conn {
    Sqlite(rusqlite::Connection),
    Postgres(Box<PgConnection>),
}

impl Conn {
    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    /// Runs statements without parameters: schema, transaction control.
    pub(crate) async fn batch(&mut self, sql: impl SqlSafeStr) -> Result<()> {
        let sql = sql.into_sql_str();
        match self {
            Self::Sqlite(conn) => Ok(conn.execute_batch(sql.as_str())?),
            Self::Postgres(conn) => {
                answered(sqlx::raw_sql(sql).execute(&mut **conn)).await?;
                Ok(())
            }
        }
    }

    /// Runs one statement; answers how many rows it touched.
    pub(crate) async fn execute(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<u64> {
        match self {
            Self::Sqlite(conn) => {
                let mut statement = prepare(conn, sql)?;
                bind_row(&mut statement, values.iter().copied())?;
                Ok(statement.raw_execute()? as u64)
            }
            Self::Postgres(conn) => {
                let done = answered(bind_values(sql, values).execute(&mut **conn)).await?;
                Ok(done.rows_affected())
            }
        }
    }

    /// Runs one SELECT (or a statement with RETURNING) and reads its rows.
    pub(crate) async fn query<T>(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
        mut read: impl FnMut(&mut Cells<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        match self {
            Self::Sqlite(conn) => {
                let mut statement = prepare(conn, sql)?;
                bind_row(&mut statement, values.iter().copied())?;
                let mut rows = statement.raw_query();
                let mut found = Vec::new();
                while let Some(row) = rows.next()? {
                    found.push(read(&mut Cells::sqlite(row))?);
                }
                Ok(found)
            }
            Self::Postgres(conn) => {
                let rows = answered(bind_values(sql, values).fetch_all(&mut **conn)).await?;
                rows.iter().map(|row| read(&mut Cells::postgres(row))).collect()
            }
        }
    }

    /// As [`Conn::query`], for at most one row.
    pub(crate) async fn query_one<T>(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
        read: impl FnMut(&mut Cells<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.query(sql, values, read).await?.pop())
    }

    /// Runs a statement for each row; answers how many rows it touched in all.
    pub(crate) async fn each(&mut self, each: &Each, columns: &[Column<'_>]) -> Result<u64> {
        self.run_each(each.sqlite, each.postgres, columns).await
    }

    async fn run_each(&mut self, sqlite: &str, postgres: &'static str, columns: &[Column<'_>]) -> Result<u64> {
        let rows = row_count(columns);
        if rows == 0 {
            return Ok(0);
        }
        match self {
            Self::Sqlite(conn) => {
                let mut statement = prepare(conn, sqlite)?;
                let mut touched = 0;
                for row in 0..rows {
                    bind_row(&mut statement, columns.iter().map(|column| column.value(row)))?;
                    touched += statement.raw_execute()?;
                }
                Ok(touched as u64)
            }
            Self::Postgres(conn) => {
                let done = answered(bind_columns(postgres, columns).execute(&mut **conn)).await?;
                Ok(done.rows_affected())
            }
        }
    }

    /// Runs a statement for each row; answers for each whether it touched anything. PostgreSQL's text returns the
    /// number of the input row (from 1) for each row that it touched.
    pub(crate) async fn touched(&mut self, each: &Each, columns: &[Column<'_>]) -> Result<Vec<bool>> {
        let rows = row_count(columns);
        let mut touched = vec![false; rows];
        if rows == 0 {
            return Ok(touched);
        }
        match self {
            Self::Sqlite(conn) => {
                let mut statement = prepare(conn, each.sqlite)?;
                for (row, touched) in touched.iter_mut().enumerate() {
                    bind_row(&mut statement, columns.iter().map(|column| column.value(row)))?;
                    *touched = statement.raw_execute()? > 0;
                }
            }
            Self::Postgres(conn) => {
                for row in answered(bind_columns(each.postgres, columns).fetch_all(&mut **conn)).await? {
                    let number = Cells::postgres(&row).int()? - 1;
                    if let Some(touched) = usize::try_from(number).ok().and_then(|at| touched.get_mut(at)) {
                        *touched = true;
                    }
                }
            }
        }
        Ok(touched)
    }

    /// Runs a statement that returns rows for each row; `read` gets the number of the input row from 0.
    pub(crate) async fn query_each<T>(
        &mut self,
        each: &Each,
        columns: &[Column<'_>],
        mut read: impl FnMut(usize, &mut Cells<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let rows = row_count(columns);
        let mut found = Vec::new();
        if rows == 0 {
            return Ok(found);
        }
        match self {
            Self::Sqlite(conn) => {
                let mut statement = prepare(conn, each.sqlite)?;
                for row in 0..rows {
                    bind_row(&mut statement, columns.iter().map(|column| column.value(row)))?;
                    read_all(&mut statement, row, &mut read, &mut found)?;
                }
            }
            Self::Postgres(conn) => {
                for row in answered(bind_columns(each.postgres, columns).fetch_all(&mut **conn)).await? {
                    let mut cells = Cells::postgres(&row);
                    let number = usize::try_from(cells.int()? - 1).map_err(StoreError::internal)?;
                    found.push(read(number, &mut cells)?);
                }
            }
        }
        Ok(found)
    }
}

fn row_count(columns: &[Column<'_>]) -> usize {
    let rows = columns.first().map_or(0, Column::len);
    debug_assert!(
        columns.iter().all(|column| column.len() == rows),
        "columns of different lengths"
    );
    rows
}

fn prepare<'c>(conn: &'c rusqlite::Connection, sql: &str) -> Result<CachedStatement<'c>> {
    let statement = conn.prepare_cached(sql)?;
    #[cfg(debug_assertions)]
    for number in 1..=statement.parameter_count() {
        let name = statement.parameter_name(number).and_then(|name| name.strip_prefix('$'));
        let named = name.and_then(|digits| digits.parse().ok());
        assert_eq!(named, Some(number), "parameters must first appear in order: {sql}");
    }
    Ok(statement)
}

fn bind_row<'a>(statement: &mut CachedStatement<'_>, values: impl Iterator<Item = Value<'a>>) -> Result<()> {
    for (at, value) in values.enumerate() {
        match value {
            Value::Int(int) => statement.raw_bind_parameter(at + 1, int)?,
            Value::OptInt(int) => statement.raw_bind_parameter(at + 1, int)?,
            Value::Text(text) => statement.raw_bind_parameter(at + 1, text)?,
            Value::OptText(text) => statement.raw_bind_parameter(at + 1, text)?,
            Value::Blob(bytes) => statement.raw_bind_parameter(at + 1, bytes)?,
        }
    }
    Ok(())
}

fn read_all<T>(
    statement: &mut CachedStatement<'_>,
    number: usize,
    read: &mut impl FnMut(usize, &mut Cells<'_>) -> Result<T>,
    found: &mut Vec<T>,
) -> Result<()> {
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        found.push(read(number, &mut Cells::sqlite(row))?);
    }
    Ok(())
}

fn bind_values<'q>(sql: &'static str, values: &[Value<'_>]) -> Query<'q, Postgres, PgArguments> {
    let mut query = sqlx::query(sql);
    for value in values {
        query = match *value {
            Value::Int(int) => query.bind(int),
            Value::OptInt(int) => query.bind(int),
            Value::Text(text) => query.bind(text),
            Value::OptText(text) => query.bind(text),
            Value::Blob(bytes) => query.bind(bytes),
        };
    }
    query
}

fn bind_columns<'q, 'c>(
    sql: impl SqlSafeStr,
    columns: impl IntoIterator<Item = &'c Column<'c>>,
) -> Query<'q, Postgres, PgArguments> {
    let mut query = sqlx::query(sql);
    for column in columns {
        query = match column {
            Column::Ints(rows) => query.bind(&rows[..]),
            Column::OptInts(rows) => query.bind(&rows[..]),
            Column::Texts(rows) => query.bind(&rows[..]),
            Column::OptTexts(rows) => query.bind(&rows[..]),
            Column::Blobs(rows) => query.bind(&rows[..]),
        };
    }
    query
}
