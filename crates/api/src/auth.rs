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

use crate::error::{ApiError, Code, TOO_MANY_FAILURES};

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
        TenancyError::Wait(until) => waits(until, now),
        other => other.into(),
    }
}

fn waits(until: Millis, now: Millis) -> ApiError {
    ApiError::too_many(TOO_MANY_FAILURES, until, now)
}
