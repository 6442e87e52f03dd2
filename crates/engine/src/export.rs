//! Messages page by page to the last one, for files: no read lasts longer than its page, however slow the reader is.

use std::collections::HashMap;

use domain::{MessageId, ProviderId};
use store::{MessageFilter, MessageRow};
use tenancy::Caller;
use tokio::sync::OwnedSemaphorePermit;

use crate::Engine;
use crate::request::Refusal;
use crate::test_lane::may_know;

/// The most exports at the same time; each keeps the readers busy for as long as its caller takes the pages.
pub(crate) const MAX_EXPORTS: usize = 4;
/// Messages of one page.
const PAGE: usize = 500;

/// A message with its provider's name.
pub struct ExportedMessage {
    /// The message.
    pub row: MessageRow,
    /// The provider's name.
    pub provider: Option<String>,
}

/// The messages that fit a filter, newest first, a page at a time.
pub struct MessagePages {
    engine: Engine,
    caller: Caller,
    filter: MessageFilter,
    providers: HashMap<ProviderId, String>,
    /// Where the next page starts; `None` at the end.
    next: Option<Option<MessageId>>,
    /// Given back when the export ends or is given up.
    _permit: OwnedSemaphorePermit,
}

impl Engine {
    /// Begins an export of the caller's messages that were accepted up to now.
    ///
    /// # Errors
    /// `Busy` while four others go on; else only the store's.
    pub async fn message_pages(&self, caller: &Caller, mut filter: MessageFilter) -> Result<MessagePages, Refusal> {
        let permit = self.exports.clone().try_acquire_owned().map_err(|_| Refusal::Busy)?;
        let labels = self.provider_labels(caller).await?;
        filter.until = Some(filter.until.unwrap_or(i64::MAX).min(self.now() + 1));
        Ok(MessagePages {
            engine: self.clone(),
            caller: caller.clone(),
            filter,
            providers: labels.into_iter().map(|label| (label.id, label.name)).collect(),
            next: Some(None),
            _permit: permit,
        })
    }
}

impl MessagePages {
    /// The next messages; none at the end.
    ///
    /// # Errors
    /// Only the store's.
    pub async fn next(&mut self) -> Result<Vec<ExportedMessage>, Refusal> {
        while let Some(before) = self.next {
            let store = &self.engine.store;
            let organization = self.caller.organization.id;
            let mut page = store.messages_list(organization, &self.filter, before, PAGE).await?;
            page.rows.retain(|row| may_know(&self.caller, row));
            self.next = page.next.map(|next| Some(MessageId::new(next)));
            // A page may be empty and not the last: only so many rows are looked at for one.
            if !page.rows.is_empty() {
                return Ok(page.rows.into_iter().map(|row| self.named(row)).collect());
            }
        }
        Ok(Vec::new())
    }

    fn named(&self, row: MessageRow) -> ExportedMessage {
        let provider = row.provider.and_then(|id| self.providers.get(&id).cloned());
        ExportedMessage { row, provider }
    }
}
