//! query_sm and cancel_sm: about messages of the account's own organization, by the id that was given out.

use ::smpp::address::Address;
use ::smpp::pdu::{Cancel, Query, QueryAnswer};
use ::smpp::receipt::State;
use ::smpp::status::Status;
use ::smpp::time;
use domain::{Direction, MessageId, MessageState};
use futures::StreamExt;
use store::MessageRow;
use tenancy::Caller;

use super::live::Live;
use super::multi;
use super::parts;
use super::slip::Written;
use crate::Engine;
use crate::numbers::plain;
use crate::request::Refusal;

/// Messages of a submit_multi that are cancelled at a time.
const CANCELS: usize = 64;

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

/// Says what became of a message; of a submit_multi, what became of all of them.
pub(super) async fn query(engine: &Engine, live: &Live, query: Query) -> Result<QueryAnswer, Status> {
    let found = find(engine, live, (&query.message_id, &query.source), Status::RQUERYFAIL).await?;
    let (state, one) = summary(&found).ok_or(Status::RINVMSGID)?;
    let state = match state {
        // SCHEDULED is of version 5.0 and means to both that it is on its way.
        State::Scheduled => State::Enroute,
        other => other,
    };
    Ok(QueryAnswer {
        message_id: query.message_id,
        final_date: one.ended_at.map(time::absolute).unwrap_or_default(),
        message_state: state as u8,
        error_code: u8::try_from(error_of(one)).unwrap_or(0),
    })
}

/// The state that stands for all, and the message that it is of: on its way while one of them is, and then the worst.
fn summary(messages: &[MessageRow]) -> Option<(State, &MessageRow)> {
    let open = messages.iter().find(|message| message.ended_at.is_none());
    let failed = messages.iter().find(|message| message.state != MessageState::Delivered);
    let one = open.or(failed).or_else(|| messages.first())?;
    Some((state_of(one.state), one))
}

/// Takes a message back; of a submit_multi, all that have not begun.
pub(super) async fn cancel(engine: &Engine, live: &Live, cancel: Cancel) -> Result<(), Status> {
    if cancel.message_id.is_empty() {
        // All from one address to another: nobody can tell which were meant when some are under way.
        return Err(Status::RCANCELFAIL);
    }
    let found = find(engine, live, (&cancel.message_id, &cancel.source), Status::RCANCELFAIL).await?;
    let caller = live.caller();
    let ids: Vec<MessageId> = found.iter().map(|message| message.id).collect();
    let mut cancelled = futures::stream::iter(ids)
        .map(|id| cancel_one(engine.clone(), caller.clone(), id))
        .buffer_unordered(CANCELS);
    // All of them are tried, also after one that is too late.
    let mut done = Ok(());
    while let Some(one) = cancelled.next().await {
        done = done.and(one);
    }
    done
}

async fn cancel_one(engine: Engine, caller: Caller, id: MessageId) -> Result<(), Status> {
    match engine.cancel(&caller, id).await {
        Ok(_) => Ok(()),
        Err(Refusal::TooLate(_)) => Err(Status::RCANCELFAIL),
        Err(Refusal::NotFound) => Err(Status::RINVMSGID),
        Err(_) => Err(Status::RSYSERR),
    }
}

/// The message by an id that was given out, or those of a submit_multi, of this organization alone, from this source
/// where one is named. Never none.
async fn find(
    engine: &Engine,
    live: &Live,
    (id, source): (&str, &Address),
    otherwise: Status,
) -> Result<Vec<MessageRow>, Status> {
    let number: i64 = id.trim().parse().map_err(|_| Status::RINVMSGID)?;
    let found = by_number(engine, live, number).await.map_err(|refusal| {
        tracing::warn!(%refusal, "a message could not be read for an SMPP account");
        Status::RSYSERR
    })?;
    let outbound = found.iter().all(|message| message.direction == Direction::Outbound);
    let first = found.first().filter(|_| outbound).ok_or(Status::RINVMSGID)?;
    let written = Written {
        ton: source.ton,
        npi: source.npi,
        text: source.text.clone(),
    };
    let sender = written.sender(&live.caller().organization.region);
    let same = first.from.as_deref().is_none_or(|from| plain(from) == plain(&sender));
    match same || source.text.trim().is_empty() {
        true => Ok(found),
        false => Err(otherwise),
    }
}

async fn by_number(engine: &Engine, live: &Live, number: i64) -> Result<Vec<MessageRow>, Refusal> {
    let organization = live.account.organization;
    let get = async |id| engine.store.message_get(organization, id).await;
    if let Some(message) = get(MessageId::new(number)).await? {
        return Ok(vec![message]);
    }
    if let Some(whole) = parts::message_of(engine, live.account.id, &number.to_string()).await? {
        return Ok(get(whole).await?.into_iter().collect());
    }
    multi::messages_of(engine, live, number).await
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
