//! `/docs` and `/api/openapi.json`: the API described from its own routes; works without the internet.

use axum::Router;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use bytes::Bytes;
use utoipa::openapi::OpenApi;
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::protection;

/// Where the document is.
pub(crate) const OPENAPI_JSON: &str = "/api/openapi.json";
/// Where people read it.
const DOCS: &str = "/docs";
/// Where source 001 has it.
const WEBAPP_DOCS: &str = "/api/v1/docs";

/// The routes of the documentation; the document is written once.
pub(crate) fn router<S: Clone + Send + Sync + 'static>(document: &OpenApi) -> Router<S> {
    let json = Bytes::from(document.to_json().expect("the document is made of strings and numbers"));
    let ui = SwaggerUi::new(DOCS).config(
        Config::from(OPENAPI_JSON)
            .try_it_out_enabled(true)
            .persist_authorization(true),
    );
    Router::new()
        .route(
            OPENAPI_JSON,
            get(async move || -> Response { ([(CONTENT_TYPE, "application/json")], json).into_response() }),
        )
        .route(WEBAPP_DOCS, get(async || Redirect::to(DOCS)))
        .merge(Router::<S>::from(ui).layer(map_response(guarded)))
}

/// The pages of a library: their scripts and styles are this server's own, and come anew with each version of it.
async fn guarded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, protection::OF_DOCS);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
