//! `GET /api/sms/messages`: the organization's messages, newest first, and their totals at a glance.
//!
//! Pages follow a cursor; page numbers work up to row 10,000. Totals come from the rollups and from nowhere else: what
//! the rollups do not know is not counted.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::{Direction, Fault, MessageId, MessageState, Millis, PhoneNumber, UnitId};
use engine::request::Refusal;
use serde::Serialize;
use store::{MessageFilter, MessageRow, Page, StateCount};
use tenancy::Caller;
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::messages::view::MessageView;
use crate::openapi::{Answer, AuthErrors, QueryErrors};
use crate::paging::{Place, page_limit, place};
use crate::query::Params;
use crate::time::Moment;

/// The rollups' step.
const QUARTER_MS: Millis = 900_000;
/// What a `from` or `to` in a query should be.
pub(crate) const MOMENT: &str = "a time in RFC 3339, or a date such as 2026-03-01";
/// Rows passed over in one read on the way to a numbered page.
const SKIP_ROWS: usize = 1_000;
/// Reads on the way to a numbered page; a filter that finds too little for them needs the cursor.
const MAX_SKIP_READS: usize = 20;

/// A page of messages.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MessageList {
    /// Newest first.
    messages: Vec<MessageView>,
    /// The page's number, unless a cursor was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<usize>,
    /// The most messages a page has.
    limit: usize,
    /// How many messages match in all, where that is known without counting.
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<i64>,
    /// Set when `total` is not known and there are more than were shown so far.
    total_is_more: bool,
    /// Give it as `cursor` for the next page; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    next_cursor: Option<MessageId>,
    /// Messages by status, of the same direction and time (taken to whole quarter hours) whatever the status asked for;
    /// absent with a cursor, `phone`, `with`, `batchId` or `unit`.
    #[serde(skip_serializing_if = "Option::is_none")]
    totals: Option<BTreeMap<&'static str, StatusTotal>>,
}

/// How many messages are in one status.
#[derive(Default, Serialize, ToSchema)]
pub(crate) struct StatusTotal {
    /// Messages.
    messages: i64,
    /// Their segments.
    segments: i64,
}

/// List messages
///
/// Pages follow `cursor`; `page` works up to row 10,000. A page that had to look at many messages to find a few may be
/// short of `limit`; follow `nextCursor` while there is one.
#[utoipa::path(
    get, path = "/api/sms/messages", tag = "messages", operation_id = "listMessages",
    params(
        ("direction" = Option<String>, Query, description = "`OUTBOUND` or `INBOUND`"),
        ("status" = Option<String>, Query, description = "A state, such as `DELIVERED`"),
        ("from" = Option<String>, Query, description = "Accepted at or after: RFC 3339, or a date (UTC)"),
        ("to" = Option<String>, Query, description = "Accepted before: RFC 3339; or until the end of a date (UTC)"),
        ("phone" = Option<String>, Query, description = "To or from this number"),
        ("with" = Option<String>, Query, description = "To or from the phone of this message, in place of `phone`"),
        ("batchId" = Option<String>, Query, description = "Of this batch"),
        ("unit" = Option<String>, Query, description = "Of this unit and those below it"),
        ("page" = Option<u32>, Query, description = "From 1; up to row 10,000"),
        ("limit" = Option<u32>, Query, description = "Messages a page, 1 to 200; 50 when absent"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before, instead of `page`")
    ),
    responses((status = 200, description = "A page, newest first", body = Answer<MessageList>), AuthErrors, QueryErrors)
)]
pub(crate) async fn list_messages(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    let mut params = Params::of(&uri)?;
    let mut filter = filter(&mut params, &caller.organization.region);
    let unit: Option<UnitId> = params.take("unit", "a unit's id, such as unt_01k9zv0d3s8ra", |text| {
        text.parse().ok()
    });
    let with = params.take("with", "a message's id, such as msg_01k9zv0d3s8ra", |text| {
        text.parse().ok()
    });
    let limit = page_limit(&mut params);
    let place = place(&mut params, limit);
    params.finish()?;
    if let Some(message) = with {
        filter.phone = Some(phone_of(&api, &caller, "with", message).await?);
    }
    if let Some(unit) = unit {
        filter.units = Some(api.engine.units_below(&caller, unit).await?);
    }
    let (found, counts) = match place {
        Place::After(cursor) => (
            api.engine
                .messages(&caller, filter.clone(), Some(cursor), limit)
                .await?,
            None,
        ),
        Place::Numbered(page) => {
            let found = numbered_page(&api, &caller, &filter, (page, limit)).await?;
            (found, counts(&api, &caller, &filter).await?)
        }
    };
    let list = answer((&api, &caller), found, &filter, (place, limit), counts);
    Ok(meta.answer(StatusCode::OK, list))
}

