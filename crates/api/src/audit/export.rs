//! `GET /api/audit/export`: the log of changes as a file for spreadsheets, written while it is read.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, Uri};
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
use crate::time::Time;

/// Entries that are read at once.
const PAGE: usize = 500;
/// What a spreadsheet takes for the start of a formula, in full-width forms too, or for a way into the next cell.
const FORMULA: [char; 12] = ['=', '+', '-', '@', '\t', '\r', '\n', '|', '＝', '＋', '－', '＠'];
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
    let mut response = Response::new(Body::from_stream(pieces));
    let headers = response.headers_mut();
    let csv = HeaderValue::from_static("text/csv; charset=utf-8; header=present");
    headers.insert(CONTENT_TYPE, csv);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let name = HeaderValue::from_static("attachment; filename=\"audit.csv\"");
    headers.insert(CONTENT_DISPOSITION, name);
    response
}

fn written(header: bool, rows: &[AuditRow]) -> Bytes {
    let mut builder = csv::WriterBuilder::new();
    let mut sheet = builder.terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let mut write = |cells: [String; HEADER.len()]| {
        // Writing into memory cannot fail, and all rows have one length.
        if let Err(error) = sheet.write_record(&cells) {
            tracing::error!(%error, "an entry could not be written");
        }
    };
    if header {
        write(HEADER.map(str::to_owned));
    }
    for row in rows {
        write(cells(row));
    }
    sheet.into_inner().unwrap_or_default().into()
}

fn cells(row: &AuditRow) -> [String; HEADER.len()] {
    let text = |value: &Option<String>| cell(value.as_deref().unwrap_or_default());
    let (kind, id) = named(row.actor);
    [
        Time(row.at).to_string(),
        AuditEntryId::new(row.id).to_string(),
        cell(&row.action),
        cell(&row.object),
        kind.to_owned(),
        id.unwrap_or_default(),
        text(&row.actor_name),
        text(&row.before),
        text(&row.after),
        text(&row.ip),
        text(&row.agent),
        text(&row.request_id),
    ]
}

/// A text as a cell that is never a formula: an apostrophe in front, which spreadsheets do not show.
fn cell(text: &str) -> String {
    if text.trim_start_matches([' ', '\u{a0}']).starts_with(FORMULA) {
        return format!("'{text}");
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_begins_a_formula() {
        for dangerous in [
            "=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "|calc", " =1", "\u{a0}=1", "＝1",
        ] {
            assert_eq!(cell(dangerous), format!("'{dangerous}"), "{dangerous:?}");
        }
        for harmless in ["", "Fee of 1=2", "{\"name\":\"=1\"}", "محمد", "'quoted"] {
            assert_eq!(cell(harmless), harmless);
        }
    }
}
