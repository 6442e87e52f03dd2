//! Reading messages and batches, and taking messages back.

use domain::{BatchId, MessageId, Millis, Permission};
use store::{BatchState, Cancelled, MessageFilter, MessageRow, Page, RowFault, StateCount};
use tenancy::{Author, Caller};

use crate::Engine;
use crate::bulk::is_test_batch;
use crate::request::{BulkSent, MAX_ANSWERED_FAULTS, MessageDetail, Refusal};
use crate::test_lane::{may_know, may_know_count};
use crate::units::bounded;

/// How many pages of an organization's batches are looked through, at most, for those that a test key may know of.
const LOOKS: usize = 20;
/// How often a message is read, at most, until its row and its timeline agree.
const READS: usize = 5;

impl Engine {
    /// One message with its timeline.
    ///
    /// # Errors
    /// `NotFound` where the caller's organization has no such message.
    pub async fn message(&self, caller: &Caller, id: MessageId) -> Result<MessageDetail, Refusal> {
        let organization = caller.organization.id;
        let mut reads = 0;
        loop {
            let message = self.known_message(caller, id).await?;
            let timeline = self.store.events_list(organization, id).await?;
            reads += 1;
            // It may have moved between the two reads: the last event tells the state, and both must agree.
            let agree = timeline.last().is_none_or(|last| last.state == message.state);
            if !agree && reads < READS {
                continue;
            }
            let provider = message.provider.and_then(|id| self.provider_name(id));
            return Ok(MessageDetail {
                message,
                timeline,
                provider,
            });
        }
    }

    /// The whole number of the phone that a message went to or came from; that it was asked for is noted first.
    ///
    /// # Errors
    /// `NotFound` where the caller's organization has no such message.
    pub async fn message_reveal(&self, caller: &Caller, id: MessageId) -> Result<String, Refusal> {
        let message = self.known_message(caller, id).await?;
        self.store
            .audit_insert(Author::from(caller).changes(
                Some(caller.organization_id()),
                "number.reveal",
                id,
                (None, None),
            ))
            .await?;
        Ok(message.phone().to_owned())
    }

    /// The phone that a message went to or came from, for a caller who means it and may not see its number.
    ///
    /// # Errors
    /// `NotFound` where the caller's organization has no such message, or where the caller may not read messages.
    pub async fn message_phone(&self, caller: &Caller, id: MessageId) -> Result<String, Refusal> {
        if !caller.permissions.has(Permission::MessagesRead) {
            return Err(Refusal::NotFound);
        }
        let message = self.known_message(caller, id).await?;
        Ok(message.phone().to_owned())
    }

    /// The row of a message that the caller may know of.
    pub(crate) async fn known_message(&self, caller: &Caller, id: MessageId) -> Result<MessageRow, Refusal> {
        let found = self.store.message_get(caller.organization.id, id).await?;
        found
            .filter(|message| may_know(caller, message) && caller.sees(message.unit))
            .ok_or(Refusal::NotFound)
    }

    /// A provider's name, for lists.
    pub fn provider_name(&self, id: domain::ProviderId) -> Option<String> {
        self.registry.name(id)
    }

    /// A page of messages, newest first, from before `before`. A page may be short of `limit` and still name a next
    /// one: only so many rows are looked at for a page.
    ///
    /// # Errors
    /// Only the store's.
    pub async fn messages(
        &self,
        caller: &Caller,
        filter: MessageFilter,
        before: Option<MessageId>,
        limit: usize,
    ) -> Result<Page<MessageRow>, Refusal> {
        let filter = bounded(filter, caller);
        let mut page = self
            .store
            .messages_list(caller.organization.id, &filter, before, limit)
            .await?;
        page.rows.retain(|message| may_know(caller, message));
        Ok(page)
    }

