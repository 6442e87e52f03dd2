//! What can be set about a session. Every wait and every queue of a session is bounded by one of these.

use std::time::Duration;

use crate::frame::MAX_PDU_OCTETS;

/// The settings of one session. Those that a server agrees with each client come from its authenticator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Our requests that may be unanswered at once.
    pub window: usize,
    /// The peer's requests that may be unanswered at once; at the bound nothing more is read from the connection.
    pub incoming_window: usize,
    /// Requests that may wait in the channel before the window has room for them.
    pub queue: usize,
    /// The largest PDU that is read.
    pub max_pdu_octets: usize,
    /// How long a request may be unanswered.
    pub response_timeout: Duration,
    /// Requests that may time out one after the other before the session is drained and closed. A timeout means that
    /// the peer is not well, so 1 is the rule.
    pub max_timeouts: u32,
    /// Nothing received for so long: ask with enquire_link.
    pub enquire_link: Option<Duration>,
    /// No message (or answer to one) either way for so long: unbind.
    pub inactivity: Option<Duration>,
    /// Server: connected for so long and not bound: close.
    pub session_init: Duration,
    /// How long an unbind waits for what is unanswered, and then again for its answer.
    pub drain: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            window: 100,
            incoming_window: 100,
            queue: 1_000,
            max_pdu_octets: MAX_PDU_OCTETS,
            response_timeout: Duration::from_secs(30),
            max_timeouts: 1,
            enquire_link: Some(Duration::from_secs(30)),
            inactivity: None,
            session_init: Duration::from_secs(10),
            drain: Duration::from_secs(5),
        }
    }
}
