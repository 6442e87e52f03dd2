//! Signing in and out, sessions, passwords: what a person does with itself, whatever its role.

pub(crate) mod forgot;
pub(crate) mod invitation;
pub(crate) mod issuers;
pub(crate) mod me;
pub(crate) mod password;
pub(crate) mod second_factor;
pub(crate) mod sessions;
pub(crate) mod sign_in;
pub(crate) mod sign_out;
pub(crate) mod switch;
pub(crate) mod token;
pub(crate) mod view;

use domain::{Fault, Millis};
use tenancy::{SignInRefusal, TenancyError};

use crate::error::{ApiError, Code, TOO_MANY_FAILURES};

/// Why somebody is not let in; the same for all that must not be told apart.
pub(crate) fn sign_in_refused(refusal: SignInRefusal, now: Millis) -> ApiError {
    match refusal {
        SignInRefusal::Wrong => ApiError::new(Code::Unauthenticated, "the address or the password is wrong"),
        SignInRefusal::CodeMissing => {
            let mend = "give the code that your app shows as `code`, or a recovery code";
            code_required("a code of the second factor is asked for", ("is missing", mend))
        }
        SignInRefusal::CodeWrong => {
            let mend = "give the next one that your app shows, or a recovery code";
            code_required("the code is wrong, or was used", ("is wrong, or was used", mend))
        }
        SignInRefusal::Wait(until) => waits(until, now),
        SignInRefusal::DirectoryDown => ApiError::new(
            Code::Unavailable,
            "the directory that knows people's passwords cannot be asked; try again in a minute",
        ),
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

fn code_required(message: &'static str, (fault, mend): (&str, &str)) -> ApiError {
    let mut error = ApiError::new(Code::SecondFactorAsked, message);
    error.0.details.push(Fault::new("code", fault, mend));
    error
}

fn waits(until: Millis, now: Millis) -> ApiError {
    ApiError::too_many(TOO_MANY_FAILURES, until, now)
}
