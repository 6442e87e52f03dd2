//! Events: a message's timeline, append-only.

use std::sync::LazyLock;

use domain::{EventKind, MessageId, MessageState, Millis, OrganizationId};

use crate::Store;
use crate::conn::{Column, Insert, Kind, Rows, Value};
use crate::error::Result;
use crate::txn::Txn;
use crate::types::EventRow;

/// An event to be written.
pub(crate) struct NewEvent<'a> {
    pub(crate) organization: OrganizationId,
    pub(crate) message: MessageId,
    pub(crate) kind: EventKind,
    /// The message's state after it.
    pub(crate) state: MessageState,
    pub(crate) at: Millis,
    pub(crate) detail: Option<&'a str>,
    pub(crate) metadata: Option<&'a str>,
}

static INSERT_EVENTS: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "events",
        &[
            ("organization_id", Kind::Int),
            ("message_id", Kind::Int),
            ("id", Kind::Int),
            ("kind", Kind::Int),
            ("state", Kind::Int),
            ("at", Kind::Int),
            ("detail", Kind::Text),
            ("metadata", Kind::Text),
        ],
        "",
    )
});

impl Txn {
    /// Writes events; those of one message keep their order.
    pub(crate) async fn events_insert(&mut self, events: &[NewEvent<'_>]) -> Result<()> {
        let rows = self.event_rows(events);
        self.conn.insert_all(&[rows]).await
    }

    /// The rows of events.
    pub(crate) fn event_rows<'a>(&self, events: &'a [NewEvent<'a>]) -> Rows<'a> {
        let first = self.draw_ids(events.len());
        let ints = |pick: &dyn Fn(&NewEvent<'_>) -> i64| Column::Ints(events.iter().map(pick).collect());
        let columns = [
            ints(&|event| event.organization.get()),
            ints(&|event| event.message.get()),
            Column::Ints((0..events.len()).map(|n| self.shared.ids.nth(first, n)).collect()),
            ints(&|event| event.kind as i64),
            ints(&|event| event.state as i64),
            ints(&|event| event.at),
            Column::OptTexts(events.iter().map(|event| event.detail).collect()),
            Column::OptTexts(events.iter().map(|event| event.metadata).collect()),
        ];
        Rows::new(&INSERT_EVENTS, columns)
    }
}

impl Store {
    /// The timeline of one of the organization's messages, oldest first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn events_list(&self, organization: OrganizationId, message: MessageId) -> Result<Vec<EventRow>> {
        self.read(async move |conn| {
            conn.query(
                "SELECT kind, state, detail, metadata, at FROM events
                 WHERE organization_id = $1 AND message_id = $2 ORDER BY id",
                &[Value::Int(organization.get()), Value::Int(message.get())],
                |row| {
                    Ok(EventRow {
                        kind: row.coded(EventKind::from_code)?,
                        state: row.coded(MessageState::from_code)?,
                        detail: row.opt_text()?,
                        metadata: row.opt_text()?,
                        at: row.int()?,
                    })
                },
            )
            .await
        })
        .await
    }
}
