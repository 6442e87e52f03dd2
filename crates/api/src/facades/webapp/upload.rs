//! `POST /api/v1/files/upload` and its twin: a list of numbers, found wherever they stand in the file.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::Response;
use domain::Fault;
use engine::request::SpooledFile;
use engine::{SpoolWriter, UploadRequest};
use metrics::histogram;
use tenancy::Caller;
use utoipa::ToSchema;

use super::envelope::{WebappAnswer, answer};
use super::errors::{WebappAuthErrors, WebappBodyErrors};
use super::view::UploadView;
use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::unsupported;
use crate::messages::form::{self, FILE, in_time};

/// A file of numbers.
#[derive(ToSchema)]
#[schema(as = WebappUploadForm)]
#[allow(
    dead_code,
    reason = "documentation only: the file goes to the spool and is never kept here"
)]
pub(crate) struct UploadForm {
    /// A .txt or .csv file.
    #[schema(value_type = String, format = Binary)]
    file: (),
}

/// Upload a list of numbers
///
/// A .txt or .csv file in any usual encoding, of at most 64 MiB. Numbers are found in any column; what was uploaded is
/// deleted as soon as it was read, the numbers are kept for 24 hours under `file_id`.
#[utoipa::path(
    post, path = "/api/v1/files/upload", tag = "webapp", operation_id = "webappUpload",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 200, description = "What was found", body = WebappAnswer<UploadView>), WebappAuthErrors, WebappBodyErrors)
)]
pub(crate) async fn webapp_upload(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    request: Request,
) -> Result<Response, ApiError> {
    respond(&api, &caller, &meta, request).await
}

/// Upload a list of numbers (the older path)
#[utoipa::path(
    post, path = "/api/upload-phones", tag = "webapp", operation_id = "webappUploadTwin",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 200, description = "What was found", body = WebappAnswer<UploadView>), WebappAuthErrors, WebappBodyErrors)
)]
pub(crate) async fn webapp_upload_twin(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    request: Request,
) -> Result<Response, ApiError> {
    respond(&api, &caller, &meta, request).await
}

async fn respond(api: &ApiState, caller: &Caller, meta: &RequestMeta, request: Request) -> Result<Response, ApiError> {
    if !form::is_form(request.headers()) {
        return Err(unsupported("multipart/form-data"));
    }
    let (original_name, spool) = receive(api, request).await?;
    let request = UploadRequest { spool, original_name };
    let found = api.engine.upload(caller, request).await?;
    histogram!("file_upload_duration_seconds").record(meta.started.elapsed().as_secs_f64());
    Ok(answer(meta, UploadView::new(found, caller.numbers())))
}

/// The name and the content of the form's file.
async fn receive(api: &ApiState, request: Request) -> Result<(String, SpooledFile), ApiError> {
    let (mut form, pace) = form::open(request, &api.limits)?;
    let mut received: Option<(String, SpoolWriter)> = None;
    while let Some(mut field) = in_time(&pace, form.next_field()).await? {
        let name = field.name().unwrap_or_default();
        if name != FILE {
            let shown: String = name.chars().take(64).collect();
            return Err(ApiError::fault(
                &shown,
                "is not a known field",
                "send the file as the field `file`, alone",
            ));
        }
        if received.is_some() {
            return Err(ApiError::fault(FILE, "comes twice", "upload one file a call"));
        }
        let file_name = field.file_name().unwrap_or_default().to_owned();
        let mut writer = api.engine.spool().await?;
        while let Some(piece) = in_time(&pace, field.chunk()).await? {
            writer.write(&piece).await?;
        }
        received = Some((file_name, writer));
    }
    let Some((file_name, writer)) = received else {
        let fault = Fault::new(FILE, "is missing", "add a .txt or .csv file as the field `file`");
        return Err(ApiError::invalid(vec![fault]));
    };
    Ok((file_name, writer.finish().await?))
}
