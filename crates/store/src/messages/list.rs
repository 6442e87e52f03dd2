//! Lists of messages, newest first.

use domain::{BatchId, Direction, MessageId, Millis, OrganizationId, UnitId};

use super::{message_columns, read_message};
use crate::Store;
use crate::buckets::bucket_spans;
use crate::conn::{Conn, Value};
use crate::error::Result;
use crate::types::{MessageFilter, MessageRow, Page};

/// Rows that one page looks at, at most.
const EXAMINED: i64 = 50_000;
/// Buckets that one page by number looks into, at most.
const BUCKETS: usize = 1_000;
/// How far an id's time may be from the acceptance it belongs to: sequences may run ahead of their clock.
const ID_SLACK_MS: Millis = 3_600_000;

/// A filter in the form of parameters.
struct Asked {
    organization: i64,
    direction: Option<i64>,
    state: Option<i64>,
    batch: Option<i64>,
    own_address: Option<String>,
    /// The ids, between commas.
    units: Option<String>,
    from: Option<Millis>,
    until: Option<Millis>,
    /// Whether only inbound messages are asked for, which have an index of their own.
    inbound: bool,
    /// Ids in `[first_id, before_id)` are looked at.
    first_id: i64,
    before_id: i64,
    limit: usize,
}

impl Asked {
    fn new(organization: OrganizationId, filter: &MessageFilter, before: Option<MessageId>, limit: usize) -> Self {
        let earliest = filter.from.map_or(0, |from| domain::id::floor_at(from - ID_SLACK_MS));
        // A batch's messages are made after it.
        let first_id = filter.batch.map_or(earliest, |batch| earliest.max(batch.get()));
        let latest = filter
            .until
            .map_or(i64::MAX, |until| domain::id::floor_at(until + ID_SLACK_MS));
        Self {
            organization: organization.get(),
            direction: filter.direction.map(|direction| direction as i64),
            state: filter.state.map(|state| state as i64),
            batch: filter.batch.map(BatchId::get),
            own_address: filter.own_address.clone(),
            units: filter.units.as_deref().map(between_commas),
            from: filter.from,
            until: filter.until,
            inbound: filter.direction == Some(Direction::Inbound),
            first_id,
            before_id: before.map_or(latest, |before| before.get().min(latest)),
            limit,
        }
    }

    fn is_selective(&self) -> bool {
        self.direction.is_some()
            || self.state.is_some()
            || self.batch.is_some()
            || self.own_address.is_some()
            || self.units.is_some()
    }
}

/// The conditions on what is not indexed; `$1` to `$7`. What belongs to no unit fits no list of units.
macro_rules! conditions {
    () => {
        " ($1 IS NULL OR m.direction = $1) AND ($2 IS NULL OR m.state = $2) AND ($3 IS NULL OR m.batch_id = $3)
          AND ($4 IS NULL OR m.accepted_at >= $4) AND ($5 IS NULL OR m.accepted_at < $5)
          AND ($6 IS NULL OR m.from_addr = $6) AND ($7 IS NULL OR $7 LIKE '%,' || m.unit_id || ',%') "
    };
}

/// Lets both databases use the index that holds inbound messages alone.
macro_rules! inbound {
    () => {
        " AND m.direction = 2 "
    };
}

impl Asked {
    fn conditions(&self) -> [Value<'_>; 7] {
        [
            Value::OptInt(self.direction),
            Value::OptInt(self.state),
            Value::OptInt(self.batch),
            Value::OptInt(self.from),
            Value::OptInt(self.until),
            Value::OptText(self.own_address.as_deref()),
            Value::OptText(self.units.as_deref()),
        ]
    }

    /// The values of `$8` to `$11` where messages of one number are asked for.
    fn of_number<'a>(&self, phone: &'a str) -> [Value<'a>; 4] {
        [
            Value::Int(self.organization),
            Value::Text(phone),
            Value::Int(self.before_id),
            Value::Int(self.first_id),
        ]
    }
}

/// `,1,2,`: what a unit's id is found in.
fn between_commas(units: &[UnitId]) -> String {
    let mut text = String::from(",");
    for unit in units {
        text.push_str(&unit.get().to_string());
        text.push(',');
    }
    text
}

impl Store {
    /// The organization's messages that fit the filter, newest first, those before `before`. A page may be shorter
    /// than `limit`, even empty, and still have a next one: it ends after 50,000 rows looked at.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn messages_list(
        &self,
        organization: OrganizationId,
        filter: &MessageFilter,
        before: Option<MessageId>,
        limit: usize,
    ) -> Result<Page<MessageRow>> {
        let asked = Asked::new(organization, filter, before, limit.max(1));
        let phone = filter.phone.clone();
        self.read(async move |conn| match &phone {
            Some(phone) => by_number(conn, &asked, phone).await,
            None => by_id(conn, &asked).await,
        })
        .await
    }
}

macro_rules! by_id {
    () => {
        concat!(
            "SELECT ",
            message_columns!(),
            " FROM messages m WHERE ",
            conditions!(),
            " AND m.organization_id = $8 AND m.id < $9 AND m.id >= $10 "
        )
    };
}

