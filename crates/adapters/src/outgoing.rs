//! One message as an adapter gets it.

use std::sync::Arc;

use domain::{Class, Encoding, MessageId, Millis};

/// One message as an adapter gets it: everything that goes over the wire, nothing about the tenant.
#[derive(Clone)]
pub struct Outgoing {
    /// Tuma's id, sent as the reference where the protocol has room for one.
    pub message: MessageId,
    /// Which attempt this is, from 1.
    pub attempt: u16,
    /// The sender, if one was chosen.
    pub from: Option<Arc<str>>,
    /// The destination in E.164 with `+`.
    pub to: Arc<str>,
    /// The text.
    pub body: Arc<str>,
    /// The alphabet it is counted in; a text that fits GSM-7 may still be sent in another.
    pub encoding: Encoding,
    /// What it is for.
    pub class: Class,
    /// How many segments it takes.
    pub segments: u16,
    /// When it is no longer worth delivering, ms since 1970.
    pub expires_at: Millis,
}

impl std::fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Outgoing({} attempt {})", self.message, self.attempt)
    }
}
