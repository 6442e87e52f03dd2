//! `GET /api/sms/events`: the events of the organization's messages as they happen, as server-sent events.

use std::sync::Arc;

use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{HeaderName, Uri};
use axum::response::Response;
use domain::{Numbers, Permission};
use engine::Sight;

use crate::ApiState;
use crate::caller::permitted;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::live::stream;
use crate::live::watch::Follower;
use crate::openapi::{AuthErrors, QueryErrors};
use crate::query::Params;

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// Follow events live
///
/// A stream of server-sent events (`text/event-stream`). Each `messages` event is a JSON object `{"events": […]}` of
/// what happened in up to 250 ms, in the form of webhooks. Whoever comes back with the header `Last-Event-ID` (browsers
/// do by themselves) goes on where it was; where that is longer ago than 15 minutes, a `reset` event says that what
/// happened in between is not told. `end` says why a stream is over.
#[utoipa::path(
    get, path = "/api/sms/events", tag = "messages", operation_id = "followEvents",
    params(
        ("numbers" = Option<String>, Query, description = "`masked` masks them for whoever may see them too; `shown` is refused to who may not"),
        ("lastEventId" = Option<String>, Query, description = "As the header `Last-Event-ID`, for those who cannot set one")
    ),
    responses((status = 200, description = "The stream", content_type = "text/event-stream", body = String),
        AuthErrors, QueryErrors)
)]
pub(crate) async fn follow_events(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    uri: Uri,
    parts: Parts,
) -> Result<Response, ApiError> {
    let mut params = Params::of(&uri)?;
    let shown = params.take("numbers", "masked or shown", |word| match word {
        "masked" => Some(false),
        "shown" => Some(true),
        _ => None,
    });
    let named = params.text("lastEventId");
    params.finish()?;
    let header = parts.headers.get(LAST_EVENT_ID).and_then(|id| id.to_str().ok());
    let resume = header.or(named.as_deref()).filter(|id| !id.is_empty());
    if shown == Some(true) && caller.numbers() == Numbers::Masked {
        permitted(&caller, Permission::NumbersReveal)?;
    }
    let may = Sight::of(&caller);
    let sight = if shown == Some(false) { may.masked() } else { may };
    let follower = Follower::of(&parts).ok_or_else(ApiError::internal)?;
    let listener = api.engine.live_listen(caller.organization.id, sight, resume).await?;
    Ok(stream::response(listener, api, follower, (caller, sight)))
}
