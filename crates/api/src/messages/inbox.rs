//! `GET /api/sms/inbox`: what phones wrote to the organization, newest first.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::{Direction, MessageId};
use serde::Serialize;
use store::MessageFilter;
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::limits::MAX_ADDRESS_CHARS;
use crate::messages::list::{MOMENT, phone};
use crate::messages::view::MessageView;
use crate::openapi::{Answer, AuthErrors, QueryErrors};
use crate::paging::page_limit;
use crate::query::Params;
use crate::time::Moment;

/// A page of inbound messages.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct InboxList {
    /// Newest first.
    messages: Vec<MessageView>,
    /// The most messages a page has.
    limit: usize,
    /// Give it as `cursor` for the next page; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    next_cursor: Option<MessageId>,
}

/// List inbound messages
///
/// What phones wrote, in the same shape as `GET /api/sms/messages`: `from` is the phone, `to` the organization's own
/// number or shortcode. A page may be short of `limit`; follow `nextCursor` while there is one.
#[utoipa::path(
    get, path = "/api/sms/inbox", tag = "messages", operation_id = "listInbox",
    params(
        ("phone" = Option<String>, Query, description = "From this phone"),
        ("to" = Option<String>, Query, description = "To this number, shortcode or name of yours; numbers as people \
            write them, with or without `+` and country code"),
        ("from" = Option<String>, Query, description = "Came at or after: RFC 3339, or a date (UTC)"),
        ("until" = Option<String>, Query, description = "Came before: RFC 3339; or until the end of a date (UTC)"),
        ("limit" = Option<u32>, Query, description = "Messages a page, 1 to 200; 50 when absent"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before")
    ),
    responses((status = 200, description = "A page, newest first", body = Answer<InboxList>), AuthErrors, QueryErrors)
)]
pub(crate) async fn list_inbox(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    let mut params = Params::of(&uri)?;
    let filter = filter(&mut params, &caller.organization.region);
    let limit = page_limit(&mut params);
    let before = params.take("cursor", "the nextCursor of the page before", |text| text.parse().ok());
    params.finish()?;
    let found = api.engine.messages(&caller, filter, before, limit).await?;
    let messages = found.rows.into_iter().map(|row| {
        let provider = row.provider.and_then(|id| api.engine.provider_name(id));
        MessageView::new(row, provider)
    });
    let list = InboxList {
        messages: messages.collect(),
        limit,
        next_cursor: found.next.map(MessageId::new),
    };
    Ok(meta.answer(StatusCode::OK, list))
}

fn filter(params: &mut Params, region: &str) -> MessageFilter {
    MessageFilter {
        direction: Some(Direction::Inbound),
        phone: phone(params, region),
        own_address: params.take("to", "a number or shortcode of at most 64 characters", |text| {
            own_address(text, region)
        }),
        from: params.take("from", MOMENT, Moment::parse).map(|moment| moment.start),
        until: params.take("until", MOMENT, Moment::parse).map(|moment| moment.end),
        ..MessageFilter::default()
    }
}

/// A `+` that nobody percent-encoded arrives as a space.
fn own_address(text: &str, region: &str) -> Option<String> {
    let address = text
        .strip_prefix(' ')
        .map_or(text.to_owned(), |rest| format!("+{rest}"));
    (address.chars().count() <= MAX_ADDRESS_CHARS).then(|| domain::sender::own_address(&address, region))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_own_number_is_taken_however_it_is_written() {
        for (query, address) in [
            ("20880", "20880"),
            ("Safaricom", "Safaricom"),
            ("0722000001", "+254722000001"),
            ("254722000001", "+254722000001"),
            (" 254722000001", "+254722000001"),
            ("+254722000001", "+254722000001"),
        ] {
            assert_eq!(own_address(query, "KE").as_deref(), Some(address));
        }
        assert_eq!(own_address(&"9".repeat(65), "KE"), None);
    }
}