/// The parameters that say which messages are meant.
pub(crate) fn filter(params: &mut Params, region: &str) -> MessageFilter {
    let from = params.take("from", MOMENT, Moment::parse);
    let to = params.take("to", MOMENT, Moment::parse);
    MessageFilter {
        direction: params.take("direction", "OUTBOUND or INBOUND", Direction::parse),
        state: params.take(
            "status",
            "a message state, such as QUEUED or DELIVERED",
            MessageState::parse,
        ),
        phone: phone(params, region),
        own_address: None,
        batch: params.take("batchId", "a batch's id, such as bat_01k9zv0d3s8ra", |text| {
            text.parse().ok()
        }),
        units: None,
        from: from.map(|moment| moment.start),
        until: to.map(|moment| moment.end),
    }
}

/// The phone of a message that a caller names in place of a number.
pub(super) async fn phone_of(
    api: &ApiState,
    caller: &Caller,
    field: &str,
    message: MessageId,
) -> Result<String, ApiError> {
    match api.engine.message_phone(caller, message).await {
        Err(Refusal::NotFound) => Err(ApiError::fault(
            field,
            "is no message that you may read",
            "give the id of one, or a number",
        )),
        found => Ok(found?),
    }
}

/// The `phone` parameter. A `+` that nobody percent-encoded arrives as a space.
pub(super) fn phone(params: &mut Params, region: &str) -> Option<String> {
    let text = params.text("phone")?;
    let number = text.strip_prefix(' ').map_or(text.clone(), |rest| format!("+{rest}"));
    match PhoneNumber::parse(&number, region) {
        Ok(number) => Some(number.e164().to_owned()),
        Err(fault) => {
            let fault: Fault = fault.into_fault("phone");
            params.fault(fault);
            None
        }
    }
}

async fn numbered_page(
    api: &ApiState,
    caller: &Caller,
    filter: &MessageFilter,
    (page, limit): (usize, usize),
) -> Result<Page<MessageRow>, ApiError> {
    let mut skip = (page - 1) * limit;
    let mut before = None;
    for _ in 0..MAX_SKIP_READS {
        if skip == 0 {
            return Ok(api.engine.messages(caller, filter.clone(), before, limit).await?);
        }
        let passed = api
            .engine
            .messages(caller, filter.clone(), before, skip.min(SKIP_ROWS))
            .await?;
        skip -= passed.rows.len().min(skip);
        before = match passed.next {
            Some(next) => Some(MessageId::new(next)),
            None => {
                return Ok(Page {
                    rows: Vec::new(),
                    next: None,
                });
            }
        };
    }
    let mend = "use cursor with the nextCursor of the page before, or narrow the filters";
    Err(ApiError::fault(
        "page",
        "lies behind too many messages that do not match",
        mend,
    ))
}

/// The rollups' counts, where they know anything about the filter.
async fn counts(api: &ApiState, caller: &Caller, filter: &MessageFilter) -> Result<Option<Vec<StateCount>>, ApiError> {
    let by_unit = filter.units.is_some() || caller.units.is_some();
    if filter.phone.is_some() || filter.batch.is_some() || by_unit {
        return Ok(None);
    }
    let mut counts = api.engine.totals(caller, filter.from, filter.until).await?;
    counts.retain(|count| filter.direction.is_none_or(|asked| asked == count.direction));
    Ok(Some(counts))
}

