//! Invitations, and mail on its way.

use std::fmt;

use domain::{InvitationId, Millis, OrganizationId, Role, UserId};

/// An invitation to an organization.
#[derive(Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Where to.
    pub organization: OrganizationId,
    /// Its id.
    pub id: InvitationId,
    /// Who, in lower case.
    pub email: String,
    /// As what.
    pub role: Role,
    /// SHA-256 of what was mailed.
    pub token_hash: [u8; 32],
    /// The person who invited.
    pub invited_by: Option<UserId>,
    /// When.
    pub created_at: Millis,
    /// Until when it can be taken up.
    pub expires_at: Millis,
}

impl fmt::Debug for Invitation {
    /// Without address and token.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invitation")
            .field("organization", &self.organization)
            .field("id", &self.id)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

/// A mail to be sent; opaque here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMail {
    /// Address, subject and text, sealed.
    pub sealed: String,
}

/// A mail that was claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailRow {
    /// Its number.
    pub id: i64,
    /// Address, subject and text, sealed.
    pub sealed: String,
    /// How often it was tried before.
    pub attempts: i64,
}
