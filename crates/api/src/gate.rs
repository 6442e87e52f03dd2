//! The gate in front of every route: finds out who calls, holds that against the table of who may call what, and hands
//! the caller on. No handler authenticates, and none is reached by somebody who may not call it.
//!
//! Refuses before anything of the request's body is read.

use std::sync::Arc;

use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::header::{SET_COOKIE, USER_AGENT};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::Permission;
use tenancy::{Caller, Origin, Person};

use crate::access::{Access, Needs};
use crate::caller::{Known, authenticated, for_people, permitted, refused};
use crate::credential::Browser;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::{ApiState, peer};

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

impl<S: Send + Sync> FromRequestParts<S> for CalledFrom {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        Ok(Self(Arc::new(origin(parts))))
    }
}

impl Gate {
    pub(crate) fn new(state: Arc<ApiState>) -> Self {
        let access = Arc::new(Access::of_all_routes());
        Self { state, access }
    }

    /// Puts who calls into the request; answers the new cookie, where the browser gets one.
    async fn admit(&self, parts: &mut Parts) -> Result<Option<String>, ApiError> {
        let path = parts.extensions.get::<MatchedPath>();
        let needs = path.and_then(|path| self.access.find(&parts.method, path.as_str()));
        let permission = match needs {
            // A method that the path does not answer is answered as such behind the gate.
            None | Some(Needs::Nothing | Needs::Carrier) => return Ok(None),
            Some(Needs::Person) => None,
            Some(Needs::Permission(permission)) => Some(permission),
        };
        let origin = Arc::new(origin(parts));
        match (authenticated(parts, &self.state, &origin).await?, permission) {
            (Known::Machine(_), None) => Err(for_people()),
            (Known::Machine(known), Some(permission)) => {
                let caller = Caller {
                    origin: Some(origin),
                    ..(*known).clone()
                };
                enter(parts, caller, permission)?;
                Ok(None)
            }
            (Known::Person(person, fresh), permission) => {
                if let Some(permission) = permission {
                    let caller = person.caller().map_err(|error| refused("Authorization", error))?;
                    enter(parts, caller, permission)?;
                }
                parts.extensions.insert(person);
                Ok(fresh)
            }
        }
    }
}

fn enter(parts: &mut Parts, caller: Caller, permission: Permission) -> Result<(), ApiError> {
    let caller = Arc::new(caller);
    if let Some(meta) = parts.extensions.get::<RequestMeta>() {
        // Set once, as a request has one caller; also where it is sent away, which is a use of the API too.
        let _ = meta.caller.set(Arc::clone(&caller));
    }
    permitted(&caller, permission)?;
    parts.extensions.insert(caller);
    Ok(())
}

/// Lets a request through, or answers why not.
pub(crate) async fn gate(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let fresh = match gate.admit(&mut parts).await {
        Ok(fresh) => fresh.map(|cookie| Browser::of(&parts, &gate.state).given(&cookie)),
        Err(refused) => return refused.into_response(),
    };
    let mut response = next.run(Request::from_parts(parts, body)).await;
    // A handler that gives the browser another cookie, or takes it away, has the last word.
    if let Some(cookie) = fresh
        && !response.headers().contains_key(SET_COOKIE)
    {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

/// Where the request comes from.
pub(crate) fn origin(parts: &Parts) -> Origin {
    let agent = parts.headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok());
    Origin {
        ip: peer::of(parts),
        agent: agent.map(|text| text[..text.len().min(MAX_AGENT_BYTES)].to_owned()),
        request_id: parts.extensions.get::<RequestMeta>().map(|meta| meta.id().to_owned()),
    }
}
