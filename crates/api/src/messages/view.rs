//! How a message and its timeline look to callers: source 002's shape, with what Tuma knows beyond it.

use domain::segment::Encoding;
use engine::Explained;
use engine::request::MessageDetail;
use serde::Serialize;
use serde_json::value::RawValue;
use store::{EventRow, MessageRow};
use utoipa::ToSchema;

use crate::messages::words::{Cost, MessageClass};
use crate::routing::view::DecisionView;
use crate::time::Time;

/// A message.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Message)]
pub(crate) struct MessageView {
    /// Its id.
    #[schema(value_type = String, example = "msg_01k9zv0d3s8ra")]
    message_id: domain::MessageId,
    /// Set where a test key sent it: it went to a simulated carrier and cost nothing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    test: bool,
    /// `OUTBOUND` or `INBOUND`.
    #[schema(value_type = String, example = "OUTBOUND")]
    direction: domain::Direction,
    /// `SCHEDULED`, `QUEUED`, `SUBMITTED`, `SENT`, `DELIVERED`, `FAILED`, `REJECTED`, `EXPIRED`, `CANCELLED`, `RECEIVED`.
    #[schema(value_type = String, example = "DELIVERED")]
    status: domain::MessageState,
    /// Whether it waits because nobody can tell whether the carrier took it.
    held: bool,
    /// What it is for.
    class: MessageClass,
    /// The sender, if one was chosen; of an inbound message, the phone.
    from: Option<String>,
    /// The number in E.164; of an inbound message, the number or shortcode that it was sent to.
    #[schema(example = "+923001234567")]
    to: String,
    /// The phone's country, ISO 3166-1, or `ZZ`.
    #[schema(example = "PK")]
    country: String,
    /// The text.
    body: String,
    /// Segments it takes.
    segments: u16,
    /// `GSM-7` or `UCS-2`.
    #[schema(example = "GSM-7")]
    encoding: &'static str,
    /// The provider's name.
    provider: Option<String>,
    /// The carrier's id of its first segment.
    provider_msg_id: Option<String>,
    /// The carrier's ids, one a segment where it gives several.
    provider_msg_ids: Vec<String>,
    /// The batch it came in.
    #[schema(value_type = Option<String>)]
    batch_id: Option<domain::BatchId>,
    /// Its row in the batch, from 1.
    batch_row: Option<i64>,
    /// Attempts made.
    attempts: u16,
    /// The carrier's last error code.
    error_code: Option<String>,
    /// Why it ended, or what it waits for.
    detail: Option<String>,
    /// What it costs.
    cost: Cost,
    /// The caller's own JSON.
    #[schema(value_type = Option<Object>)]
    metadata: Option<Box<RawValue>>,
    /// Where its final state is posted.
    callback_url: Option<String>,
    /// When it was accepted; of an inbound message, when it came.
    #[schema(value_type = String, format = DateTime)]
    queued_at: Time,
    /// When it is or was due, if it waited for a time.
    #[schema(value_type = Option<String>, format = DateTime)]
    scheduled_at: Option<Time>,
    /// When its validity ends.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Time,
    /// When the carrier took it.
    #[schema(value_type = Option<String>, format = DateTime)]
    submitted_at: Option<Time>,
    /// When it ended.
    #[schema(value_type = Option<String>, format = DateTime)]
    ended_at: Option<Time>,
}

/// A message with its timeline.
#[derive(Serialize, ToSchema)]
#[schema(as = MessageStatus)]
pub(crate) struct MessageStatusView {
    #[serde(flatten)]
    message: MessageView,
    /// What happened to it, oldest first.
    timeline: Vec<EventView>,
    /// Why it went the way it went; in the answer to a question for its status, where there is a decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<DecisionView>,
}

/// One step in a message's life.
#[derive(Serialize, ToSchema)]
#[schema(as = Event)]
pub(crate) struct EventView {
    /// A state, or `RETRY`, `PROVIDER_ERROR`, `UNKNOWN`, `HELD`, `REPORT`, `STOP_TOO_LATE`.
    #[schema(value_type = String, example = "SUBMITTED")]
    event: domain::EventKind,
    /// The message's state after it.
    #[schema(value_type = String, example = "SUBMITTED")]
    status: domain::MessageState,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Time,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// The carrier's own report.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    metadata: Option<Box<RawValue>>,
}

impl MessageView {
    /// A stored message with its provider's name.
    pub(crate) fn new(row: MessageRow, provider: Option<String>) -> Self {
        let encoding = if row.ucs2 { Encoding::Ucs2 } else { Encoding::Gsm7 };
        Self {
            message_id: row.id,
            test: engine::is_test(&row),
            direction: row.direction,
            status: row.state,
            held: row.held,
            class: row.class.into(),
            from: row.from,
            to: row.to,
            country: row.country,
            body: row.body,
            segments: row.segments,
            encoding: encoding.as_str(),
            provider,
            provider_msg_id: row.carrier_ids.first().cloned(),
            provider_msg_ids: row.carrier_ids,
            batch_id: row.batch.map(|(id, _)| id),
            batch_row: row.batch.map(|(_, number)| number),
            attempts: row.attempts,
            error_code: row.error_code,
            detail: row.detail,
            cost: Cost::of(row.cost_micros, &row.currency),
            metadata: row.metadata.and_then(raw),
            // What an SMPP account is told is no URL of anybody's.
            callback_url: row.callback_url.filter(|url| !url.starts_with("smpp:")),
            queued_at: Time(row.accepted_at),
            scheduled_at: (row.due_at > row.accepted_at).then_some(Time(row.due_at)),
            expires_at: Time(row.expires_at),
            submitted_at: row.submitted_at.map(Time),
            ended_at: row.ended_at.map(Time),
        }
    }
}

impl MessageStatusView {
    /// A stored message with its timeline, and the decision about its way where that was asked for.
    pub(crate) fn new(found: MessageDetail, decision: Option<Explained>) -> Self {
        Self {
            message: MessageView::new(found.message, found.provider),
            timeline: found.timeline.into_iter().map(EventView::from).collect(),
            decision: decision.map(DecisionView::from),
        }
    }
}

impl From<EventRow> for EventView {
    fn from(row: EventRow) -> Self {
        Self {
            event: row.kind,
            status: row.state,
            at: Time(row.at),
            detail: row.detail,
            metadata: row.metadata.and_then(raw),
        }
    }
}

/// Stored JSON as it is; what is not JSON is left out rather than breaking the answer.
fn raw(text: String) -> Option<Box<RawValue>> {
    RawValue::from_string(text).ok()
}
