//! `/api/sms/callback-deliveries`: the log of the callbacks that came with messages, and telling them again; as for
//! webhooks.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::DeliveryId;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::hooks::deliveries::{DeliveryList, asked};
use crate::hooks::delivery::EventReplayed;
use crate::hooks::replay::{ReplayAnswer, ReplayBody};
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors, IdErrors, QueryErrors};
use crate::path::{IdInPath, refused};

/// What was told to callbacks?
///
/// Each try, newest first, in the form of a webhook's deliveries.
#[utoipa::path(
    get, path = "/api/sms/callback-deliveries", tag = "callbacks", operation_id = "listCallbackDeliveries",
    params(
        ("eventType" = Option<String>, Query, description = "An event, such as `message.delivered`"),
        ("success" = Option<bool>, Query, description = "Only those that were taken, or were not"),
        ("messageId" = Option<String>, Query, description = "Only of this message"),
        ("from" = Option<String>, Query, description = "Begun at or after: RFC 3339, or a date (UTC)"),
        ("until" = Option<String>, Query, description = "Begun before: RFC 3339; or until the end of a date (UTC)"),
        ("limit" = Option<u32>, Query, description = "Tries a page, 1 to 200; 50 when absent"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before")
    ),
    responses((status = 200, description = "A page", body = Answer<DeliveryList>), AuthErrors, QueryErrors)
)]
pub(crate) async fn list_callback_deliveries(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    let (filter, before, limit) = asked(&uri)?;
    let page = api.engine.deliveries(&caller, None, filter, (before, limit)).await?;
    Ok(meta.answer(StatusCode::OK, DeliveryList::new(page, limit)))
}

/// Tell callbacks again
///
/// As for a webhook: what fits the filter, the oldest first, each to the URL that came with its message.
#[utoipa::path(
    post, path = "/api/sms/callback-deliveries/replay", tag = "callbacks", operation_id = "replayCallbacks",
    request_body = ReplayBody,
    responses((status = 202, description = "They wait to be told", body = Answer<ReplayAnswer>), AuthErrors, BodyErrors)
)]
pub(crate) async fn replay_callbacks(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    JsonBody(body): JsonBody<ReplayBody>,
) -> Result<Response, ApiError> {
    let replayed = api.engine.deliveries_replay(&caller, None, body.into()).await?;
    Ok(meta.answer(StatusCode::ACCEPTED, ReplayAnswer::from(replayed)))
}

/// Tell one callback again
///
/// Whatever came of it before.
#[utoipa::path(
    post, path = "/api/sms/callback-deliveries/{deliveryId}/replay", tag = "callbacks",
    operation_id = "replayCallbackDelivery",
    params(("deliveryId" = String, Path, description = "The try's id", example = "dlv_01k9zv0d3s8ra")),
    responses((status = 202, description = "It waits to be told", body = Answer<EventReplayed>), AuthErrors, IdErrors)
)]
pub(crate) async fn replay_callback_delivery(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(id): IdInPath<DeliveryId>,
) -> Result<Response, ApiError> {
    let told = api.engine.delivery_replay(&caller, None, id).await;
    let event_id = told.map_err(refused::<DeliveryId>)?.event_id;
    Ok(meta.answer(StatusCode::ACCEPTED, EventReplayed { event_id }))
}
