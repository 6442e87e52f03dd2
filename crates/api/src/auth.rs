//! Signing in and out, sessions, passwords: what a person does with itself, whatever its role.

pub(crate) mod me;
pub(crate) mod password;
pub(crate) mod sessions;
pub(crate) mod sign_in;
pub(crate) mod sign_out;
pub(crate) mod switch;
pub(crate) mod token;
mod view;

use domain::Millis;
use tenancy::{SignInRefusal, TenancyError};

use crate::error::{ApiError, Code};

/// Why somebody is not let in; the same for all that must not be told apart.
pub(crate) fn sign_in_refused(refusal: SignInRefusal, now: Millis) -> ApiError {
    match refusal {
        SignInRefusal::Wrong => ApiError::new(Code::Unauthenticated, "the address or the password is wrong"),
        SignInRefusal::Wait(until) => waits(until, now),
        SignInRefusal::NoOrganization => ApiError::not_found("the organization"),
        SignInRefusal::Other(error) => tenancy_refused(error, now),
    }
}

/// Why tenancy refuses what somebody asked who is signed in.
pub(crate) fn tenancy_refused(error: TenancyError, now: Millis) -> ApiError {
    match error {
        TenancyError::Invalid(fault) => ApiError::invalid(vec![fault]),
        TenancyError::NotFound("organization") => ApiError::not_found("the organization"),
        TenancyError::NotFound("session") => ApiError::not_found("the session"),
        TenancyError::NotFound(_) => ApiError::not_found("what was asked for"),
        TenancyError::Wait(until) => waits(until, now),
        TenancyError::Busy => ApiError::new(Code::Busy, "too much is asked at once; try again in a second"),
        TenancyError::Unavailable => ApiError::new(
            Code::Unavailable,
            "the database is unavailable; nothing was changed, try again in a second",
        ),
        TenancyError::Internal => ApiError::internal(),
    }
}

fn waits(until: Millis, now: Millis) -> ApiError {
    ApiError::too_many("there were too many failures; wait before you try again", until, now)
}
