//! `GET /api/sms/reports/messages.csv`: messages as a file, streamed page by page.

use std::borrow::Cow;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use bytes::Bytes;
use domain::segment::Encoding;
use domain::{Direction, Fault, Permission};
use engine::{ExportedMessage, MessagePages};
use futures::stream;
use tenancy::Caller;

use super::cells::{Sheet, address, text};
use super::file::{CSV, response};
use crate::ApiState;
use crate::error::{ApiError, Code};
use crate::gate::Authorized;
use crate::messages::list::filter;
use crate::messages::words::amount;
use crate::openapi::{AuthErrors, QueryErrors};
use crate::query::Params;
use crate::time::Time;

/// The columns, in their order.
const COLUMNS: [&str; 21] = [
    "message_id",
    "direction",
    "status",
    "from",
    "to",
    "country",
    "class",
    "body",
    "segments",
    "encoding",
    "provider",
    "provider_msg_id",
    "batch_id",
    "error_code",
    "detail",
    "cost",
    "currency",
    "queued_at",
    "scheduled_at",
    "submitted_at",
    "ended_at",
];

/// Messages as CSV
///
/// The messages that `GET /api/sms/messages` lists, all of them, newest first, as they come from the database. No cell is
/// a formula. Numbers are masked for whoever may not see them, and with `numbers=masked`. Four exports go on at a time.
#[utoipa::path(
    get, path = "/api/sms/reports/messages.csv", tag = "reports", operation_id = "messagesCsv",
    params(
        ("direction" = Option<String>, Query, description = "`OUTBOUND` or `INBOUND`"),
        ("status" = Option<String>, Query, description = "A state, such as `DELIVERED`"),
        ("from" = Option<String>, Query, description = "Accepted at or after: RFC 3339, or a date (UTC)"),
        ("to" = Option<String>, Query, description = "Accepted before: RFC 3339; or until the end of a date (UTC)"),
        ("phone" = Option<String>, Query, description = "To or from this number"),
        ("batchId" = Option<String>, Query, description = "Of this batch"),
        ("numbers" = Option<String>, Query, description = "`whole` or `masked`; whole for whoever may see them")
    ),
    responses((status = 200, description = "The file", body = String, content_type = "text/csv"), AuthErrors, QueryErrors)
)]
pub(crate) async fn messages_csv(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    uri: Uri,
) -> Result<Response, ApiError> {
    let mut params = Params::of(&uri)?;
    let filter = filter(&mut params, &caller.organization.region);
    let whole = params.take("numbers", "whole or masked", |text| match text {
        "whole" => Some(true),
        "masked" => Some(false),
        _ => None,
    });
    params.finish()?;
    let whole = whole_numbers(&caller, whole)?;
    let pages = api.engine.message_pages(&caller, filter).await?;
    let day = Time(api.clock.now_ms()).to_string();
    let name = format!("messages-{}.csv", &day[..10]);
    Ok(response(CSV, &name, body(pages, whole)))
}

/// Whether numbers are written whole: as asked for, for whoever may see them.
fn whole_numbers(caller: &Caller, asked: Option<bool>) -> Result<bool, ApiError> {
    let may = sees_numbers(caller);
    if asked == Some(true) && !may {
        let mut error = ApiError::new(Code::Forbidden, "whole numbers are not for this caller");
        let mend = "ask for numbers=masked, or an administrator for the permission";
        error.0.details.push(Fault::new("numbers", "may not be whole", mend));
        return Err(error);
    }
    Ok(asked.unwrap_or(may))
}

/// A key that may read messages may see their numbers; of people, not everybody may.
fn sees_numbers(caller: &Caller) -> bool {
    caller.may(Permission::NumbersReveal)
}

/// The file's body: a page is read when the caller has taken the one before. What fails on the way cuts the body off, so
/// that no half file looks whole.
fn body(pages: MessagePages, whole: bool) -> Body {
    let rows = stream::try_unfold((pages, true), move |(mut pages, first)| async move {
        let found = pages.next().await.map_err(std::io::Error::other)?;
        if found.is_empty() && !first {
            return Ok(None);
        }
        let mut sheet = Sheet::new();
        if first {
            sheet.row(COLUMNS.map(Cow::Borrowed));
        }
        found.iter().for_each(|message| row(&mut sheet, message, whole));
        Ok::<_, std::io::Error>(Some((Bytes::from(sheet.into_bytes()), (pages, false))))
    });
    Body::from_stream(rows)
}

fn row(sheet: &mut Sheet, ExportedMessage { row, provider }: &ExportedMessage, whole: bool) {
    let or_none = |value: &Option<String>| match value {
        Some(value) => Cow::Owned(text(value).into_owned()),
        None => Cow::Borrowed(""),
    };
    let time = |at: Option<i64>| Cow::Owned(at.map(|at| Time(at).to_string()).unwrap_or_default());
    // The organization's own address is no secret; the phone is.
    let (from_whole, to_whole) = match row.direction {
        Direction::Outbound => (true, whole),
        Direction::Inbound => (whole, true),
    };
    let encoding = if row.ucs2 { Encoding::Ucs2 } else { Encoding::Gsm7 };
    sheet.row([
        Cow::Owned(row.id.to_string()),
        Cow::Borrowed(row.direction.as_str()),
        Cow::Borrowed(row.state.as_str()),
        address(row.from.as_deref().unwrap_or_default(), from_whole),
        address(&row.to, to_whole),
        text(&row.country),
        Cow::Borrowed(row.class.as_str()),
        text(&row.body),
        Cow::Owned(row.segments.to_string()),
        Cow::Borrowed(encoding.as_str()),
        or_none(provider),
        or_none(&row.carrier_ids.first().cloned()),
        Cow::Owned(row.batch.map(|(id, _)| id.to_string()).unwrap_or_default()),
        or_none(&row.error_code),
        or_none(&row.detail),
        Cow::Owned(amount(row.cost_micros, &row.currency)),
        text(&row.currency),
        time(Some(row.accepted_at)),
        time((row.due_at > row.accepted_at).then_some(row.due_at)),
        time(row.submitted_at),
        time(row.ended_at),
    ]);
}
