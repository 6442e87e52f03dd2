//! The gate in front of every route: finds out who calls, counts the request against the caller's limits, holds it against
//! the table of who may call what, and hands the caller on. No handler authenticates, and none is reached by somebody who
//! may not call it.
//!
//! Refuses before anything of the request's body is read.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::header::{SET_COOKIE, USER_AGENT};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::Permission;
use store::SessionKind;
use tenancy::{Caller, Origin, Person};

use crate::access::{Access, Needs};
use crate::caller::{Known, authenticated, for_people, permitted, refused};
use crate::credential::{Browser, check_csrf};
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::{ApiState, peer, throttle};

/// The longest part of a `User-Agent` that is kept, in bytes.
const MAX_AGENT_BYTES: usize = 200;

/// What the gate works with.
#[derive(Clone)]
pub(crate) struct Gate {
    state: Arc<ApiState>,
    access: Arc<Access>,
}

/// The caller whom the gate let through: what a handler of a guarded route takes.
pub(crate) struct Authorized(pub(crate) Arc<Caller>);

impl<S: Send + Sync> FromRequestParts<S> for Authorized {
    type Rejection = ApiError;

    /// A route without a caller is one that the table calls open: that its handler wants one is a bug.
    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        let caller = parts.extensions.get::<Arc<Caller>>().cloned();
        caller.map(Self).ok_or_else(ApiError::internal)
    }
}

/// The person whom the gate let through: what a handler takes that is about a person and its session.
pub(crate) struct SignedIn(pub(crate) Arc<Person>);

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        let person = parts.extensions.get::<Arc<Person>>().cloned();
        person.map(Self).ok_or_else(ApiError::internal)
    }
}

/// Where the request comes from.
pub(crate) struct CalledFrom(pub(crate) Arc<Origin>);

impl FromRequestParts<Arc<ApiState>> for CalledFrom {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<ApiState>) -> Result<Self, Infallible> {
        Ok(Self(Arc::new(origin(parts, state))))
    }
}

impl Gate {
    pub(crate) fn new(state: Arc<ApiState>) -> Self {
        let access = Arc::new(Access::of_all_routes());
        Self { state, access }
    }

    /// Puts who calls into the request, and into `fresh` the new cookie, where the browser gets one: it does so too where
    /// it is refused, since the old one will not do for long.
    ///
    /// A request counts as soon as it is known whose it is, before it is held against what its caller may do.
    async fn admit(&self, parts: &mut Parts, fresh: &mut Option<String>) -> Result<(), ApiError> {
        let path = parts.extensions.get::<MatchedPath>();
        let needs = path.and_then(|path| self.access.find(&parts.method, path.as_str()));
        let permission = match needs {
            // A method that the path does not answer is answered as such behind the gate. Carriers are counted where
            // they are answered in their own form.
            None | Some(Needs::Nothing | Needs::Carrier) => return Ok(()),
            Some(Needs::SignIn) => return throttle::sign_in(parts, &self.state).await,
            Some(Needs::Person) => None,
            Some(Needs::Permission(permission)) => Some(permission),
        };
        let origin = Arc::new(origin(parts, &self.state));
        let known = match authenticated(&parts.headers, &self.state, &origin).await {
            Ok(known) => known,
            Err(refused) => return Err(throttle::stranger(origin.ip, parts, &self.state, refused).await),
        };
        match known {
            Known::Machine(known) => {
                let caller = Arc::new(Caller {
                    origin: Some(origin),
                    ..(*known).clone()
                });
                note(parts, &caller);
                throttle::admit(&caller.terms, parts, &self.state).await?;
                enter(parts, caller, permission.ok_or_else(for_people)?)
            }
            Known::Person(person, shown) => {
                *fresh = shown;
                self.admit_person(parts, person, permission).await
            }
        }
    }

    /// A person that asks for nothing but itself is let in wherever its organization may be called from: it must be able
    /// to leave.
    async fn admit_person(
        &self,
        parts: &mut Parts,
        person: Arc<Person>,
        permission: Option<Permission>,
    ) -> Result<(), ApiError> {
        let caller = person.caller().map(Arc::new);
        if let (Some(_), Ok(caller)) = (permission, &caller) {
            note(parts, caller);
        }
        match permission {
            Some(_) => throttle::admit(&person.terms, parts, &self.state).await?,
            None => throttle::admit_self(&person.terms, parts, &self.state).await?,
        }
        if person.session.kind == SessionKind::Browser {
            check_csrf(parts, &person.session.csrf_token)?;
        }
        if let Some(permission) = permission {
            let caller = caller.map_err(|error| refused("Authorization", error))?;
            enter(parts, caller, permission)?;
        }
        parts.extensions.insert(person);
        Ok(())
    }
}

/// Keeps who called, also where it is sent away, which is a use of the API too.
fn note(parts: &Parts, caller: &Arc<Caller>) {
    if let Some(meta) = parts.extensions.get::<RequestMeta>() {
        // Set once, as a request has one caller.
        let _ = meta.caller.set(Arc::clone(caller));
    }
}

fn enter(parts: &mut Parts, caller: Arc<Caller>, permission: Permission) -> Result<(), ApiError> {
    permitted(&caller, permission)?;
    parts.extensions.insert(caller);
    Ok(())
}

/// Lets a request through, or answers why not.
pub(crate) async fn gate(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let mut fresh = None;
    let admitted = gate.admit(&mut parts, &mut fresh).await;
    let fresh = fresh.map(|cookie| Browser::of(&parts, &gate.state).given(&cookie));
    let mut response = match admitted {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(refused) => refused.into_response(),
    };
    // A handler that gives the browser another cookie, or takes it away, has the last word.
    if let Some(cookie) = fresh
        && !response.headers().contains_key(SET_COOKIE)
    {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

/// Where the request comes from.
pub(crate) fn origin(parts: &Parts, state: &ApiState) -> Origin {
    let agent = parts.headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok());
    Origin {
        ip: peer::of(parts, &state.limits.trusted_proxies),
        agent: agent.map(|text| text[..text.len().min(MAX_AGENT_BYTES)].to_owned()),
        request_id: parts.extensions.get::<RequestMeta>().map(|meta| meta.id().to_owned()),
    }
}
