//! Every route on one screen, and the source of the OpenAPI document.
//!
//! Limits stand in [`crate::limits`]; who may call what is in the extractor that each handler takes.

use std::sync::Arc;

use axum::Router;
use utoipa::OpenApi as _;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::{ApiError, Code};
use crate::observe::Observe;
use crate::openapi::Document;
use crate::{ApiState, batches, docs, exposition, health, messages};

/// The API over `state`, with its documentation.
pub fn router(state: ApiState) -> Router {
    let state = Arc::new(state);
    exposition::describe();
    let (routes, document) = described().split_for_parts();
    let paths = document
        .paths
        .paths
        .keys()
        .cloned()
        .chain([docs::OPENAPI_JSON.to_owned()]);
    let observe = Observe::new(Arc::clone(&state), paths);
    routes
        .merge(docs::router(&document))
        .fallback(async || ApiError::new(Code::NotFound, "there is nothing at this path; see /docs"))
        .method_not_allowed_fallback(async || {
            ApiError::new(
                Code::MethodNotAllowed,
                "this path answers other methods; the header Allow names them",
            )
        })
        .layer(observe)
        .with_state(state)
}

/// The OpenAPI document of the routes.
pub fn openapi() -> OpenApi {
    described().into_openapi()
}

fn described() -> OpenApiRouter<Arc<ApiState>> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(messages::send::send))
        .routes(routes!(messages::send_bulk::send_bulk))
        .routes(routes!(messages::status::message_status))
        .routes(routes!(messages::list::list_messages))
        .routes(routes!(messages::cancel::cancel))
        .routes(routes!(messages::preview::preview))
        .routes(routes!(batches::list::list_batches))
        .routes(routes!(batches::get::get_batch))
        .routes(routes!(health::health))
        .routes(routes!(health::health_live))
        .routes(routes!(health::health_ready))
        .routes(routes!(exposition::metrics_text))
}
