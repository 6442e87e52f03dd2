//! How phones and what arrived on them look to callers.

use adapters::{Handset, Received};
use serde::Serialize;
use utoipa::ToSchema;

use crate::time::Time;

/// A phone.
#[derive(Serialize, ToSchema)]
#[schema(as = Handset)]
pub(crate) struct HandsetView {
    /// Its number, E.164.
    #[schema(example = "+254722000111")]
    number: String,
    /// Messages on it, as far as they are remembered; another organization's count too.
    messages: usize,
    /// The newest.
    last: ReceivedView,
}

/// The phones.
#[derive(Serialize, ToSchema)]
#[schema(as = Handsets)]
pub(crate) struct HandsetsView {
    /// The one with the newest message first.
    handsets: Vec<HandsetView>,
}

/// A message on a phone.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = HandsetMessage)]
pub(crate) struct ReceivedView {
    /// The message's id.
    #[schema(value_type = String, example = "msg_01k9zv0d3s8ra")]
    message_id: domain::MessageId,
    /// Who it shows as sender.
    from: Option<String>,
    /// The text.
    body: String,
    /// When it arrived.
    #[schema(value_type = String, format = DateTime)]
    arrived_at: Time,
}

/// What is on one phone.
#[derive(Serialize, ToSchema)]
#[schema(as = HandsetMessages)]
pub(crate) struct HandsetMessagesView {
    /// Newest first.
    messages: Vec<ReceivedView>,
}

impl From<Received> for ReceivedView {
    fn from(received: Received) -> Self {
        Self {
            message_id: received.message,
            from: received.from.map(|from| from.to_string()),
            body: received.body.to_string(),
            arrived_at: Time(received.at),
        }
    }
}

impl From<Vec<Handset>> for HandsetsView {
    fn from(found: Vec<Handset>) -> Self {
        let handsets = found.into_iter().map(|one| HandsetView {
            number: one.number.to_string(),
            messages: one.messages,
            last: one.last.into(),
        });
        Self {
            handsets: handsets.collect(),
        }
    }
}

impl From<Vec<Received>> for HandsetMessagesView {
    fn from(found: Vec<Received>) -> Self {
        Self {
            messages: found.into_iter().map(ReceivedView::from).collect(),
        }
    }
}
