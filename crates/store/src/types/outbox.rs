//! What has to be told to whoever sent a message: its final state, and what comes in.

use domain::{Millis, SmppAccountId};

use super::reading::MessageRow;
use domain::MessageState;

/// What `target` is in the outbox for callbacks over HTTP.
pub(crate) const CALLBACKS: i64 = 0;

/// Whose rows of the outbox to claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Targets {
    /// Callbacks over HTTP, of all organizations.
    Callbacks,
    /// What an SMPP account is to be told.
    Account(i64),
}

impl Targets {
    pub(crate) const fn code(self) -> i64 {
        match self {
            Self::Callbacks => CALLBACKS,
            Self::Account(account) => account,
        }
    }
}

/// The outbox's target for a message's callback: the account's id of `smpp:<account>?…` (as text, `esm_…`, or as the
/// integer), 0 for everything else.
pub fn outbox_target(callback_url: &str) -> i64 {
    let Some(rest) = callback_url.strip_prefix("smpp:") else {
        return CALLBACKS;
    };
    let account = rest.split('?').next().unwrap_or_default();
    let parsed = account.parse().map(SmppAccountId::get).or_else(|_| account.parse());
    parsed.unwrap_or(CALLBACKS)
}

/// What a row of the outbox tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i64)]
pub enum OutboxKind {
    /// The final state of an outbound message.
    Final = 1,
    /// An inbound message.
    Inbound = 2,
}

impl OutboxKind {
    /// The kind stored as `code`.
    pub fn from_code(code: i64) -> Option<Self> {
        [Self::Final, Self::Inbound]
            .into_iter()
            .find(|kind| *kind as i64 == code)
    }
}

/// A claimed row of the outbox with its message.
#[derive(Clone)]
pub struct OutboxRow {
    /// 0 for a callback over HTTP, else the SMPP account's id.
    pub target: i64,
    /// Its id; rows of a target rise in the order in which they were written.
    pub id: i64,
    /// What it tells.
    pub kind: OutboxKind,
    /// The state that it tells, which the message may have left since (a late report).
    pub state: MessageState,
    /// How often telling it failed.
    pub attempts: u16,
    /// When it was written.
    pub created_at: Millis,
    /// The message as it stands now.
    pub message: MessageRow,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_callback_names_an_smpp_account_or_is_told_over_http() {
        let account = SmppAccountId::new(1_234_567_890_123);
        for (url, target) in [
            ("https://example.com/hook", 0),
            ("smpp:", 0),
            ("smpp:nonsense?x=1", 0),
            (&format!("smpp:{account}"), account.get()),
            (&format!("smpp:{account}?final=1&id=7"), account.get()),
            ("smpp:77?final=1", 77),
        ] {
            assert_eq!(outbox_target(url), target, "{url}");
        }
    }
}
