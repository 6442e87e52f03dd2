//! `GET /api/auth/me`: who calls, where its session is, and what it may do there.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::Millis;
use tenancy::Person;

use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::auth::view::MeView;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::SignedIn;
use crate::openapi::{Answer, AuthErrors, QueryErrors};
use crate::query::Params;

/// Who am I
///
/// The person, the organization that its session is in, what it may do there, where else it belongs, and the CSRF token
/// that a browser sends with every change.
#[utoipa::path(
    get, path = "/api/auth/me", tag = "people", operation_id = "me",
    responses((status = 200, description = "Who you are", body = Answer<MeView>), AuthErrors, QueryErrors)
)]
pub(crate) async fn me(
    State(api): State<Arc<ApiState>>,
    SignedIn(person): SignedIn,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    Params::of(&uri)?.finish()?;
    Ok(meta.answer(StatusCode::OK, me_of(&api, &person, meta.at).await?))
}

/// A person with its places, as it sees itself.
pub(crate) async fn me_of(api: &ApiState, person: &Person, now: Millis) -> Result<MeView, ApiError> {
    let places = api.tenancy.places(person.user.id).await;
    let places = places.map_err(|error| tenancy_refused(error, now))?;
    Ok(MeView::new(person, places))
}
