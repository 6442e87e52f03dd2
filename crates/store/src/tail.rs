//! Which messages a number has, on SQLite: kept so that numbers, which come in no order, are not written in none.
//!
//! An entry a message in an index by number dirties a page of its own: 8 KB written for 40 bytes. So an entry goes to
//! the end of a *tail*, in its message's transaction, and a thread (`merge.rs`) moves the tail into `message_numbers`,
//! sorted and thousands at a time. An entry may be in both for a while; who looks reads the tail first, then the table,
//! so that it misses none. On PostgreSQL `messages` has an index by number, and nothing here does anything.

mod merge;

use std::sync::LazyLock;

pub(crate) use merge::Merger;
#[cfg(test)]
pub(crate) use merge::{Merge, slice_write, tail_cut};

use crate::conn::{Column, Conn, Insert, Kind};
use crate::error::Result;
use crate::txn::Txn;

/// One message of a number, in the order in which the table has them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Entry<N> {
    pub(crate) bucket: i64,
    pub(crate) organization: i64,
    pub(crate) number: N,
    pub(crate) id: i64,
}

const COLUMNS: [(&str, Kind); 4] = [
    ("bucket", Kind::Int),
    ("organization_id", Kind::Int),
    ("number", Kind::Text),
    ("id", Kind::Int),
];

static INSERT_TAIL: LazyLock<Insert> = LazyLock::new(|| Insert::new("number_tail", &COLUMNS, ""));
// A merge that was interrupted finds some of its entries there.
static INSERT_NUMBERS: LazyLock<Insert> =
    LazyLock::new(|| Insert::new("message_numbers", &COLUMNS, "ON CONFLICT DO NOTHING"));

fn columns<N: AsRef<str>>(entries: &[Entry<N>]) -> [Column<'_>; 4] {
    [
        Column::Ints(entries.iter().map(|entry| entry.bucket).collect()),
        Column::Ints(entries.iter().map(|entry| entry.organization).collect()),
        Column::Texts(entries.iter().map(|entry| entry.number.as_ref()).collect()),
        Column::Ints(entries.iter().map(|entry| entry.id).collect()),
    ]
}

impl Txn {
    /// Notes the numbers of new messages. A tail that has reached its bound takes no more: these go where they belong
    /// at once, at the old price, until the merge has caught up.
    pub(crate) async fn tail_insert(&mut self, mut entries: Vec<Entry<&str>>) -> Result<()> {
        if self.conn.is_postgres() {
            return Ok(());
        }
        let length = tail_length(&mut self.conn).await? + entries.len() as i64;
        if length >= self.shared.config.tail_merge_rows {
            self.shared.tail_long.notify_one();
        }
        if length > self.shared.config.tail_rows {
            entries.sort_unstable();
            return self.conn.insert(&INSERT_NUMBERS, &columns(&entries)).await;
        }
        self.conn.insert(&INSERT_TAIL, &columns(&entries)).await
    }
}

/// How many entries the tail has: its numbers have no gaps.
async fn tail_length(conn: &mut Conn) -> Result<i64> {
    let last = tail_last(conn).await?;
    let sql = "SELECT MIN(seq) FROM number_tail";
    let first = conn.query_one(sql, &[], |row| row.opt_int()).await?.flatten();
    Ok(last.zip(first).map_or(0, |(last, first)| last - first + 1))
}

/// The number of the tail's last entry.
async fn tail_last(conn: &mut Conn) -> Result<Option<i64>> {
    let sql = "SELECT MAX(seq) FROM number_tail";
    Ok(conn.query_one(sql, &[], |row| row.opt_int()).await?.flatten())
}