fn answer(
    (api, caller): (&ApiState, &Caller),
    found: Page<MessageRow>,
    filter: &MessageFilter,
    (place, limit): (Place<MessageId>, usize),
    counts: Option<Vec<StateCount>>,
) -> MessageList {
    let total = counts
        .as_deref()
        .filter(|_| is_whole_quarters(filter))
        .map(|counts| total(counts, filter.state));
    let messages = found.rows.into_iter().map(|row| {
        let provider = row.provider.and_then(|id| api.engine.provider_name(id));
        MessageView::new(row, provider, caller.numbers())
    });
    MessageList {
        messages: messages.collect(),
        page: match place {
            Place::Numbered(page) => Some(page),
            Place::After(_) => None,
        },
        limit,
        total,
        total_is_more: total.is_none() && found.next.is_some(),
        next_cursor: found.next.map(MessageId::new),
        totals: counts.as_deref().map(by_status),
    }
}

/// Whether the filter's times lie on the rollups' borders, so that their counts are exact.
fn is_whole_quarters(filter: &MessageFilter) -> bool {
    [filter.from, filter.until]
        .into_iter()
        .flatten()
        .all(|at| at % QUARTER_MS == 0)
}

fn total(counts: &[StateCount], state: Option<MessageState>) -> i64 {
    let matching = counts
        .iter()
        .filter(|count| state.is_none_or(|asked| asked == count.state));
    matching.map(|count| count.messages).sum()
}

fn by_status(counts: &[StateCount]) -> BTreeMap<&'static str, StatusTotal> {
    let mut totals = BTreeMap::<_, StatusTotal>::new();
    for count in counts {
        let total = totals.entry(count.state.as_str()).or_default();
        total.messages += count.messages;
        total.segments += count.segments;
    }
    totals
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<MessageFilter, Vec<Fault>> {
        let uri = format!("/x?{query}").parse().expect("a uri");
        let mut params = Params::of(&uri).expect("a query");
        let filter = filter(&mut params, "KE");
        params.finish().map(|()| filter).map_err(|error| error.0.details)
    }

    fn count(state: MessageState, messages: i64) -> StateCount {
        let direction = Direction::Outbound;
        StateCount {
            provider: None,
            direction,
            state,
            messages,
            segments: 2 * messages,
            cost_micros: 0,
        }
    }

    #[test]
    fn a_number_is_found_however_it_is_written() {
        for query in ["phone=%2B254712345678", "phone=+254712345678", "phone=0712345678"] {
            let filter = read(query).unwrap_or_default();
            assert_eq!(filter.phone.as_deref(), Some("+254712345678"), "{query}");
        }
    }

    #[test]
    fn every_wrong_filter_is_named() {
        let faults = read("direction=UP&status=GONE&from=yesterday&to=x&phone=12&batchId=msg_1")
            .err()
            .unwrap_or_default();
        let fields: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["from", "to", "direction", "status", "phone", "batchId"]);
    }

    #[test]
    fn totals_are_exact_on_whole_quarter_hours_only() {
        assert!(is_whole_quarters(
            &read("from=2026-03-01&to=2026-03-02").unwrap_or_default()
        ));
        assert!(!is_whole_quarters(
            &read("from=2026-03-01T00:00:01Z").unwrap_or_default()
        ));
    }

    #[test]
    fn totals_are_summed_by_status() {
        let counts = [
            count(MessageState::Sent, 2),
            count(MessageState::Delivered, 3),
            count(MessageState::Sent, 4),
        ];
        let totals = by_status(&counts);
        assert_eq!((totals["SENT"].messages, totals["SENT"].segments), (6, 12));
        assert_eq!(total(&counts, None), 9);
        assert_eq!(total(&counts, Some(MessageState::Delivered)), 3);
    }
}
