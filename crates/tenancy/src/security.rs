//! What the security log says, and how: addresses of e-mail are masked, passwords and tokens are never in it.

use domain::{ApiKeyId, OrganizationId, SecurityEventId, UserId};
use store::{SecurityEvent, SecurityRow};

use crate::{Origin, Tenancy, TenancyError};

/// Somebody signed in.
pub(crate) const SIGNED_IN: &str = "signed_in";
/// A sign-in failed.
pub(crate) const SIGN_IN_FAILED: &str = "sign_in_failed";
/// An account has failed so often that it has to wait.
pub(crate) const ACCOUNT_LOCKED: &str = "account_locked";
/// A network has failed so often that it has to wait.
pub(crate) const NETWORK_LOCKED: &str = "network_locked";
/// What showed a session before it was replaced was shown again: somebody else may have it.
pub(crate) const SESSION_REPLAYED: &str = "session_replayed";
/// A password was changed by its owner.
pub(crate) const PASSWORD_CHANGED: &str = "password_changed";
/// A person has a second factor from now on.
pub(crate) const SECOND_FACTOR_ENROLLED: &str = "second_factor_enrolled";
/// A person has no second factor any more.
pub(crate) const SECOND_FACTOR_REMOVED: &str = "second_factor_removed";
/// Somebody asked for a new password by mail.
pub(crate) const PASSWORD_RESET_ASKED: &str = "password_reset_asked";
/// A password was changed by the token of a mail.
pub(crate) const PASSWORD_RESET: &str = "password_reset";
/// It became known who a person is at an issuer or in the directory.
pub(crate) const IDENTITY_LINKED: &str = "identity_linked";
/// A key that was revoked or has expired was used.
pub(crate) const API_KEY_REFUSED: &str = "api_key_refused";
/// A key was used from a network that it was never used from before.
pub(crate) const API_KEY_NEW_NETWORK: &str = "api_key_new_network";

/// Every kind of event.
pub const SECURITY_KINDS: [&str; 13] = [
    SIGNED_IN,
    SIGN_IN_FAILED,
    ACCOUNT_LOCKED,
    NETWORK_LOCKED,
    SESSION_REPLAYED,
    PASSWORD_CHANGED,
    SECOND_FACTOR_ENROLLED,
    SECOND_FACTOR_REMOVED,
    PASSWORD_RESET_ASKED,
    PASSWORD_RESET,
    IDENTITY_LINKED,
    API_KEY_REFUSED,
    API_KEY_NEW_NETWORK,
];

impl Tenancy {
    /// Events of the organization's log (`None`: the installation's), newest first.
    pub async fn security_events(
        &self,
        organization: Option<OrganizationId>,
        kind: Option<String>,
        before: Option<SecurityEventId>,
        limit: usize,
    ) -> Result<Vec<SecurityRow>, TenancyError> {
        let before = before.map(SecurityEventId::get);
        let found = self.inner.store.security_event_list(organization, kind, before, limit);
        Ok(found.await?)
    }
}

/// An event of `kind` from `origin`, about nobody yet.
pub(crate) fn event(kind: &'static str, origin: &Origin) -> SecurityEvent {
    SecurityEvent {
        organization: None,
        kind,
        user: None,
        api_key: None,
        ip: origin.ip.map(|ip| ip.to_string()),
        agent: origin.agent.clone(),
        detail: None,
    }
}

/// An event about a person, in the log of every organization that it belongs to.
pub(crate) fn about_user(kind: &'static str, user: Option<UserId>, origin: &Origin) -> SecurityEvent {
    SecurityEvent {
        user,
        ..event(kind, origin)
    }
}

/// An event about a key.
pub(crate) fn about_key(
    kind: &'static str,
    (organization, key): (OrganizationId, ApiKeyId),
    origin: &Origin,
) -> SecurityEvent {
    SecurityEvent {
        organization: Some(organization),
        api_key: Some(key),
        ..event(kind, origin)
    }
}

/// An address as the log shows it: `a…@example.org`. What is no address may be a password in the wrong field.
pub(crate) fn masked(email: &str) -> String {
    match email.split_once('@') {
        Some((name, host)) if !host.contains('@') => {
            let first: String = name.chars().take(1).collect();
            format!("{first}…@{host}")
        }
        _ => "…".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_masked_and_what_is_none_is_not_shown() {
        assert_eq!(masked("amina@example.org"), "a…@example.org");
        for other in ["", "hunter2", "a@b@c"] {
            assert_eq!(masked(other), "…");
        }
    }
}
