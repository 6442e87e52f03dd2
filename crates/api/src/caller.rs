//! From what a request shows to who calls, and what is missed where somebody may not do what they ask.
//!
//! No handler reads an organization from the request: it is in the key, the token or the session.

use std::sync::Arc;

use axum::http::HeaderMap;
use domain::{Fault, Permission, Scope};
use tenancy::{Actor, AuthError, Caller, Origin, Person};

use crate::ApiState;
use crate::credential::{Credential, unauthenticated};
use crate::error::{ApiError, Code};

/// Who calls.
pub(crate) enum Known {
    /// A machine, with a key.
    Machine(Arc<Caller>),
    /// A person, and the new cookie where the browser's was replaced.
    Person(Arc<Person>, Option<String>),
}

/// Whom the request's headers show.
pub(crate) async fn authenticated(
    headers: &HeaderMap,
    api: &ApiState,
    origin: &Arc<Origin>,
) -> Result<Known, ApiError> {
    match Credential::of(headers)? {
        // A token has dots, a key has none.
        Credential::Bearer(field, token) if token.contains('.') => {
            let person = api.tenancy.authenticate_token(token, Arc::clone(origin)).await;
            let person = person.map_err(|error| refused(field, error))?;
            Ok(Known::Person(Arc::new(person), None))
        }
        Credential::Bearer(field, key) => {
            let caller = api.tenancy.authenticate_from(key, origin).await;
            let caller = caller.map_err(|error| refused(field, error))?;
            Ok(Known::Machine(caller))
        }
        Credential::Cookie(cookie) => {
            let shown = api.tenancy.session(cookie, Arc::clone(origin)).await;
            let shown = shown.map_err(|error| refused("Cookie", error))?;
            Ok(Known::Person(Arc::new(shown.person), shown.fresh))
        }
    }
}

/// Refuses a caller that lacks `permission`.
pub(crate) fn permitted(caller: &Caller, permission: Permission) -> Result<(), ApiError> {
    if caller.may(permission) {
        return Ok(());
    }
    let (field, what, mend) = match (caller.actor, Scope::giving(permission)) {
        (Actor::Key(_), Some(scope)) => {
            let word = scope.as_str();
            let mend = format!("use a key with {word}; `tuma key create --scope {word}` makes one");
            ("Authorization", format!("is a key without the scope {word}"), mend)
        }
        (Actor::Key(_), None) => return Err(for_people()),
        _ => {
            let word = permission.as_str();
            let mend = "ask an administrator of the organization for a role that has it";
            ("role", format!("lacks the permission {word}"), mend.to_owned())
        }
    };
    Err(forbidden(field, &what, mend))
}

/// The refusal of a key where only people may ask.
pub(crate) fn for_people() -> ApiError {
    let mend = "sign in, or use a token of POST /api/v1/auth/token";
    forbidden("Authorization", "is a key, and this is for people", mend)
}

fn forbidden(field: &str, what: &str, mend: impl Into<String>) -> ApiError {
    let message = format!("{field} {what}");
    let mut error = ApiError::forbidden(Fault::new(field, what, mend));
    error.0.message = message.into();
    error
}

/// Why what was shown lets nobody in, or not there.
pub(crate) fn refused(field: &'static str, error: AuthError) -> ApiError {
    match error {
        AuthError::Unknown => unauthenticated(field, "names no API key"),
        AuthError::Revoked => unauthenticated(field, "names an API key that was revoked"),
        AuthError::Expired => unauthenticated(field, "names an API key that has expired"),
        AuthError::NoSession => unauthenticated(field, "shows no session, or one that was ended"),
        AuthError::SessionOver => unauthenticated(field, "shows a session that is over"),
        AuthError::NoOrganization => {
            let mend = "POST /api/auth/switch puts it into one that you belong to";
            forbidden("session", "is in no organization that you belong to", mend)
        }
        AuthError::SecondFactorMissing => {
            let message = "the organization asks for a second factor: enrol one";
            let mut error = ApiError::new(Code::SecondFactorRequired, message);
            let mend = "POST /api/auth/second-factor begins to enrol one";
            error.0.details.push(Fault::new("secondFactor", "is missing", mend));
            error
        }
        AuthError::Unavailable => ApiError::new(
            Code::Unavailable,
            "the database is unavailable; nothing was accepted, try again in a second",
        ),
    }
}
