//! query_sm: what the SMSC says of one message, as a report.

use std::sync::Arc;

use ::smpp::command::Command;
use ::smpp::pdu::{Body, Query, QueryAnswer};
use ::smpp::receipt::State;
use ::smpp::session::{Reply, Request};
use ::smpp::time;
use ::smpp::tlv::Tlvs;
use serde_json::json;

use super::Shared;
use super::receipt::status_of;
use super::write::source_address;
use crate::{AskError, Report, raw};

/// Asks what became of `carrier_id`, which went to `to`. The SMSC wants the sender too: it is the one that a message to
/// that phone gets when it names none.
pub(super) async fn query(shared: &Arc<Shared>, carrier_id: &str, to: &str) -> Result<Report, AskError> {
    let failed = |why: String| AskError::Failed(why);
    let sender = shared.settings.senders.choose(None, to).unwrap_or_default();
    let body = Body::Query(Query {
        message_id: carrier_id.to_owned(),
        source: source_address(&sender, &shared.settings),
    });
    let Some(link) = shared.links.choose().await else {
        return Err(failed(shared.links.state().err().unwrap_or_default()));
    };
    let (key, answer) = shared.open.lock().ask();
    let request = Request::new(key, Command::QuerySm, body, Tlvs::new());
    let rest = link.submit(vec![request]).await;
    if !rest.is_empty() {
        shared.open.lock().forget(key);
    }
    match answer.await {
        Ok(Reply::Answered(response)) if response.status.is_ok() => match response.body {
            Body::QueryAnswer(answer) => Ok(report(shared, carrier_id, to, &answer)),
            _ => Err(failed("the SMSC's answer to query_sm cannot be read".to_owned())),
        },
        Ok(Reply::Answered(response)) => Err(failed(format!("the SMSC answered {}", response.status))),
        Ok(Reply::Invalid(status)) => Err(failed(format!("query_sm cannot be sent: {status}"))),
        Ok(_) | Err(_) => Err(failed("the SMSC did not answer query_sm".to_owned())),
    }
}

fn report(shared: &Shared, carrier_id: &str, to: &str, answer: &QueryAnswer) -> Report {
    let state = State::from_octet(answer.message_state).unwrap_or(State::Enroute);
    let now = shared.clock.now_ms();
    let final_at = time::parse(&answer.final_date, now).ok().flatten();
    let raw = json!({
        "query": carrier_id, "state": state.word(), "error": answer.error_code, "finalDate": answer.final_date,
    });
    Report {
        provider: shared.provider,
        carrier_id: carrier_id.to_owned(),
        to: Some(to.to_owned()),
        reference: None,
        status: status_of(state, shared.settings.unknown_state),
        error_code: (answer.error_code != 0).then(|| answer.error_code.to_string()),
        detail: None,
        price: None,
        opted_out: false,
        occurred_at: final_at,
        raw: raw::of_value(&raw),
    }
}
