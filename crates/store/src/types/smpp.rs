//! The logins of organizations to the SMPP server.

use std::fmt;

use domain::alphabet::Alphabet;
use domain::{Class, Millis, OrganizationId, SmppAccountId};

/// An organization's login to the SMPP server.
#[derive(Clone, PartialEq, Eq)]
pub struct SmppAccount {
    /// Its id.
    pub id: SmppAccountId,
    /// Whose.
    pub organization: OrganizationId,
    /// What it binds with, unique in all organizations.
    pub system_id: String,
    /// The hash of its password.
    pub password_hash: String,
    /// Addresses and networks it may bind from; empty for all.
    pub allowed_ips: Vec<String>,
    /// The most binds at a time.
    pub max_binds: u32,
    /// Messages a second; `None` for no limit.
    pub rate_per_second: Option<u32>,
    /// The most `deliver_sm` that are not answered.
    pub window: u32,
    /// Senders it may use; empty for all of the organization's.
    pub senders: Vec<String>,
    /// The class of what it sends.
    pub class: Class,
    /// What it means by data_coding 0, both ways.
    pub data_coding_0: Alphabet,
    /// What it means by data_coding 1; `None`: ASCII, unless the octets show that it is GSM 7-bit.
    pub data_coding_1: Option<Alphabet>,
    /// Whether it may bind.
    pub active: bool,
    /// When it was created.
    pub created_at: Millis,
    /// When it was last changed.
    pub updated_at: Millis,
}

impl fmt::Debug for SmppAccount {
    /// Without the hash of the password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmppAccount")
            .field("id", &self.id)
            .field("organization", &self.organization)
            .field("system_id", &self.system_id)
            .field("active", &self.active)
            .finish_non_exhaustive()
    }
}
