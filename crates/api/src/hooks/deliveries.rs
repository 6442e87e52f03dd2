//! `GET /api/sms/webhooks/{webhookId}/deliveries`: the log of what was told to a webhook, newest first.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::{DeliveryId, HookEvent, WebhookId};
use engine::DeliveryDetail;
use serde::Serialize;
use store::{DeliveryFilter, Page};
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::hooks::view::DeliveryView;
use crate::messages::list::MOMENT;
use crate::openapi::{Answer, AuthErrors, IdErrors};
use crate::paging::page_limit;
use crate::path::{IdInPath, refused};
use crate::query::Params;
use crate::time::Moment;

/// A page of tries.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DeliveryList {
    /// Newest first.
    deliveries: Vec<DeliveryView>,
    /// The most tries a page has.
    limit: usize,
    /// Give it as `cursor` for the next page; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    next_cursor: Option<DeliveryId>,
}

impl DeliveryList {
    /// A page of at most `limit`.
    pub(crate) fn new(page: Page<DeliveryDetail>, limit: usize) -> Self {
        Self {
            deliveries: page.rows.into_iter().map(DeliveryView::from).collect(),
            limit,
            next_cursor: page.next.map(DeliveryId::new),
        }
    }
}

/// Which tries, before which place, and how many: from the query of a request.
pub(crate) fn asked(uri: &Uri) -> Result<(DeliveryFilter, Option<i64>, usize), ApiError> {
    let mut params = Params::of(uri)?;
    let filter = DeliveryFilter {
        event: params.take("eventType", "an event such as message.delivered", HookEvent::parse),
        success: params.take("success", "true or false", |text| text.parse().ok()),
        message: params.take("messageId", "a message's id, msg_…", |text| text.parse().ok()),
        from: params.take("from", MOMENT, Moment::parse).map(|moment| moment.start),
        until: params.take("until", MOMENT, Moment::parse).map(|moment| moment.end),
    };
    let limit = page_limit(&mut params);
    let before: Option<DeliveryId> =
        params.take("cursor", "the nextCursor of the page before", |text| text.parse().ok());
    params.finish()?;
    Ok((filter, before.map(DeliveryId::get), limit))
}

/// What was told to a webhook?
///
/// Each try, newest first, with what was told, what was answered and how long that took. The log is kept for seven days.
/// A page may be short of `limit`; follow `nextCursor` while there is one.
#[utoipa::path(
    get, path = "/api/sms/webhooks/{webhookId}/deliveries", tag = "webhooks out",
    operation_id = "listWebhookDeliveries",
    params(
        ("webhookId" = String, Path, description = "Its id", example = "whk_01k9zv0d3s8ra"),
        ("eventType" = Option<String>, Query, description = "An event, such as `message.delivered` or `security.*`"),
        ("success" = Option<bool>, Query, description = "Only those that were taken, or were not"),
        ("messageId" = Option<String>, Query, description = "Only of this message"),
        ("from" = Option<String>, Query, description = "Begun at or after: RFC 3339, or a date (UTC)"),
        ("until" = Option<String>, Query, description = "Begun before: RFC 3339; or until the end of a date (UTC)"),
        ("limit" = Option<u32>, Query, description = "Tries a page, 1 to 200; 50 when absent"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before")
    ),
    responses((status = 200, description = "A page", body = Answer<DeliveryList>), AuthErrors, IdErrors)
)]
pub(crate) async fn list_deliveries(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(id): IdInPath<WebhookId>,
    uri: Uri,
) -> Result<Response, ApiError> {
    let (filter, before, limit) = asked(&uri)?;
    let page = api.engine.deliveries(&caller, Some(id), filter, (before, limit)).await;
    let page = page.map_err(refused::<WebhookId>)?;
    Ok(meta.answer(StatusCode::OK, DeliveryList::new(page, limit)))
}
