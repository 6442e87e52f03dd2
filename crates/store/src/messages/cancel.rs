//! Cancelling: a message is taken back as long as no attempt has begun.

use domain::{EventKind, MessageId, MessageState, Millis, OrganizationId};

use super::known;
use crate::Store;
use crate::error::Result;
use crate::events::NewEvent;
use crate::journal::Side;
use crate::types::Cancelled;

impl Store {
    /// Takes a message back. Whoever has it in memory finds it gone when it begins it.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn message_cancel(&self, organization: OrganizationId, id: MessageId, now: Millis) -> Result<Cancelled> {
        self.write(Side::Back, async move |txn| {
            let ids = [(organization, id)];
            let mut messages = known(&mut txn.conn, &ids).await?;
            let Some(message) = messages.get_mut(&id) else {
                return Ok(Cancelled::NotFound);
            };
            if !message.state.may_become(MessageState::Cancelled) {
                return Ok(Cancelled::TooLate(message.state));
            }
            if !txn.lane_remove_unbegun(&ids).await?.contains(&true) {
                return Ok(Cancelled::TooLate(message.state));
            }
            message.move_to(txn, MessageState::Cancelled, now);
            let event = NewEvent {
                organization,
                message: id,
                kind: EventKind::Cancelled,
                state: MessageState::Cancelled,
                at: now,
                detail: None,
                metadata: None,
            };
            txn.events_insert(&[event]).await?;
            txn.known_write(messages.values()).await?;
            Ok(Cancelled::Now)
        })
        .await
    }
}
