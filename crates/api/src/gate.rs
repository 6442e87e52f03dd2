//! The gate in front of every route: finds out who calls, holds that against the table of who may call what, and hands
//! the caller on. No handler authenticates, and none is reached by somebody who may not call it.
//!
//! Refuses before anything of the request's body is read.

use std::sync::Arc;

use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tenancy::{Caller, Origin};

use crate::access::{Access, Needs};
use crate::caller::{authenticated, permitted};
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

impl Gate {
    pub(crate) fn new(state: Arc<ApiState>) -> Self {
        let access = Arc::new(Access::of_all_routes());
        Self { state, access }
    }

    async fn admit(&self, parts: &mut Parts) -> Result<(), ApiError> {
        let path = parts.extensions.get::<MatchedPath>();
        let needs = path.and_then(|path| self.access.find(&parts.method, path.as_str()));
        match needs {
            // A method that the path does not answer is answered as such behind the gate.
            None | Some(Needs::Nothing | Needs::Carrier) => Ok(()),
            Some(Needs::Permission(permission)) => {
                let known = authenticated(parts, &self.state).await?;
                permitted(&known, permission)?;
                let origin = Some(Arc::new(origin(parts)));
                let caller = Caller {
                    origin,
                    ..(*known).clone()
                };
                parts.extensions.insert(Arc::new(caller));
                Ok(())
            }
        }
    }
}

/// Lets a request through, or answers why not.
pub(crate) async fn gate(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match gate.admit(&mut parts).await {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(refused) => refused.into_response(),
    }
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
