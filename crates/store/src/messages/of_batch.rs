//! The messages of one batch, in the order of their rows.
//!
//! They were made right after their batch, so a walk upwards from the batch's id finds them at once, however old it is.

use domain::{BatchId, MessageId, OrganizationId};

use super::{message_columns, read_message};
use crate::Store;
use crate::conn::{Conn, Value};
use crate::error::Result;
use crate::types::{MessageRow, Page};

/// Rows that one page looks at, at most.
const EXAMINED: i64 = 50_000;

impl Store {
    /// Messages of one of the organization's batches, oldest first, those after `after`. A page may be shorter than
    /// `limit`, even empty, and still have a next one: it ends after 50,000 rows looked at.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn batch_messages(
        &self,
        organization: OrganizationId,
        batch: BatchId,
        after: Option<MessageId>,
        limit: usize,
    ) -> Result<Page<MessageRow>> {
        let after = after.map_or(batch.get(), |after| after.get().max(batch.get()));
        let limit = limit.max(1);
        self.read(async move |conn| {
            // The inner rows are looked at one by one until the outer ones are enough.
            let rows = conn
                .query(
                    concat!(
                        "SELECT ",
                        message_columns!(),
                        " FROM (SELECT * FROM messages WHERE organization_id = $1 AND id > $2 ORDER BY id LIMIT $3) m
                          WHERE m.batch_id = $4 ORDER BY m.id LIMIT $5"
                    ),
                    &[
                        Value::Int(organization.get()),
                        Value::Int(after),
                        Value::Int(EXAMINED),
                        Value::Int(batch.get()),
                        Value::Int(limit as i64),
                    ],
                    read_message,
                )
                .await?;
            let next = if rows.len() == limit {
                rows.last().map(|row| row.id.get())
            } else {
                last_examined(conn, organization, after).await?
            };
            Ok(Page { rows, next })
        })
        .await
    }
}

/// The last id that a page after `after` looks at, where there are more.
async fn last_examined(conn: &mut Conn, organization: OrganizationId, after: i64) -> Result<Option<i64>> {
    conn.query_one(
        "SELECT id FROM messages WHERE organization_id = $1 AND id > $2 ORDER BY id LIMIT 1 OFFSET $3",
        &[
            Value::Int(organization.get()),
            Value::Int(after),
            Value::Int(EXAMINED - 1),
        ],
        |row| row.int(),
    )
    .await
}
