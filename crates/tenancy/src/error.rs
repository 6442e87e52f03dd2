//! Why tenancy refuses: to a caller that wants in, and to an operator who administers.

use domain::Fault;
use store::StoreError;

/// Why what a request shows lets nobody in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AuthError {
    /// No such key.
    #[error("unknown API key")]
    Unknown,
    /// The key was revoked.
    #[error("the API key was revoked")]
    Revoked,
    /// The key's time is over.
    #[error("the API key has expired")]
    Expired,
    /// No session is shown by that, or it was ended.
    #[error("unknown session")]
    NoSession,
    /// The session was not used for too long, or is too old.
    #[error("the session is over")]
    SessionOver,
    /// The session is in no organization that its person belongs to.
    #[error("the session is in no organization")]
    NoOrganization,
    /// The organization lets nobody in without a second factor, and the person has none.
    #[error("the organization asks for a second factor")]
    SecondFactorMissing,
    /// The database cannot be asked: try again.
    #[error("the database is unavailable")]
    Unavailable,
}

/// Why an organization or a key was not made, changed or read.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum TenancyError {
    /// A value is at fault.
    #[error("{0}")]
    Invalid(Fault),
    /// It is more than the caller may give.
    #[error("{0}")]
    Forbidden(Fault),
    /// There is no such organization or key.
    #[error("{0} not found")]
    NotFound(&'static str),
    /// There were too many failures: try again at that time, ms since 1970.
    #[error("too many failures, try again later")]
    Wait(domain::Millis),
    /// Full: try again after a second.
    #[error("full, try again")]
    Busy,
    /// The database is unavailable; nothing was changed.
    #[error("the database is unavailable")]
    Unavailable,
    /// A bug, logged where it happened.
    #[error("internal error")]
    Internal,
}

impl TenancyError {
    pub(crate) fn fault(field: &str, fault: impl Into<String>, mend: impl Into<String>) -> Self {
        Self::Invalid(Fault::new(field, fault, mend))
    }
}

impl From<StoreError> for TenancyError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy => Self::Busy,
            StoreError::Unavailable(_) => Self::Unavailable,
            other => {
                tracing::error!(error = %other, "the store failed");
                Self::Internal
            }
        }
    }
}
