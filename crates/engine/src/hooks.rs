//! Webhooks out: events are told to the endpoints that organizations registered, and each message's end to the callback
//! that came with it; signed, until it is taken or given up.
//!
//! Rows of the outbox were written in the transaction of what they tell. Those that fit into memory come from the
//! journal (`store::HookFeed`), the others are claimed in batches. Each target (an endpoint, or the callbacks of an
//! organization to one origin) has a line of its own, so that a slow one slows itself alone. A row goes when it was
//! taken, or nobody will take it; it may be posted twice after a crash, under the same `webhook-id`.
//!
//! `teller.rs` moves rows from place to place, `line.rs` says which is next, `post.rs` makes the request and judges the
//! answer, `book.rs` knows the endpoints; `desk.rs`, `people.rs` and `log.rs` are what people ask for.

mod body;
mod book;
mod claim;
mod desk;
mod emit;
mod line;
mod log;
mod logbook;
mod people;
mod post;
mod reseal;
mod sample;
mod signature;
mod tallies;
mod teller;
mod url;

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

pub use body::Sight;
pub(crate) use body::{MessageData, time};
pub(crate) use book::sealed_for_callbacks;
pub use desk::{WebhookBook, WebhookDetail, WebhookDraft, WebhookSecret};
pub use log::{DeliveryDetail, ReplayRequest};
pub(crate) use signature::{SECRET_BYTES, shown};
pub(crate) use teller::run;
pub(crate) use url::check_url;

/// What the parts of webhooks share with the rest of the engine.
#[derive(Default)]
pub(crate) struct Hooks {
    /// The endpoints.
    pub(crate) book: book::Book,
    /// Told when endpoints have changed.
    pub(crate) changed: Notify,
    /// Cancelled when nothing is told any more.
    pub(crate) drained: CancellationToken,
}
