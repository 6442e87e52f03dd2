//! `POST /api/sms/webhooks/{webhookId}/deliveries/{deliveryId}/replay`: tells one event again.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::{DeliveryId, HookEventId, WebhookId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, IdErrors};
use crate::path::{IdsInPath, refused};

/// An event that is told again.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EventReplayed {
    /// Its id, which receivers get as `webhook-id`: the same as before.
    #[schema(value_type = String, example = "evt_01k9zv0d3s8ra")]
    pub(crate) event_id: HookEventId,
}

/// Tell one event again
///
/// Whatever came of it before. 404 also where nothing is left of what it told.
#[utoipa::path(
    post, path = "/api/sms/webhooks/{webhookId}/deliveries/{deliveryId}/replay", tag = "webhooks out",
    operation_id = "replayWebhookDelivery",
    params(
        ("webhookId" = String, Path, description = "The webhook's id", example = "whk_01k9zv0d3s8ra"),
        ("deliveryId" = String, Path, description = "The try's id", example = "dlv_01k9zv0d3s8ra")
    ),
    responses((status = 202, description = "It waits to be told", body = Answer<EventReplayed>), AuthErrors, IdErrors)
)]
pub(crate) async fn replay_delivery(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdsInPath(webhook, id): IdsInPath<WebhookId, DeliveryId>,
) -> Result<Response, ApiError> {
    let told = api.engine.delivery_replay(&caller, Some(webhook), id).await;
    let event_id = told.map_err(refused::<DeliveryId>)?.event_id;
    Ok(meta.answer(StatusCode::ACCEPTED, EventReplayed { event_id }))
}
