//! The SMPP server's settings.

use std::net::SocketAddr;
use std::time::Duration;

use domain::Fault;
use engine::SmppServerSettings;
use serde::{Deserialize, Serialize};

use super::Settings;

/// The longest system id that SMPP can carry.
const MAX_SYSTEM_ID: usize = 15;

/// The SMPP server; what is agreed with each account stands in the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Smpp {
    /// The server's own system id.
    pub system_id: String,
    /// Connections at a time.
    pub max_connections: usize,
    /// Connections of one address at a time that have not bound.
    pub max_unbound_per_ip: usize,
    /// Requests of one bind that may be unanswered.
    pub incoming_window: usize,
    /// How long a connection may take to bind.
    pub session_init_ms: u64,
    /// After how much silence the peer is asked whether it is there.
    pub enquire_link_ms: u64,
    /// After how long without a message a bind is ended; 0 for never.
    pub inactivity_ms: u64,
    /// How long a peer may take to answer.
    pub response_timeout_ms: u64,
}

impl Default for Smpp {
    fn default() -> Self {
        let of = SmppServerSettings::default();
        Self {
            system_id: of.system_id,
            max_connections: of.max_connections,
            max_unbound_per_ip: of.max_unbound_per_ip,
            incoming_window: of.incoming_window,
            session_init_ms: of.session_init.as_millis() as u64,
            enquire_link_ms: of.enquire_link.as_millis() as u64,
            inactivity_ms: of.inactivity.map_or(0, |time| time.as_millis() as u64),
            response_timeout_ms: of.response_timeout.as_millis() as u64,
        }
    }
}

impl Smpp {
    /// As the engine takes them.
    pub fn server(&self) -> SmppServerSettings {
        let ms = Duration::from_millis;
        SmppServerSettings {
            system_id: self.system_id.clone(),
            max_connections: self.max_connections,
            max_unbound_per_ip: self.max_unbound_per_ip,
            incoming_window: self.incoming_window,
            session_init: ms(self.session_init_ms),
            enquire_link: ms(self.enquire_link_ms),
            inactivity: (self.inactivity_ms > 0).then(|| ms(self.inactivity_ms)),
            response_timeout: ms(self.response_timeout_ms),
            ..SmppServerSettings::default()
        }
    }

    /// What is wrong beside the numbers.
    pub(super) fn faults(&self) -> Option<Fault> {
        let id = &self.system_id;
        let fits = (1..=MAX_SYSTEM_ID).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic());
        let mend = "give 1 to 15 letters and digits";
        (!fits).then(|| Fault::new("smpp.system_id", "cannot be said in SMPP", mend))
    }
}

impl Settings {
    /// Where SMPP is served, if anywhere.
    pub fn smpp_address(&self) -> Result<Option<SocketAddr>, Fault> {
        if self.smpp_listen.is_empty() {
            return Ok(None);
        }
        let mend = "give an address and a port, such as 0.0.0.0:2775, or leave it empty";
        let address = self.smpp_listen.parse().map(Some);
        address.map_err(|_| Fault::new("smpp_listen", "is not an address with a port", mend))
    }
}
