//! What became of a batch's messages: waits until all have ended, and counts them by state.
//!
//! The batch's pages stand still once its rows are taken, so a page whose messages have all ended is not read again:
//! waiting costs what is still open, however large the batch is.

use std::collections::BTreeMap;

use domain::MessageState;
use serde::Serialize;
use tokio::time::Instant;

use super::POLL;
use super::progress::Progress;
use crate::client::Client;
use crate::client::answers::{BatchStatus, MessagePage};
use crate::failure::Failure;
use crate::output::Output;

/// The largest page that the API gives.
const PAGE: usize = 200;

/// How many messages ended in which state.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Outcome(BTreeMap<MessageState, u64>);

impl Outcome {
    /// These counts.
    #[cfg(test)]
    pub fn of(counts: impl IntoIterator<Item = (MessageState, u64)>) -> Self {
        Self(counts.into_iter().collect())
    }

    /// Whether every message arrived.
    pub fn all_delivered(&self) -> bool {
        self.0.keys().all(|state| *state == MessageState::Delivered)
    }

    /// `1,204 DELIVERED, 3 FAILED`.
    pub fn text(&self) -> String {
        let counts: Vec<String> = self.0.iter().map(|(state, count)| format!("{count} {state}")).collect();
        counts.join(", ")
    }

    fn count(&mut self, page: &MessagePage) {
        for message in &page.messages {
            *self.0.entry(message.status).or_default() += 1;
        }
    }

    fn total(&self) -> u64 {
        self.0.values().sum()
    }
}

/// Waits until every message of `batch` has ended.
pub async fn wait(
    client: &Client,
    batch: &BatchStatus,
    deadline: Instant,
    output: &Output,
) -> Result<Outcome, Failure> {
    let mut progress = Progress::new(output, "messages ended");
    let mut ended = Outcome::default();
    let mut open = first_pass(client, batch, &mut ended).await?;
    while !open.is_empty() {
        progress.show(ended.total(), Some(batch.accepted));
        if Instant::now() >= deadline {
            let missing = batch.accepted.saturating_sub(ended.total());
            return Err(Failure::failed(format!(
                "up to {missing} messages had not ended in time; they go on"
            )));
        }
        tokio::time::sleep(POLL).await;
        open = next_pass(client, batch, open, &mut ended).await?;
    }
    progress.finish(ended.total());
    Ok(ended)
}

/// Where a page starts; `None` for the first.
type Cursor = Option<String>;

/// Reads all pages; answers those with messages that have not ended.
async fn first_pass(client: &Client, batch: &BatchStatus, ended: &mut Outcome) -> Result<Vec<Cursor>, Failure> {
    let mut open = Vec::new();
    let mut cursor: Cursor = None;
    loop {
        let page = read(client, batch, &cursor).await?;
        if has_ended(&page) {
            ended.count(&page);
        } else {
            open.push(cursor);
        }
        match page.next_cursor {
            Some(next) => cursor = Some(next),
            None => return Ok(open),
        }
    }
}

async fn next_pass(
    client: &Client,
    batch: &BatchStatus,
    pages: Vec<Cursor>,
    ended: &mut Outcome,
) -> Result<Vec<Cursor>, Failure> {
    let mut open = Vec::new();
    for cursor in pages {
        let page = read(client, batch, &cursor).await?;
        if has_ended(&page) {
            ended.count(&page);
        } else {
            open.push(cursor);
        }
    }
    Ok(open)
}

async fn read(client: &Client, batch: &BatchStatus, cursor: &Cursor) -> Result<MessagePage, Failure> {
    let mut query = vec![("batchId", batch.batch_id.clone()), ("limit", PAGE.to_string())];
    query.extend(cursor.clone().map(|cursor| ("cursor", cursor)));
    client.get("api/sms/messages", &query).await
}

fn has_ended(page: &MessagePage) -> bool {
    page.messages.iter().all(|message| message.status.is_final())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::answers::ListedMessage;

    fn page(states: &[MessageState]) -> MessagePage {
        let messages = states.iter().map(|&status| ListedMessage { status }).collect();
        MessagePage {
            messages,
            next_cursor: None,
        }
    }

    #[test]
    fn a_page_is_done_when_all_its_messages_have_ended() {
        assert!(has_ended(&page(&[])));
        assert!(has_ended(&page(&[MessageState::Delivered, MessageState::Expired])));
        assert!(!has_ended(&page(&[MessageState::Delivered, MessageState::Submitted])));
    }

    #[test]
    fn counts_add_up_over_pages() {
        let mut outcome = Outcome::default();
        outcome.count(&page(&[MessageState::Delivered, MessageState::Failed]));
        outcome.count(&page(&[MessageState::Delivered]));
        assert_eq!(outcome.text(), "2 DELIVERED, 1 FAILED");
        assert_eq!(outcome.total(), 3);
        assert!(!outcome.all_delivered());
    }
}
