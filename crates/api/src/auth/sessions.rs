//! `/api/auth/sessions`: where a person is signed in, and how that ends.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::SessionId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::ApiState;
use crate::auth::sign_out::EndedView;
use crate::auth::tenancy_refused;
use crate::auth::view::SessionView;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::SignedIn;
use crate::openapi::{Answer, AuthErrors, IdErrors, QueryErrors};
use crate::path::IdInPath;
use crate::query::Params;

/// A person's sessions.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionList {
    /// The last used first.
    sessions: Vec<SessionView>,
}

/// List your sessions
///
/// Browsers and tokens that are signed in as you now, in whatever organization.
#[utoipa::path(
    get, path = "/api/auth/sessions", tag = "people", operation_id = "listSessions",
    responses((status = 200, description = "All of them", body = Answer<SessionList>), AuthErrors, QueryErrors)
)]
pub(crate) async fn list_sessions(
    State(api): State<Arc<ApiState>>,
    SignedIn(person): SignedIn,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    Params::of(&uri)?.finish()?;
    let found = api.tenancy.session_list(&person).await;
    let found = found.map_err(|error| tenancy_refused(error, meta.at))?;
    let sessions = found
        .iter()
        .map(|one| SessionView::new(one, person.session.id))
        .collect();
    Ok(meta.answer(StatusCode::OK, SessionList { sessions }))
}

/// End your other sessions
///
/// All but the one that this is called with.
#[utoipa::path(
    delete, path = "/api/auth/sessions", tag = "people", operation_id = "endOtherSessions",
    responses((status = 200, description = "They ended", body = Answer<EndedView>), AuthErrors)
)]
pub(crate) async fn end_other_sessions(
    State(api): State<Arc<ApiState>>,
    SignedIn(person): SignedIn,
    meta: RequestMeta,
) -> Result<Response, ApiError> {
    let ended = api.tenancy.session_end_others(&person).await;
    let ended = ended.map_err(|error| tenancy_refused(error, meta.at))?;
    Ok(meta.answer(StatusCode::OK, EndedView { ended }))
}

/// End one of your sessions
///
/// It stops at once.
#[utoipa::path(
    delete, path = "/api/auth/sessions/{sessionId}", tag = "people", operation_id = "endSession",
    params(("sessionId" = String, Path, description = "The session's id", example = "ses_01k9zv0d3s8ra")),
    responses((status = 200, description = "It ended", body = Answer<EndedView>), AuthErrors, IdErrors)
)]
pub(crate) async fn end_session(
    State(api): State<Arc<ApiState>>,
    SignedIn(person): SignedIn,
    meta: RequestMeta,
    IdInPath(id): IdInPath<SessionId>,
) -> Result<Response, ApiError> {
    let ended = api.tenancy.session_end(&person, id).await;
    ended.map_err(|error| tenancy_refused(error, meta.at))?;
    Ok(meta.answer(StatusCode::OK, EndedView { ended: 1 }))
}
