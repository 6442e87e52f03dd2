//! `GET /api/audit/export`: the log of changes as a file for spreadsheets, written while it is read.

use std::borrow::Cow;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::{AuditEntryId, OrganizationId};
use futures::stream;
use store::{AuditFilter, AuditRow};
use tenancy::{Tenancy, TenancyError};

use crate::ApiState;
use crate::audit::ask::filter;
use crate::audit::view::named;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{AuthErrors, QueryErrors};
use crate::query::Params;
use crate::reports::cells::{Sheet, text};
use crate::reports::file::{CSV, response};
use crate::time::Time;

/// Entries that are read at once.
const PAGE: usize = 500;
const HEADER: [&str; 12] = [
    "at",
    "entryId",
    "action",
    "object",
    "actorKind",
    "actorId",
    "actorName",
    "before",
    "after",
    "ip",
    "agent",
    "requestId",
];

/// Export changes
///
/// The entries that fit, newest first, as CSV (RFC 4180, UTF-8, a header row). What a spreadsheet would take for a formula
/// gets an apostrophe in front.
#[utoipa::path(
    get, path = "/api/audit/export", tag = "logs", operation_id = "exportAudit",
    params(
        ("action" = Option<String>, Query, description = "This action, or all below it: `provider` for `provider.change` and the others"),
        ("object" = Option<String>, Query, description = "About what has this id"),
        ("userId" = Option<String>, Query, description = "By this person"),
        ("from" = Option<String>, Query, description = "At or after: RFC 3339, or a date (UTC)"),
        ("to" = Option<String>, Query, description = "Before: RFC 3339; or until the end of a date (UTC)")
    ),
    responses((status = 200, description = "The file", body = String, content_type = "text/csv"), AuthErrors, QueryErrors)
)]
pub(crate) async fn export_audit(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    let mut params = Params::of(&uri)?;
    let filter = filter(&mut params);
    params.finish()?;
    let reading = Reading {
        tenancy: api.tenancy.clone(),
        organization: caller.organization_id(),
        filter,
        next: Next::Header,
    };
    // The first page is read before anything is answered, so that a fault is answered as one.
    let first = reading.page().await.map_err(|error| tenancy_refused(error, meta.at))?;
    Ok(file(first))
}

/// What is still to be written.
struct Reading {
    tenancy: Tenancy,
    organization: OrganizationId,
    filter: AuditFilter,
    next: Next,
}

#[derive(Clone, Copy)]
enum Next {
    /// The header and the newest entries.
    Header,
    /// Entries before this one.
    Before(AuditEntryId),
    Nothing,
}

impl Reading {
    /// The next piece of the file, and what comes after it; `None` at the end.
    async fn page(mut self) -> Result<Option<(Bytes, Self)>, TenancyError> {
        let (header, before) = match self.next {
            Next::Header => (true, None),
            Next::Before(id) => (false, Some(id)),
            Next::Nothing => return Ok(None),
        };
        let filter = self.filter.clone();
        let rows = self
            .tenancy
            .audit(Some(self.organization), filter, before, PAGE)
            .await?;
        self.next = match rows.last() {
            Some(last) if rows.len() == PAGE => Next::Before(AuditEntryId::new(last.id)),
            _ => Next::Nothing,
        };
        Ok(Some((written(header, &rows), self)))
    }
}

/// The answer whose first piece was read.
fn file(first: Option<(Bytes, Reading)>) -> Response {
    let pieces = stream::unfold(first, async |piece| {
        let (bytes, reading) = piece?;
        match reading.page().await {
            Ok(next) => Some((Ok(bytes), next)),
            Err(error) => {
                tracing::warn!(%error, "the log of changes could not be read to its end");
                Some((Err(error), None))
            }
        }
    });
    response(CSV, "audit.csv", Body::from_stream(pieces))
}

fn written(header: bool, rows: &[AuditRow]) -> Bytes {
    let mut sheet = Sheet::new();
    if header {
        sheet.row(HEADER.map(Cow::Borrowed));
    }
    for row in rows {
        sheet.row(cells(row));
    }
    sheet.into_bytes().into()
}

fn cells(row: &AuditRow) -> [Cow<'_, str>; HEADER.len()] {
    let (kind, id) = named(row.actor);
    [
        Time(row.at).to_string().into(),
        AuditEntryId::new(row.id).to_string().into(),
        text(&row.action),
        text(&row.object),
        kind.into(),
        id.unwrap_or_default().into(),
        shown(&row.actor_name),
        shown(&row.before),
        shown(&row.after),
        shown(&row.ip),
        shown(&row.agent),
        shown(&row.request_id),
    ]
}

/// A text that may be missing, as a cell.
fn shown(value: &Option<String>) -> Cow<'_, str> {
    text(value.as_deref().unwrap_or_default())
}
