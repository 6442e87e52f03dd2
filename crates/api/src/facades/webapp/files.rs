//! `GET /api/v1/files` and `GET /api/v1/files/{file_id}`: what was uploaded.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::FileId;
use serde::Serialize;
use utoipa::ToSchema;

use super::envelope::{WebappAnswer, answer};
use super::errors::{WebappAuthErrors, WebappIdErrors, WebappQueryErrors};
use super::view::FileView;
use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::paging::page_limit;
use crate::path::{IdInPath, refused};
use crate::query::Params;

/// A page of uploads.
#[derive(Serialize, ToSchema)]
#[schema(as = WebappFiles)]
pub(crate) struct FileList {
    /// Newest first.
    files: Vec<FileView>,
    /// Give it as `cursor` for the next page; null at the end.
    #[schema(value_type = Option<String>)]
    next_cursor: Option<FileId>,
}

/// List uploads
#[utoipa::path(
    get, path = "/api/v1/files", tag = "webapp", operation_id = "webappFiles",
    params(
        ("limit" = Option<u32>, Query, description = "Uploads a page, 1 to 200; 50 when absent"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before")
    ),
    responses((status = 200, description = "A page, newest first", body = WebappAnswer<FileList>), WebappAuthErrors, WebappQueryErrors)
)]
pub(crate) async fn webapp_files(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    let mut params = Params::of(&uri)?;
    let limit = page_limit(&mut params);
    let before = params.take("cursor", "the next_cursor of the page before", |text| text.parse().ok());
    params.finish()?;
    let mut found = api.engine.uploads(&caller, before, limit + 1).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next_cursor = found.last().map(|upload| upload.id).filter(|_| more);
    let files = found.into_iter().map(FileView::from).collect();
    Ok(answer(&meta, FileList { files, next_cursor }))
}

/// Look at an upload
#[utoipa::path(
    get, path = "/api/v1/files/{file_id}", tag = "webapp", operation_id = "webappFile",
    params(("file_id" = String, Path, description = "The id that the upload answered", example = "fil_01k9zv0d3s8ra")),
    responses((status = 200, description = "The upload", body = WebappAnswer<FileView>), WebappAuthErrors, WebappIdErrors)
)]
pub(crate) async fn webapp_file(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(id): IdInPath<FileId>,
) -> Result<Response, ApiError> {
    let found = api.engine.uploaded(&caller, id).await.map_err(refused::<FileId>)?;
    Ok(answer(&meta, FileView::from(found)))
}
