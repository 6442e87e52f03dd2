//! `POST /api/sms/webhooks/{webhookId}/replay`: tells again what the log knows, by a filter.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::{DeliveryId, WebhookId};
use engine::ReplayRequest;
use serde::{Deserialize, Serialize};
use store::Replayed;
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors, IdErrors};
use crate::path::{IdInPath, refused};
use crate::time::Time;

/// What to tell again.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = ReplayRequest, example = json!({"failedOnly": true, "from": "2026-03-01T00:00:00Z"}))]
pub(crate) struct ReplayBody {
    /// Only these events; all when absent.
    events: Option<Vec<String>>,
    /// Only what was given up; when absent, what was taken too.
    #[serde(default)]
    failed_only: bool,
    /// Tried at or after.
    #[schema(value_type = Option<String>, format = DateTime)]
    from: Option<Time>,
    /// Tried before; now when absent.
    #[schema(value_type = Option<String>, format = DateTime)]
    until: Option<Time>,
    /// `nextCursor` of the call before.
    #[schema(value_type = Option<String>)]
    cursor: Option<DeliveryId>,
}

impl From<ReplayBody> for ReplayRequest {
    fn from(body: ReplayBody) -> Self {
        Self {
            events: body.events,
            failed_only: body.failed_only,
            from: body.from.map(|time| time.0),
            until: body.until.map(|time| time.0),
            after: body.cursor.map(DeliveryId::get),
        }
    }
}

/// What is told again.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReplayAnswer {
    /// Events that wait to be told again.
    events: usize,
    /// Call again with it as `cursor` for the rest; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    next_cursor: Option<DeliveryId>,
}

impl From<Replayed> for ReplayAnswer {
    fn from(replayed: Replayed) -> Self {
        Self {
            events: replayed.events,
            next_cursor: replayed.next.map(DeliveryId::new),
        }
    }
}

/// Tell again
///
/// Events of the log that fit, the oldest first, under the same `webhook-id` as before. What is still being tried is left
/// alone. One call looks at 5,000 tries; follow `nextCursor`.
#[utoipa::path(
    post, path = "/api/sms/webhooks/{webhookId}/replay", tag = "webhooks out", operation_id = "replayWebhook",
    request_body = ReplayBody,
    params(("webhookId" = String, Path, description = "Its id", example = "whk_01k9zv0d3s8ra")),
    responses((status = 202, description = "They wait to be told", body = Answer<ReplayAnswer>),
        AuthErrors, IdErrors, BodyErrors)
)]
pub(crate) async fn replay_webhook(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(id): IdInPath<WebhookId>,
    JsonBody(body): JsonBody<ReplayBody>,
) -> Result<Response, ApiError> {
    let replayed = api.engine.deliveries_replay(&caller, Some(id), body.into()).await;
    let replayed = replayed.map_err(refused::<WebhookId>)?;
    Ok(meta.answer(StatusCode::ACCEPTED, ReplayAnswer::from(replayed)))
}
