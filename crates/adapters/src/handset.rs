//! The phones behind a simulated carrier: what arrived on them, newest first, and what is written on them. A real carrier
//! has none.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{MessageId, Millis};

use crate::AskError;

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

/// A text that the person at a phone writes.
#[derive(Clone, PartialEq, Eq)]
pub struct Written {
    /// The carrier's id of it, unlike every other.
    pub id: String,
    /// The phone's number, E.164.
    pub from: Arc<str>,
    /// The address that it is written to.
    pub to: Arc<str>,
    /// The text.
    pub body: Arc<str>,
}

/// Looks at phones and writes on them. The carrier may be another process: then it may not answer.
#[async_trait]
pub trait Handsets: Send + Sync {
    /// The phones, the one with the newest message first.
    ///
    /// # Errors
    /// `Failed` where the carrier does not answer.
    async fn list(&self) -> Result<Vec<Handset>, AskError>;

    /// What arrived on the phone with this number, newest first.
    ///
    /// # Errors
    /// `Failed` where the carrier does not answer.
    async fn received(&self, number: &str) -> Result<Vec<Received>, AskError>;

    /// Notes at the carrier that a phone wrote this; bringing it in is the caller's.
    ///
    /// # Errors
    /// `Failed` where the carrier does not answer.
    async fn write(&self, text: Written) -> Result<(), AskError>;
}
