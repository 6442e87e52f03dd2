//! `GET /api/organization/settings`: what people decided about the organization. They came with the caller: nothing is read.

use axum::http::StatusCode;
use axum::response::Response;

use crate::envelope::RequestMeta;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors};
use crate::settings::view::SettingsView;

/// Read the organization's settings
#[utoipa::path(
    get, path = "/api/organization/settings", tag = "settings", operation_id = "getSettings",
    responses((status = 200, description = "The settings", body = Answer<SettingsView>), AuthErrors)
)]
pub(crate) async fn get_settings(Authorized(caller): Authorized, meta: RequestMeta) -> Response {
    meta.answer(StatusCode::OK, SettingsView::from(&*caller.organization))
}
