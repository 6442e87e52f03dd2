//! Messages: how they are inserted, read and listed.
//!
//! A list walks ids from the newest and looks at no more than 50,000 rows a page: the state is not indexed, so that a
//! change of state touches no index. Lists by number walk the buckets of the number
//! index; on SQLite they look through the tail of numbers (`tail.rs`) first.

mod cancel;
mod list;
mod moves;
mod of_batch;

use std::sync::LazyLock;

use domain::{BatchId, Class, Direction, Funds, MessageId, MessageState, OrganizationId, ProviderId, UnitId};

pub(crate) use moves::{Known, known, known_columns, read_funds, read_known};

use crate::Store;
use crate::conn::{Column, Conn, Insert, Kind, Rows, Value};
use crate::error::Result;
use crate::row::Cells;
use crate::tail::Entry;
use crate::types::{MessageRow, NewMessage};

/// The columns that [`read_message`] reads of a message `m`, in its order.
macro_rules! message_columns {
    () => {
        "m.id, m.organization_id, m.direction, m.class, m.state, m.held, m.provider_id, m.batch_id, m.batch_row,
         m.from_addr, m.to_addr, m.country, m.body, m.ucs2, m.segments, m.cost_micros, m.currency, m.attempts,
         m.carrier_ids, m.error_code, m.detail, m.metadata, m.callback_url, m.decision_id, m.due_at, m.expires_at,
         m.accepted_at, m.submitted_at, m.ended_at, m.unit_id"
    };
}
pub(crate) use message_columns;

pub(crate) fn read_message(row: &mut Cells<'_>) -> Result<MessageRow> {
    let mut message = MessageRow {
        id: MessageId::new(row.int()?),
        organization: OrganizationId::new(row.int()?),
        direction: row.coded(Direction::from_code)?,
        class: row.coded(Class::from_code)?,
        state: row.coded(MessageState::from_code)?,
        held: row.flag()?,
        provider: row.opt_int()?.map(ProviderId::new),
        batch: row.opt_int()?.map(BatchId::new).zip(row.opt_int()?),
        from: row.opt_text()?,
        to: row.text()?,
        country: row.text()?,
        body: row.text()?,
        ucs2: row.flag()?,
        segments: row.small()?,
        cost_micros: row.int()?,
        currency: row.text()?,
        attempts: row.small()?,
        carrier_ids: row
            .opt_str()?
            .map(|ids| ids.split('\n').map(str::to_owned).collect())
            .unwrap_or_default(),
        error_code: row.opt_text()?,
        detail: row.opt_text()?,
        metadata: row.opt_text()?,
        callback_url: row.opt_text()?,
        decision: row.opt_int()?,
        due_at: row.int()?,
        expires_at: row.int()?,
        accepted_at: row.int()?,
        submitted_at: row.opt_int()?,
        ended_at: row.opt_int()?,
        unit: row.opt_int()?.map(UnitId::new),
    };
    // The indexed column holds the phone, whichever way the message went.
    if message.direction == Direction::Inbound {
        let own = message.from.take().unwrap_or_default();
        message.from = Some(std::mem::replace(&mut message.to, own));
    }
    Ok(message)
}

impl Store {
    /// One message of the organization's.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn message_get(&self, organization: OrganizationId, id: MessageId) -> Result<Option<MessageRow>> {
        self.read(async move |conn| get(conn, organization, id).await).await
    }
}

/// One message of the organization's.
pub(crate) async fn get(conn: &mut Conn, organization: OrganizationId, id: MessageId) -> Result<Option<MessageRow>> {
    let sql = concat!(
        "SELECT ",
        message_columns!(),
        " FROM messages m WHERE m.organization_id = $1 AND m.id = $2"
    );
    let values = [Value::Int(organization.get()), Value::Int(id.get())];
    conn.query_one(sql, &values, read_message).await
}

/// A message as it goes into the table (an inbound one with the phone as `to`): with the state and the detail that the transaction settled on.
pub(crate) struct Arrival<'a> {
    pub(crate) message: &'a NewMessage,
    pub(crate) direction: Direction,
    pub(crate) state: MessageState,
    pub(crate) detail: Option<&'a str>,
    /// What it holds and what was taken for it.
    pub(crate) funds: Funds,
}

impl Arrival<'_> {
    /// What it costs: nothing when it was refused.
    pub(crate) fn cost_micros(&self) -> i64 {
        if self.state == MessageState::Rejected {
            return 0;
        }
        self.message
            .price_micros
            .saturating_mul(i64::from(self.message.segments))
    }
}

