//! What can be set about the SMPP server as a whole; what is agreed with each account stands in its row.

use std::time::Duration;

/// The server's times and bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmppServerSettings {
    /// The server's own system id, as it stands in answers to binds.
    pub system_id: String,
    /// Connections at a time, bound or not.
    pub max_connections: usize,
    /// Connections of one address at a time that have not bound.
    pub max_unbound_per_ip: usize,
    /// Requests of one bind that may be unanswered; at the bound nothing more is read.
    pub incoming_window: usize,
    /// Connected for so long and not bound: closed.
    pub session_init: Duration,
    /// Nothing received for so long: asked with enquire_link.
    pub enquire_link: Duration,
    /// No message either way for so long: unbound; `None` for never.
    pub inactivity: Option<Duration>,
    /// How long a `deliver_sm` may be unanswered.
    pub response_timeout: Duration,
    /// How long an unbind waits for what is unanswered.
    pub drain: Duration,
}

impl Default for SmppServerSettings {
    fn default() -> Self {
        Self {
            system_id: "tuma".to_owned(),
            max_connections: 1_000,
            max_unbound_per_ip: 50,
            incoming_window: 1_000,
            session_init: Duration::from_secs(10),
            enquire_link: Duration::from_secs(30),
            inactivity: None,
            response_timeout: Duration::from_secs(30),
            drain: Duration::from_secs(5),
        }
    }
}

impl SmppServerSettings {
    /// The settings of a session whose account may leave `window` of ours unanswered.
    pub(super) fn session(&self, window: u32) -> ::smpp::Settings {
        ::smpp::Settings {
            window: window as usize,
            incoming_window: self.incoming_window,
            queue: window as usize,
            response_timeout: self.response_timeout,
            enquire_link: Some(self.enquire_link),
            inactivity: self.inactivity,
            session_init: self.session_init,
            drain: self.drain,
            ..::smpp::Settings::default()
        }
    }
}