macro_rules! newest {
    () => {
        " ORDER BY m.id DESC LIMIT $11"
    };
}

async fn by_id(conn: &mut Conn, asked: &Asked) -> Result<Page<MessageRow>> {
    let stop = if asked.is_selective() {
        last_examined(conn, asked).await?
    } else {
        None
    };
    let first_id = stop.unwrap_or(asked.first_id);
    let mut values = asked.conditions().to_vec();
    values.extend([
        Value::Int(asked.organization),
        Value::Int(asked.before_id),
        Value::Int(first_id),
        Value::Int(asked.limit as i64),
    ]);
    let sql = if asked.inbound {
        concat!(by_id!(), inbound!(), newest!())
    } else {
        concat!(by_id!(), newest!())
    };
    let rows = conn.query(sql, &values, read_message).await?;
    let next = if rows.len() == asked.limit {
        rows.last().map(|row| row.id.get())
    } else {
        stop
    };
    Ok(Page { rows, next })
}

macro_rules! examined {
    () => {
        "SELECT m.id FROM messages m WHERE m.organization_id = $1 AND m.id < $2 AND m.id >= $3 "
    };
}

macro_rules! nth {
    () => {
        " ORDER BY m.id DESC LIMIT 1 OFFSET $4"
    };
}

/// The last id that the page looks at, where there are more.
async fn last_examined(conn: &mut Conn, asked: &Asked) -> Result<Option<i64>> {
    let sql = if asked.inbound {
        concat!(examined!(), inbound!(), nth!())
    } else {
        concat!(examined!(), nth!())
    };
    conn.query_one(
        sql,
        &[
            Value::Int(asked.organization),
            Value::Int(asked.before_id),
            Value::Int(asked.first_id),
            Value::Int(EXAMINED - 1),
        ],
        |row| row.int(),
    )
    .await
}

async fn by_number(conn: &mut Conn, asked: &Asked, phone: &str) -> Result<Page<MessageRow>> {
    let spans = bucket_spans(conn, asked.first_id, asked.before_id, BUCKETS + 1).await?;
    let mut rows = in_tail(conn, asked, phone).await?;
    for (walked, span) in spans.iter().enumerate() {
        // Buckets may overlap: what is found is complete only down to the highest id of the next bucket.
        let complete = rows.get(asked.limit - 1).is_some_and(|row| row.id.get() > span.last_id);
        if complete {
            break;
        }
        if walked == BUCKETS {
            rows.retain(|row| row.id.get() > span.last_id);
            rows.truncate(asked.limit);
            return Ok(Page {
                rows,
                next: Some(span.last_id + 1),
            });
        }
        rows.extend(in_bucket(conn, asked, phone, span.number).await?);
        rows.sort_unstable_by_key(|row| std::cmp::Reverse(row.id));
        rows.dedup_by_key(|row| row.id);
        rows.truncate(asked.limit);
    }
    let next = if rows.len() == asked.limit {
        rows.last().map(|row| row.id.get())
    } else {
        None
    };
    Ok(Page { rows, next })
}

/// On SQLite, the newest of those whose numbers are still in the tail. Looked at before the buckets: what leaves the tail
/// is in its bucket by then.
async fn in_tail(conn: &mut Conn, asked: &Asked, phone: &str) -> Result<Vec<MessageRow>> {
    if conn.is_postgres() {
        return Ok(Vec::new());
    }
    let mut values = asked.conditions().to_vec();
    values.extend(asked.of_number(phone));
    values.push(Value::Int(asked.limit as i64));
    // A CROSS JOIN is done in the order in which it is written.
    let sql = concat!(
        "SELECT ",
        message_columns!(),
        " FROM number_tail n CROSS JOIN messages m ON m.id = n.id WHERE ",
        conditions!(),
        " AND n.organization_id = $8 AND n.number = $9 AND n.id < $10 AND n.id >= $11 ORDER BY n.id DESC LIMIT $12"
    );
    conn.query(sql, &values, read_message).await
}

async fn in_bucket(conn: &mut Conn, asked: &Asked, phone: &str, bucket: i64) -> Result<Vec<MessageRow>> {
    let mut values = asked.conditions().to_vec();
    values.extend(asked.of_number(phone));
    values.extend([Value::Int(bucket), Value::Int(asked.limit as i64)]);
    let sql = if conn.is_postgres() {
        concat!(
            "SELECT ",
            message_columns!(),
            " FROM messages m WHERE ",
            conditions!(),
            " AND m.organization_id = $8 AND m.to_addr = $9 AND m.id < $10 AND m.id >= $11 AND m.bucket = $12
              ORDER BY m.id DESC LIMIT $13"
        )
    } else {
        concat!(
            "SELECT ",
            message_columns!(),
            " FROM message_numbers n CROSS JOIN messages m ON m.id = n.id WHERE ",
            conditions!(),
            " AND n.organization_id = $8 AND n.number = $9 AND n.id < $10 AND n.id >= $11 AND n.bucket = $12
              ORDER BY n.id DESC LIMIT $13"
        )
    };
    conn.query(sql, &values, read_message).await
}
