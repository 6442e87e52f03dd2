//! `GET /api/sms/ledger`: what moved the balance, entry by entry.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::{Currency, EntryKind, LedgerEntryId};
use serde::Serialize;
use store::LedgerFilter;
use utoipa::ToSchema;

use super::view::EntryView;
use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, QueryErrors};
use crate::paging::page_limit;
use crate::query::Params;
use crate::time::Moment;

const MOMENT: &str = "a time in RFC 3339, or a date such as 2026-03-01";

/// A page of the ledger.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LedgerList {
    /// The ledger's currency; null where there never was a balance.
    #[schema(example = "KES")]
    currency: Option<String>,
    /// Newest first.
    entries: Vec<EntryView>,
    /// Give it as `cursor` for the next page; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    next_cursor: Option<LedgerEntryId>,
}

/// List ledger entries
///
/// Entries are immutable, and the four amounts of each sum to zero. One entry is about all messages of one commit.
#[utoipa::path(
    get, path = "/api/sms/ledger", tag = "balance", operation_id = "listLedger",
    params(
        ("kind" = Option<String>, Query, description = "A kind, such as `SPEND`"),
        ("from" = Option<String>, Query, description = "Written at or after: RFC 3339, or a date (UTC)"),
        ("to" = Option<String>, Query, description = "Written before: RFC 3339; or until the end of a date (UTC)"),
        ("limit" = Option<u32>, Query, description = "Entries a page, 1 to 200; 50 when absent"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before")
    ),
    responses((status = 200, description = "A page, newest first", body = Answer<LedgerList>), AuthErrors, QueryErrors)
)]
pub(crate) async fn list_ledger(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    let mut params = Params::of(&uri)?;
    let filter = filter(&mut params);
    let limit = page_limit(&mut params);
    let before = params.take("cursor", "the nextCursor of the page before", |text| text.parse().ok());
    params.finish()?;
    let organization = caller.organization_id();
    let currency = api
        .tenancy
        .balance(organization)
        .await?
        .map(|balance| balance.billing.currency);
    let mut found = api.tenancy.ledger(organization, filter, before, limit + 1).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next_cursor = found.last().map(|entry| entry.id).filter(|_| more);
    let shown = currency.unwrap_or(NO_CURRENCY.parse::<Currency>().map_err(|_| ApiError::internal())?);
    let entries = found.into_iter().map(|entry| EntryView::of(entry, shown)).collect();
    let list = LedgerList {
        currency: currency.map(|currency| currency.to_string()),
        entries,
        next_cursor,
    };
    Ok(meta.answer(StatusCode::OK, list))
}

/// ISO 4217's code for none: only a ledger without entries has no currency.
const NO_CURRENCY: &str = "XXX";

fn filter(params: &mut Params) -> LedgerFilter {
    LedgerFilter {
        kind: params.take("kind", "a kind of entry, such as SPEND or TOP_UP", EntryKind::parse),
        explicit: false,
        from: params.take("from", MOMENT, Moment::parse).map(|moment| moment.start),
        until: params.take("to", MOMENT, Moment::parse).map(|moment| moment.end),
    }
}