    /// How many messages were accepted between the times, by provider, direction and state; from the rollups, so
    /// rounded outwards to quarter hours.
    ///
    /// # Errors
    /// Only the store's.
    pub async fn totals(
        &self,
        caller: &Caller,
        from: Option<Millis>,
        until: Option<Millis>,
    ) -> Result<Vec<StateCount>, Refusal> {
        let mut counts = self
            .store
            .message_totals(caller.organization.id, from.unwrap_or(0), until.unwrap_or(Millis::MAX))
            .await?;
        counts.retain(|count| may_know_count(caller, count));
        Ok(counts)
    }

    /// Takes a message back that was not handed over yet.
    ///
    /// # Errors
    /// `NotFound`, or `TooLate` with the state it is in.
    pub async fn cancel(&self, caller: &Caller, id: MessageId) -> Result<MessageDetail, Refusal> {
        self.known_message(caller, id).await?;
        match self
            .store
            .message_cancel(caller.organization.id, id, self.now())
            .await?
        {
            Cancelled::Now => self.message(caller, id).await,
            Cancelled::TooLate(state) => Err(Refusal::TooLate(state)),
            Cancelled::NotFound => Err(Refusal::NotFound),
        }
    }

    /// A batch with its first faults.
    ///
    /// # Errors
    /// `NotFound` where the caller's organization has no such batch.
    pub async fn batch(&self, caller: &Caller, id: BatchId) -> Result<BulkSent, Refusal> {
        let batch = self
            .store
            .batch_get(caller.organization.id, id)
            .await?
            .filter(|batch| caller.sees(batch.unit))
            .filter(|batch| !caller.is_test() || is_test_batch(batch))
            .ok_or(Refusal::NotFound)?;
        let mut faults = Vec::new();
        if batch.refused > 0 || batch.duplicates > 0 || batch.state != BatchState::Running || batch.row > 0 {
            faults = self.batch_faults(caller, id, 0, MAX_ANSWERED_FAULTS + 1).await?;
        }
        let more_faults = faults.len() > MAX_ANSWERED_FAULTS;
        faults.truncate(MAX_ANSWERED_FAULTS);
        Ok(BulkSent {
            batch,
            faults,
            more_faults,
        })
    }

    /// A batch's faults after `after_row`, by row.
    ///
    /// # Errors
    /// Only the store's.
    pub async fn batch_faults(
        &self,
        caller: &Caller,
        id: BatchId,
        after_row: i64,
        limit: usize,
    ) -> Result<Vec<RowFault>, Refusal> {
        Ok(self
            .store
            .batch_faults(caller.organization.id, id, after_row, limit)
            .await?)
    }

    /// A page of a batch's messages, in the order of its rows, from after `after`. A page may be short of `limit` and
    /// still name a next one: only so many rows are looked at for a page.
    ///
    /// # Errors
    /// Only the store's.
    pub async fn batch_messages(
        &self,
        caller: &Caller,
        id: BatchId,
        after: Option<MessageId>,
        limit: usize,
    ) -> Result<Page<MessageRow>, Refusal> {
        let mut page = self
            .store
            .batch_messages(caller.organization.id, id, after, limit)
            .await?;
        page.rows.retain(|message| may_know(caller, message));
        Ok(page)
    }

    /// The organization's batches, newest first.
    ///
    /// # Errors
    /// Only the store's.
    pub async fn batches(
        &self,
        caller: &Caller,
        before: Option<BatchId>,
        limit: usize,
    ) -> Result<Vec<store::Batch>, Refusal> {
        let (mut batches, mut before) = (Vec::new(), before);
        for _ in 0..LOOKS {
            let page = self.store.batches_list(caller.organization.id, before, limit).await?;
            let known = |batch: &store::Batch| !caller.is_test() || is_test_batch(batch);
            batches.extend(page.rows.into_iter().filter(known));
            match page.next {
                Some(next) if batches.len() < limit => before = Some(BatchId::new(next)),
                _ => break,
            }
        }
        batches.truncate(limit);
        Ok(batches)
    }
}
