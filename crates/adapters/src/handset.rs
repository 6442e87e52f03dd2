//! The phones behind a simulated carrier: what arrived on them, newest first. A real carrier has none.

use std::sync::Arc;

use domain::{MessageId, Millis};

/// One message on a phone.
#[derive(Clone)]
pub struct Received {
    /// Tuma's id.
    pub message: MessageId,
    /// Who it shows as sender.
    pub from: Option<Arc<str>>,
    /// The text.
    pub body: Arc<str>,
    /// When it arrived, ms since 1970.
    pub at: Millis,
}

/// One phone with its newest message.
#[derive(Clone)]
pub struct Handset {
    /// Its number, E.164.
    pub number: Arc<str>,
    /// Messages on it, as far as they are remembered.
    pub messages: usize,
    /// The newest.
    pub last: Received,
}

/// Looks at phones.
pub trait Handsets: Send + Sync {
    /// The phones, the one with the newest message first.
    fn list(&self) -> Vec<Handset>;

    /// What arrived on the phone with this number, newest first.
    fn received(&self, number: &str) -> Vec<Received>;
}
