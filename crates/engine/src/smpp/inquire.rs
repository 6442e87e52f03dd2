//! query_sm and cancel_sm: about messages of the account's own organization, by the id that was given out.

use ::smpp::address::Address;
use ::smpp::pdu::{Cancel, Query, QueryAnswer};
use ::smpp::receipt::State;
use ::smpp::status::Status;
use ::smpp::time;
use domain::{Direction, MessageId, MessageState};
use store::MessageRow;

use super::live::Live;
use super::parts;
use super::slip::Written;
use crate::Engine;
use crate::numbers::plain;
use crate::request::Refusal;

/// What message_state says of a state. A message that ends as SENT, where the carrier gives no reports, was accepted.
pub(super) const fn state_of(state: MessageState) -> State {
    match state {
        MessageState::Scheduled => State::Scheduled,
        MessageState::Queued | MessageState::Submitted => State::Enroute,
        MessageState::Sent => State::Accepted,
        MessageState::Delivered | MessageState::Received => State::Delivered,
        MessageState::Failed => State::Undeliverable,
        MessageState::Rejected => State::Rejected,
        MessageState::Expired => State::Expired,
        MessageState::Cancelled => State::Deleted,
    }
}

/// A carrier's error code where it is a number that SMPP's fields can hold; else 0.
pub(super) fn error_of(message: &MessageRow) -> u16 {
    let code = message.error_code.as_deref().and_then(|code| code.trim().parse().ok());
    code.unwrap_or(0)
}

/// Says what became of a message.
pub(super) async fn query(engine: &Engine, live: &Live, query: Query) -> Result<QueryAnswer, Status> {
    let message = find(engine, live, (&query.message_id, &query.source), Status::RQUERYFAIL).await?;
    let state = match state_of(message.state) {
        // SCHEDULED is of version 5.0 and means to both that it is on its way.
        State::Scheduled => State::Enroute,
        other => other,
    };
    Ok(QueryAnswer {
        message_id: query.message_id,
        final_date: message.ended_at.map(time::absolute).unwrap_or_default(),
        message_state: state as u8,
        error_code: u8::try_from(error_of(&message)).unwrap_or(0),
    })
}

/// Takes a message back.
pub(super) async fn cancel(engine: &Engine, live: &Live, cancel: Cancel) -> Result<(), Status> {
    if cancel.message_id.is_empty() {
        // All from one address to another: nobody can tell which were meant when some are under way.
        return Err(Status::RCANCELFAIL);
    }
    let message = find(engine, live, (&cancel.message_id, &cancel.source), Status::RCANCELFAIL).await?;
    match engine.cancel(&live.caller(), message.id).await {
        Ok(_) => Ok(()),
        Err(Refusal::TooLate(_)) => Err(Status::RCANCELFAIL),
        Err(Refusal::NotFound) => Err(Status::RINVMSGID),
        Err(_) => Err(Status::RSYSERR),
    }
}

/// The message by an id that was given out, of this organization alone, from this source where one is named.
async fn find(
    engine: &Engine,
    live: &Live,
    (id, source): (&str, &Address),
    otherwise: Status,
) -> Result<MessageRow, Status> {
    let number: i64 = id.trim().parse().map_err(|_| Status::RINVMSGID)?;
    let unavailable = |error: store::StoreError| {
        tracing::warn!(%error, "a message could not be read for an SMPP account");
        Status::RSYSERR
    };
    let organization = live.account.organization;
    let mut message = engine
        .store
        .message_get(organization, MessageId::new(number))
        .await
        .map_err(unavailable)?;
    if message.is_none()
        && let Some(whole) = parts::message_of(engine, live.account.id, &number.to_string())
            .await
            .map_err(unavailable)?
    {
        message = engine
            .store
            .message_get(organization, whole)
            .await
            .map_err(unavailable)?;
    }
    let message = message
        .filter(|message| message.direction == Direction::Outbound)
        .ok_or(Status::RINVMSGID)?;
    let written = Written {
        ton: source.ton,
        npi: source.npi,
        text: source.text.clone(),
    };
    let sender = written.sender(&live.caller().organization.region);
    let same = message.from.as_deref().is_none_or(|from| plain(from) == plain(&sender));
    match same || source.text.trim().is_empty() {
        true => Ok(message),
        false => Err(otherwise),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_a_message_state() {
        for (state, octet, last) in [
            (MessageState::Scheduled, 0, false),
            (MessageState::Queued, 1, false),
            (MessageState::Submitted, 1, false),
            (MessageState::Sent, 6, false),
            (MessageState::Delivered, 2, true),
            (MessageState::Failed, 5, true),
            (MessageState::Rejected, 8, true),
            (MessageState::Expired, 3, true),
            (MessageState::Cancelled, 4, true),
        ] {
            let told = state_of(state);
            assert_eq!((told as u8, told.is_final()), (octet, last), "{state}");
        }
    }
}
