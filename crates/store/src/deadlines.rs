//! Deadlines: when which messages' validity ends.
//!
//! Not a row a message but one a round, organization and minute, covering a range of ids; at that minute the range is
//! looked through and what is not final and expired is made EXPIRED. So validity costs a message nothing on its way.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use domain::{MessageId, MessageState, Millis, OrganizationId};

use crate::Store;
use crate::conn::{Column, Each, Insert, Kind, Rows, Value};
use crate::error::Result;
use crate::events::NewEvent;
use crate::journal::Side;
use crate::messages::{Known, known_columns, read_known};
use crate::txn::Txn;
use crate::types::NewMessage;

const MINUTE_MS: Millis = 60_000;
/// Ranges that one call looks through, at most.
const RANGES: i64 = 256;
/// Messages after which a new range is begun.
const RANGE_MESSAGES: usize = 2_000;
/// Ranges that a journal fills at the same time, at most.
const OPEN_RANGES: usize = 10_000;

static INSERT: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "deadlines",
        &[
            ("organization_id", Kind::Int),
            ("due_minute", Kind::Int),
            ("first_id", Kind::Int),
            ("last_id", Kind::Int),
        ],
        "ON CONFLICT (organization_id, due_minute, first_id) DO UPDATE SET
             last_id = CASE WHEN excluded.last_id > deadlines.last_id THEN excluded.last_id ELSE deadlines.last_id END",
    )
});

/// The minute at whose start a message has expired for certain.
fn due_minute(expires_at: Millis) -> i64 {
    expires_at.saturating_add(MINUTE_MS - 1).div_euclid(MINUTE_MS)
}

/// A range of ids to look through at a minute.
#[derive(Clone, Copy)]
struct Deadline {
    organization: OrganizationId,
    due_minute: i64,
    first_id: i64,
    last_id: i64,
}

/// Messages of one organization that expire in the same minute.
struct Range {
    first_id: i64,
    last_id: i64,
    messages: usize,
}

/// The ranges that this journal is filling: one row serves many commits. A range that was rolled back may stay here; it
/// is written with the next one, a little too wide, which costs a look at rows and nothing else.
#[derive(Default)]
pub(crate) struct OpenRanges(HashMap<(OrganizationId, i64), (i64, usize)>);

impl OpenRanges {
    /// The first id of the row that takes `range` in.
    fn first_id(&mut self, organization: OrganizationId, due_minute: i64, range: &Range) -> i64 {
        if self.0.len() >= OPEN_RANGES {
            self.0.clear();
        }
        let fresh = (range.first_id, 0);
        let open = self.0.entry((organization, due_minute)).or_insert(fresh);
        if open.0 > range.first_id || open.1 >= RANGE_MESSAGES {
            *open = fresh;
        }
        open.1 += range.messages;
        open.0
    }
}

fn rows<'a>(deadlines: &[Deadline]) -> Rows<'a> {
    let ints = |pick: &dyn Fn(&Deadline) -> i64| Column::Ints(deadlines.iter().map(pick).collect());
    let columns = [
        ints(&|d| d.organization.get()),
        ints(&|d| d.due_minute),
        ints(&|d| d.first_id),
        ints(&|d| d.last_id),
    ];
    Rows::new(&INSERT, columns)
}

impl Txn {
    /// The rows that note when the validity of these messages ends.
    pub(crate) fn deadline_rows<'a>(&mut self, messages: &[&NewMessage]) -> Rows<'a> {
        let mut ranges: BTreeMap<(OrganizationId, i64), Range> = BTreeMap::new();
        for message in messages {
            let id = message.id.get();
            let key = (message.organization, due_minute(message.expires_at));
            let range = ranges.entry(key).or_insert(Range {
                first_id: id,
                last_id: id,
                messages: 0,
            });
            range.first_id = range.first_id.min(id);
            range.last_id = range.last_id.max(id);
            range.messages += 1;
        }
        let deadlines: Vec<Deadline> = ranges
            .into_iter()
            .map(|((organization, due_minute), range)| Deadline {
                organization,
                due_minute,
                first_id: self.ranges.first_id(organization, due_minute, &range),
                last_id: range.last_id,
            })
            .collect();
        rows(&deadlines)
    }

    async fn deadlines_due(&mut self, now: Millis) -> Result<Vec<Deadline>> {
        let sql = if self.conn.is_postgres() {
            "SELECT organization_id, due_minute, first_id, last_id FROM deadlines
             WHERE due_minute <= $1 ORDER BY due_minute, first_id LIMIT $2 FOR UPDATE SKIP LOCKED"
        } else {
            "SELECT organization_id, due_minute, first_id, last_id FROM deadlines
             WHERE due_minute <= $1 ORDER BY due_minute, first_id LIMIT $2"
        };
        self.conn
            .query(
                sql,
                &[Value::Int(now.div_euclid(MINUTE_MS)), Value::Int(RANGES)],
                |row| {
                    Ok(Deadline {
                        organization: OrganizationId::new(row.int()?),
                        due_minute: row.int()?,
                        first_id: row.int()?,
                        last_id: row.int()?,
                    })
                },
            )
            .await
    }

