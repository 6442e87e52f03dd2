//! What has to be told to SMPP accounts: the final states of what they sent, and what comes in. (What is told over HTTP
//! has an outbox of its own: `hooks.rs`.)

use domain::{MessageState, Millis, OrganizationId, SmppAccountId};

use super::hooks::callback_target;
use super::reading::MessageRow;

/// Whose rows of the outbox to claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Targets {
    /// What an SMPP account is to be told.
    Account(i64),
}

impl Targets {
    pub(crate) const fn code(self) -> i64 {
        let Self::Account(account) = self;
        account
    }
}

/// Who is told a message's final state: the account's id of `smpp:<account>?…` (as text, `esm_…`, or as the integer);
/// below 0, as [`callback_target`] has it, where it is told over HTTP.
pub fn outbox_target(organization: OrganizationId, callback_url: &str) -> i64 {
    let account = callback_url.strip_prefix("smpp:").and_then(|rest| {
        let account = rest.split('?').next().unwrap_or_default();
        let parsed = account.parse().map(SmppAccountId::get).or_else(|_| account.parse());
        parsed.ok().filter(|account| *account > 0)
    });
    account.unwrap_or_else(|| callback_target(organization, callback_url))
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
    /// The SMPP account's id.
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
        let (account, organization) = (SmppAccountId::new(1_234_567_890_123), OrganizationId::new(7));
        for (url, target) in [
            (&*format!("smpp:{account}"), account.get()),
            (&*format!("smpp:{account}?final=1&id=7"), account.get()),
            ("smpp:77?final=1", 77),
        ] {
            assert_eq!(outbox_target(organization, url), target, "{url}");
        }
        for url in ["https://example.com/hook", "smpp:", "smpp:nonsense?x=1", "smpp:-7"] {
            assert!(outbox_target(organization, url) < 0, "{url}");
        }
    }
}
