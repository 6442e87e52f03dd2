//! `GET /api/sms/limits`: how many requests and recipients are left.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde::Serialize;
use tenancy::limits::Standing;
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, QueryErrors};
use crate::query::Params;
use crate::time::Time;

/// Every limit that holds for the caller.
#[derive(Serialize, ToSchema)]
#[schema(as = Limits)]
pub(crate) struct LimitsView {
    /// The key's (or person's) own and the organization's; a span without a limit is left out.
    limits: Vec<LimitView>,
}

/// One limit.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Limit)]
pub(crate) struct LimitView {
    /// `api_key`, `user` or `organization`.
    #[schema(example = "api_key")]
    layer: &'static str,
    /// `minute` (any sixty seconds) or `day` (UTC).
    #[schema(example = "minute")]
    per: &'static str,
    /// `requests`, or `recipients`: messages that were accepted.
    #[schema(example = "requests")]
    counts: &'static str,
    /// How many may come.
    #[schema(example = 60)]
    size: u32,
    /// How many may still come; this request is counted.
    #[schema(example = 45)]
    remaining: u32,
    /// When more may come.
    #[schema(value_type = String, format = DateTime)]
    reset_at: Time,
}

/// How many requests and recipients are left?
#[utoipa::path(
    get, path = "/api/sms/limits", tag = "limits", operation_id = "getLimits",
    responses((status = 200, description = "Every limit that holds", body = Answer<LimitsView>), AuthErrors, QueryErrors)
)]
pub(crate) async fn get_limits(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    Params::of(&uri)?.finish()?;
    let standings = api.tenancy.standings(&caller).await;
    let mut limits: Vec<LimitView> = standings.into_iter().map(LimitView::from).collect();
    if let Some((size, used, ends_at)) = api.engine.recipients_standing(caller.organization.id).await? {
        limits.push(LimitView {
            layer: "organization",
            per: "day",
            counts: "recipients",
            size,
            remaining: u32::try_from((i64::from(size) - used).max(0)).unwrap_or(0),
            reset_at: Time(ends_at),
        });
    }
    Ok(meta.answer(StatusCode::OK, LimitsView { limits }))
}

impl From<Standing> for LimitView {
    fn from(standing: Standing) -> Self {
        Self {
            layer: standing.layer.as_str(),
            per: standing.span.as_str(),
            counts: "requests",
            size: standing.limit,
            remaining: standing.remaining,
            reset_at: Time(standing.reset_at),
        }
    }
}