static INSERT_MESSAGES: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "messages",
        &[
            ("id", Kind::Int),
            ("organization_id", Kind::Int),
            ("bucket", Kind::Int),
            ("direction", Kind::Int),
            ("class", Kind::Int),
            ("priority", Kind::Int),
            ("state", Kind::Int),
            ("provider_id", Kind::Int),
            ("provider_forced", Kind::Int),
            ("batch_id", Kind::Int),
            ("batch_row", Kind::Int),
            ("api_key_id", Kind::Int),
            ("unit_id", Kind::Int),
            ("max_retries", Kind::Int),
            ("segments", Kind::Int),
            ("ucs2", Kind::Int),
            ("price_micros", Kind::Int),
            ("cost_micros", Kind::Int),
            ("currency", Kind::Text),
            ("terms", Kind::Int),
            ("held_micros", Kind::Int),
            ("paid_micros", Kind::Int),
            ("country", Kind::Text),
            ("due_at", Kind::Int),
            ("expires_at", Kind::Int),
            ("accepted_at", Kind::Int),
            ("ended_at", Kind::Int),
            ("to_addr", Kind::Text),
            ("from_addr", Kind::Text),
            ("body", Kind::Text),
            ("detail", Kind::Text),
            ("callback_url", Kind::Text),
            ("decision_id", Kind::Int),
            ("metadata", Kind::Text),
        ],
        "",
    )
});

/// The rows of messages in one bucket.
pub(crate) fn rows<'a>(bucket: i64, arrivals: &'a [Arrival<'a>]) -> Rows<'a> {
    let ints = |pick: &dyn Fn(&Arrival<'_>) -> i64| Column::Ints(arrivals.iter().map(pick).collect());
    let opt_ints = |pick: &dyn Fn(&Arrival<'_>) -> Option<i64>| Column::OptInts(arrivals.iter().map(pick).collect());
    let columns = [
        ints(&|a| a.message.id.get()),
        ints(&|a| a.message.organization.get()),
        ints(&|_| bucket),
        ints(&|a| a.direction as i64),
        ints(&|a| a.message.class as i64),
        ints(&|a| a.message.priority as i64),
        ints(&|a| a.state as i64),
        ints(&|a| a.message.provider.get()),
        ints(&|a| i64::from(a.message.provider_forced)),
        opt_ints(&|a| a.message.batch.map(|(batch, _)| batch.get())),
        opt_ints(&|a| a.message.batch.map(|(_, row)| row)),
        opt_ints(&|a| a.message.api_key.map(|key| key.get())),
        opt_ints(&|a| a.message.unit.map(UnitId::get)),
        ints(&|a| i64::from(a.message.max_retries)),
        ints(&|a| i64::from(a.message.segments)),
        ints(&|a| i64::from(a.message.ucs2)),
        ints(&|a| a.message.price_micros),
        ints(&|a| a.cost_micros()),
        Column::Texts(arrivals.iter().map(|a| a.message.currency.as_str()).collect()),
        ints(&|a| a.funds.terms.map_or(0, |terms| terms as i64)),
        ints(&|a| a.funds.held),
        ints(&|a| a.funds.paid),
        Column::Texts(arrivals.iter().map(|a| country_text(&a.message.country)).collect()),
        ints(&|a| a.message.due_at),
        ints(&|a| a.message.expires_at),
        ints(&|a| a.message.accepted_at),
        opt_ints(&|a| a.state.is_final().then_some(a.message.accepted_at)),
        Column::Texts(arrivals.iter().map(|a| &*a.message.to).collect()),
        Column::OptTexts(arrivals.iter().map(|a| a.message.from.as_deref()).collect()),
        Column::Texts(arrivals.iter().map(|a| &*a.message.body).collect()),
        Column::OptTexts(arrivals.iter().map(|a| a.detail).collect()),
        Column::OptTexts(arrivals.iter().map(|a| a.message.callback_url.as_deref()).collect()),
        opt_ints(&|a| a.message.decision),
        Column::OptTexts(arrivals.iter().map(|a| a.message.metadata.as_deref()).collect()),
    ];
    Rows::new(&INSERT_MESSAGES, columns)
}

/// Where the numbers of messages in one bucket are noted.
pub(crate) fn numbers<'a>(bucket: i64, arrivals: &'a [Arrival<'a>]) -> Vec<Entry<&'a str>> {
    let entry = |a: &'a Arrival<'a>| Entry {
        bucket,
        organization: a.message.organization.get(),
        number: &*a.message.to,
        id: a.message.id.get(),
    };
    arrivals.iter().map(entry).collect()
}

/// A country's two letters; `ZZ` for what is not text.
pub(crate) fn country_text(country: &[u8; 2]) -> &str {
    std::str::from_utf8(country).unwrap_or("ZZ")
}
