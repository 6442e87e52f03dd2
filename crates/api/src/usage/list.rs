//! `GET /api/sms/usage`: single calls of the API, newest first.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::{ApiKeyId, Fault, UserId};
use serde::Serialize;
use store::{UsageCall, UsageFilter};
use tenancy::{Actor, usage_actor, usage_key, usage_user};
use utoipa::ToSchema;

use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::messages::list::MOMENT;
use crate::openapi::{Answer, AuthErrors, QueryErrors};
use crate::paging::page_limit;
use crate::query::Params;
use crate::time::{Moment, Time};

/// The longest route that is asked for, in bytes.
const MAX_ENDPOINT: usize = 200;

/// A page of calls.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UsageList {
    /// Newest first. Of a busy organization only a sample is kept, failed calls apart; the summary counts all.
    calls: Vec<CallView>,
    /// Give it as `cursor` for the next page; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// One call.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = UsageCall)]
struct CallView {
    /// When it came.
    #[schema(value_type = String, format = DateTime)]
    at: Time,
    /// The route.
    #[schema(example = "/api/sms/status/{messageId}")]
    endpoint: String,
    /// The method.
    #[schema(example = "GET")]
    method: String,
    /// The status of the answer.
    #[schema(example = 200)]
    status: u16,
    /// How long it took.
    #[schema(example = 1.4)]
    duration_ms: f64,
    /// Bytes of its body, where it said how long it is.
    request_bytes: i64,
    /// Bytes of the answer.
    response_bytes: i64,
    /// Where it came from.
    ip: Option<String>,
    /// What the caller says it is.
    user_agent: Option<String>,
    /// The key that called, where it was a machine.
    #[schema(value_type = Option<String>)]
    api_key_id: Option<ApiKeyId>,
    /// The person who called, where it was one.
    #[schema(value_type = Option<String>)]
    user_id: Option<UserId>,
    /// The request's id.
    request_id: String,
}

/// List calls
#[utoipa::path(
    get, path = "/api/sms/usage", tag = "usage", operation_id = "listUsage",
    params(
        ("apiKeyId" = Option<String>, Query, description = "Only of this key"),
        ("userId" = Option<String>, Query, description = "Only of this person"),
        ("endpoint" = Option<String>, Query, description = "Only of this route, as it is listed"),
        ("status" = Option<String>, Query, description = "A status such as `404`, or a class such as `4xx`"),
        ("from" = Option<String>, Query, description = "At or after: RFC 3339, or a date (UTC)"),
        ("to" = Option<String>, Query, description = "Before: RFC 3339; or until the end of a date (UTC)"),
        ("limit" = Option<u32>, Query, description = "Calls a page, 1 to 200; 50 when absent"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before")
    ),
    responses((status = 200, description = "A page, newest first", body = Answer<UsageList>), AuthErrors, QueryErrors)
)]
pub(crate) async fn list_usage(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    let mut params = Params::of(&uri)?;
    let filter = filter(&mut params);
    let limit = page_limit(&mut params);
    let before = params.take("cursor", "the nextCursor of the page before", |text| {
        i64::from_str_radix(text, 16).ok()
    });
    params.finish()?;
    let found = api.tenancy.usage_calls(&caller, filter, (before, limit)).await;
    let found = found.map_err(|error| tenancy_refused(error, meta.at))?;
    let list = UsageList {
        calls: found.rows.into_iter().map(CallView::from).collect(),
        next_cursor: found.next.map(|next| format!("{next:x}")),
    };
    Ok(meta.answer(StatusCode::OK, list))
}

fn filter(params: &mut Params) -> UsageFilter {
    let key = params.take("apiKeyId", "a key's id, such as key_01k9zv0d3s8ra", |text| {
        text.parse().ok().map(Actor::Key)
    });
    let user = params.take("userId", "a person's id, such as usr_01k9zv0d3s8ra", |text| {
        text.parse().ok().map(Actor::User)
    });
    if key.is_some() && user.is_some() {
        params.fault(Fault::new("userId", "comes with apiKeyId", "send one of the two"));
    }
    UsageFilter {
        actor: key.or(user).map(usage_actor),
        endpoint: params.take("endpoint", "a route, such as /api/sms/send", |text| {
            (text.len() <= MAX_ENDPOINT).then(|| text.to_owned())
        }),
        statuses: params.take("status", "a status such as 404, or a class such as 4xx", statuses),
        from: params.take("from", MOMENT, Moment::parse).map(|moment| moment.start),
        until: params.take("to", MOMENT, Moment::parse).map(|moment| moment.end),
    }
}

/// `404` or `4xx`.
fn statuses(text: &str) -> Option<(u16, u16)> {
    if let Some(class) = text.strip_suffix("xx") {
        let class: u16 = class.parse().ok().filter(|class| (1..=5).contains(class))?;
        return Some((class * 100, class * 100 + 99));
    }
    let status: u16 = text.parse().ok().filter(|status| (100..=599).contains(status))?;
    Some((status, status))
}

impl From<UsageCall> for CallView {
    fn from(call: UsageCall) -> Self {
        Self {
            at: Time(call.at),
            endpoint: call.endpoint,
            method: call.method,
            status: call.status,
            duration_ms: millis(call.duration_us),
            request_bytes: call.request_bytes,
            response_bytes: call.response_bytes,
            ip: call.ip,
            user_agent: call.agent,
            api_key_id: usage_key(call.actor),
            user_id: usage_user(call.actor),
            request_id: call.request_id,
        }
    }
}

/// Microseconds as milliseconds.
pub(super) fn millis(micros: i64) -> f64 {
    micros as f64 / 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_may_be_a_class() {
        assert_eq!(statuses("404"), Some((404, 404)));
        assert_eq!(statuses("4xx"), Some((400, 499)));
        for wrong in ["", "99", "600", "6xx", "0xx", "xx", "4x"] {
            assert_eq!(statuses(wrong), None, "{wrong}");
        }
    }
}