    async fn deadlines_delete(&mut self, deadlines: &[Deadline]) -> Result<()> {
        const DELETE: Each = Each {
            sqlite: "DELETE FROM deadlines WHERE organization_id = $1 AND due_minute = $2 AND first_id = $3",
            postgres: "DELETE FROM deadlines d
                USING UNNEST($1::bigint[], $2::bigint[], $3::bigint[]) AS u (organization_id, due_minute, first_id)
                WHERE d.organization_id = u.organization_id AND d.due_minute = u.due_minute
                    AND d.first_id = u.first_id",
        };
        let ints = |pick: &dyn Fn(&Deadline) -> i64| Column::Ints(deadlines.iter().map(pick).collect());
        let columns = [
            ints(&|d| d.organization.get()),
            ints(&|d| d.due_minute),
            ints(&|d| d.first_id),
        ];
        self.conn.each(&DELETE, &columns).await?;
        Ok(())
    }

    /// Messages of a range that should have ended by `now`: neither final, nor SENT for good.
    async fn overdue(&mut self, deadline: &Deadline, now: Millis, limit: usize) -> Result<Vec<Known>> {
        let sql = if self.conn.is_postgres() {
            concat!(
                "SELECT ",
                known_columns!(),
                " FROM messages m WHERE m.organization_id = $1 AND m.id BETWEEN $2 AND $3 AND m.state <= $4
                  AND m.ended_at IS NULL AND m.expires_at <= $5 ORDER BY m.id LIMIT $6 FOR UPDATE"
            )
        } else {
            concat!(
                "SELECT ",
                known_columns!(),
                " FROM messages m WHERE m.organization_id = $1 AND m.id BETWEEN $2 AND $3 AND m.state <= $4
                  AND m.ended_at IS NULL AND m.expires_at <= $5 ORDER BY m.id LIMIT $6"
            )
        };
        let values = [
            Value::Int(deadline.organization.get()),
            Value::Int(deadline.first_id),
            Value::Int(deadline.last_id),
            Value::Int(MessageState::Sent as i64),
            Value::Int(now),
            Value::Int(limit as i64),
        ];
        self.conn.query(sql, &values, read_known).await
    }

    /// Ends the messages of a range; answers how many, and the range that must be looked at again, if any.
    async fn expire(&mut self, deadline: &Deadline, now: Millis, limit: usize) -> Result<(usize, Option<Deadline>)> {
        let mut overdue = self.overdue(deadline, now, limit).await?;
        let more = overdue.len() == limit;
        let last_seen = overdue.last().map_or(deadline.last_id, |message| message.id.get());
        let queued: Vec<(OrganizationId, MessageId)> = overdue
            .iter()
            .filter(|m| m.is_queued())
            .map(|m| (m.organization(), m.id))
            .collect();
        let removed = self.lane_remove_unbegun(&queued).await?;
        let begun: Vec<MessageId> = queued
            .iter()
            .zip(removed)
            .filter(|(_, removed)| !removed)
            .map(|((_, id), _)| *id)
            .collect();
        overdue.retain(|message| !begun.contains(&message.id));
        for message in &mut overdue {
            message.move_to(self, MessageState::Expired, now);
            message.detail = Some("its validity ended".to_owned());
        }
        let events: Vec<NewEvent<'_>> = overdue
            .iter()
            .map(|message| NewEvent {
                organization: message.organization(),
                message: message.id,
                kind: MessageState::Expired.event(),
                state: MessageState::Expired,
                at: now,
                detail: message.detail.as_deref(),
                metadata: None,
            })
            .collect();
        self.events_insert(&events).await?;
        self.known_write(overdue.iter()).await?;
        let again = match (begun.first(), more) {
            // An attempt is under way; its settlement comes first, so the range is looked at again in a minute.
            (Some(first), _) => Some(Deadline {
                due_minute: now.div_euclid(MINUTE_MS) + 1,
                first_id: first.get(),
                ..*deadline
            }),
            (None, true) => Some(Deadline {
                first_id: last_seen + 1,
                ..*deadline
            }),
            (None, false) => None,
        };
        Ok((overdue.len(), again))
    }
}

impl Store {
    /// Makes messages EXPIRED whose validity is over, of all organizations. Answers how many; call it again while it
    /// answers `limit` or more.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn messages_expire(&self, now: Millis, limit: usize) -> Result<usize> {
        let limit = limit.max(1);
        self.write(Side::Back, async move |txn| {
            let due = txn.deadlines_due(now).await?;
            let mut done = Vec::new();
            let mut again: BTreeMap<_, Deadline> = BTreeMap::new();
            let mut expired = 0;
            for deadline in due {
                if expired >= limit {
                    break;
                }
                let (count, rest) = txn.expire(&deadline, now, limit - expired).await?;
                expired += count;
                done.push(deadline);
                if let Some(rest) = rest {
                    // Two ranges may meet in the same message; one row must not be written twice in a statement.
                    let key = (rest.organization, rest.due_minute, rest.first_id);
                    let kept = again.entry(key).or_insert(rest);
                    kept.last_id = kept.last_id.max(rest.last_id);
                }
            }
            txn.deadlines_delete(&done).await?;
            let again: Vec<Deadline> = again.into_values().collect();
            txn.conn.insert_all(&[rows(&again)]).await?;
            Ok(expired)
        })
        .await
    }
}
