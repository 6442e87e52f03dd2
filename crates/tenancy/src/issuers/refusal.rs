//! Why a sign-in at an issuer ends without a session, in the words that the sign-in page knows. None says more of accounts
//! than whoever came back from the issuer has shown to be theirs.

use domain::Millis;
use identity::IssuerError;

use crate::TenancyError;
use crate::admission::NotAdmitted;
use crate::sign_in::SignInRefusal;
use crate::ways::IssuerWay;

/// Why a sign-in at an issuer ends without a session.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum IssuerRefusal {
    /// There is no such issuer.
    #[error("there is no such issuer")]
    Unknown,
    /// The issuer cannot be asked.
    #[error("the issuer cannot be asked")]
    Unavailable,
    /// The person declined, or the issuer did.
    #[error("the issuer lets nobody through")]
    Declined,
    /// It was begun too long ago, in another browser, or not at all.
    #[error("the sign-in was not begun here, or is over")]
    Stale,
    /// What the issuer says is not to be believed.
    #[error("what the issuer says is not to be believed")]
    Untrusted,
    /// It is known who it is, and that is nobody who is let in.
    #[error("{0}")]
    NotAdmitted(NotAdmitted),
    /// There were too many failures: try again then.
    #[error("too many failures")]
    Wait(Millis),
    /// The rest.
    #[error("{0}")]
    Other(TenancyError),
}

impl IssuerRefusal {
    /// The word that the sign-in page knows it by.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Unavailable => "unavailable",
            Self::Declined => "declined",
            Self::Stale => "stale",
            Self::Untrusted => "untrusted",
            Self::NotAdmitted(NotAdmitted::NoAccount) => "no_account",
            Self::NotAdmitted(NotAdmitted::Unverified) => "unverified",
            Self::NotAdmitted(NotAdmitted::Domain) => "domain",
            Self::NotAdmitted(NotAdmitted::SomebodyElses) => "somebody_elses",
            Self::Wait(_) => "wait",
            Self::Other(_) => "failed",
        }
    }
}

impl From<TenancyError> for IssuerRefusal {
    fn from(error: TenancyError) -> Self {
        Self::Other(error)
    }
}

impl From<store::StoreError> for IssuerRefusal {
    fn from(error: store::StoreError) -> Self {
        Self::Other(error.into())
    }
}

impl From<SignInRefusal> for IssuerRefusal {
    fn from(refusal: SignInRefusal) -> Self {
        match refusal {
            SignInRefusal::Wait(until) => Self::Wait(until),
            SignInRefusal::Other(error) => Self::Other(error),
            // A sign-in without a password and without a code comes to none of the others.
            _ => Self::Stale,
        }
    }
}

/// What an issuer's failure is to whoever signs in; the log has the rest.
pub(super) fn unanswered(error: &IssuerError, way: &IssuerWay) -> IssuerRefusal {
    match error {
        IssuerError::Unavailable(_) => {
            tracing::warn!(%error, issuer = %way.name, "an issuer could not be asked");
            IssuerRefusal::Unavailable
        }
        IssuerError::Refused(_) => {
            tracing::info!(%error, issuer = %way.name, "an issuer did not take a code");
            IssuerRefusal::Stale
        }
        IssuerError::Untrusted(_) => {
            tracing::warn!(%error, issuer = %way.name, "somebody was not let in");
            IssuerRefusal::Untrusted
        }
    }
}
