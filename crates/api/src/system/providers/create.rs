//! `POST /api/system/providers`: makes a provider of the platform's.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use store::Sharing;
use tenancy::Author;

use super::view::SharedProviderView;
use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::SignedIn;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors};
use crate::providers::body::ProviderBody;
use crate::query::Params;

/// Make a provider of the platform's
///
/// Its settings are checked by its kind; credentials are encrypted and never shown again. All organizations share it at
/// once, unless `sharing` is `chosen`: then nobody does until `PUT …/sharing` says who.
#[utoipa::path(
    post, path = "/api/system/providers", tag = "system", operation_id = "createSharedProvider",
    params(("sharing" = Option<String>, Query, description = "`all` (when absent) or `chosen`")),
    request_body = ProviderBody,
    responses((status = 201, description = "Made", body = Answer<SharedProviderView>), AuthErrors, BodyErrors)
)]
pub(crate) async fn create_shared_provider(
    State(api): State<Arc<ApiState>>,
    SignedIn(person): SignedIn,
    meta: RequestMeta,
    uri: Uri,
    JsonBody(mut body): JsonBody<ProviderBody>,
) -> Result<Response, ApiError> {
    let sharing = sharing(&uri)?;
    let Some(kind) = body.kind.take() else {
        return Err(ApiError::fault("kind", "is missing", "add it, such as twilio"));
    };
    let change = body.change().map_err(ApiError::invalid)?;
    let author = Author::from(&*person);
    let made = api.engine.shared_create(&author, (&kind, sharing), change).await?;
    let view = SharedProviderView::new(made, api.public_url.as_deref());
    Ok(meta.answer(StatusCode::CREATED, view))
}

fn sharing(uri: &Uri) -> Result<Sharing, ApiError> {
    let mut params = Params::of(uri)?;
    let asked = params.take("sharing", "all or chosen", |text| match text {
        "all" => Some(Sharing::All),
        "chosen" => Some(Sharing::Chosen(Vec::new())),
        _ => None,
    });
    params.finish()?;
    Ok(asked.unwrap_or(Sharing::All))
}
