//! `GET /api/system/senders`: sender IDs of all organizations.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::{OrganizationId, SenderId};
use serde::Serialize;
use store::{AskedSender, SenderState};
use utoipa::ToSchema;

use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::SignedIn;
use crate::openapi::{Answer, AuthErrors, QueryErrors};
use crate::paging::page_limit;
use crate::query::Params;
use crate::senders::list::STATUS;
use crate::senders::view::SenderView;

/// A page of sender IDs.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AskedSenderList {
    /// In the order in which they were first asked for.
    senders: Vec<AskedSenderView>,
    /// Give it as `cursor` for the next page; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    next_cursor: Option<SenderId>,
}

/// A sender ID with whose it is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AskedSender)]
pub(crate) struct AskedSenderView {
    /// The sender ID.
    #[serde(flatten)]
    sender: SenderView,
    /// Whose.
    #[schema(value_type = String, example = "org_01k9zv0d3s8ra")]
    organization_id: OrganizationId,
    /// How that is called.
    organization: String,
    /// How many other organizations it is approved for: somebody may be posing as another.
    approved_elsewhere: i64,
}

/// List sender IDs of all organizations
#[utoipa::path(
    get, path = "/api/system/senders", tag = "system", operation_id = "listAskedSenders",
    params(
        ("status" = Option<String>, Query, description = "`pending`, `approved` or `rejected`"),
        ("limit" = Option<u32>, Query, description = "Sender IDs a page, 1 to 200; 50 when absent"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before")
    ),
    responses((status = 200, description = "A page", body = Answer<AskedSenderList>), AuthErrors, QueryErrors)
)]
pub(crate) async fn list_asked_senders(
    State(api): State<Arc<ApiState>>,
    _person: SignedIn,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    let mut params = Params::of(&uri)?;
    let status = params.take("status", STATUS, SenderState::parse);
    let after: Option<SenderId> = params.take("cursor", "the nextCursor of the page before", |text| text.parse().ok());
    let limit = page_limit(&mut params);
    params.finish()?;
    let found = api.tenancy.senders_asked(status, after, limit + 1).await;
    let mut rows = found.map_err(|error| tenancy_refused(error, meta.at))?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let list = AskedSenderList {
        next_cursor: rows.last().filter(|_| more).map(|one| one.row.id),
        senders: rows.into_iter().map(AskedSenderView::from).collect(),
    };
    Ok(meta.answer(StatusCode::OK, list))
}

impl From<AskedSender> for AskedSenderView {
    fn from(found: AskedSender) -> Self {
        Self {
            organization_id: found.row.organization,
            organization: found.organization_name,
            approved_elsewhere: found.approved_elsewhere,
            sender: found.row.into(),
        }
    }
}
