//! One try to tell an event: the request, signed; the answer, and what follows from it.

use std::sync::Arc;
use std::time::Duration;

use adapters::http::{HttpAnswer, HttpClient, HttpFailure};
use bytes::Bytes;
use domain::{DeliveryId, Millis};
use store::{Delivery, DeliveryOutcome, HookFate, HookRow};
use tokio::time::Instant;

use super::body;
use super::book::Endpoint;
use super::signature::Signers;
use crate::Engine;
use crate::settings::HookSettings;

/// The beginning of an answer that is kept, bytes.
pub(super) const ANSWER_BYTES: usize = 1_024;
/// The longest wait that a receiver may ask for, ms.
const LONGEST_WAIT_MS: Millis = 3_600_000;
/// How soon an event is looked at again that cannot be signed now, ms.
const UNSIGNED_MS: Millis = 1_000;

/// Where a row goes.
pub(super) enum To {
    /// An endpoint.
    Endpoint(Arc<Endpoint>),
    /// The URL that came with the message.
    Callback,
}

/// What became of a try.
pub(super) struct Posted {
    pub(super) fate: HookFate,
    /// The try for the log; `None` where there was none.
    pub(super) delivery: Option<Delivery>,
    /// Set where the receiver wants nothing any more.
    pub(super) gone: bool,
}

/// A request as it goes out.
pub(super) struct Letter<'a> {
    pub(super) url: reqwest::Url,
    pub(super) event_id: domain::HookEventId,
    pub(super) signers: &'a Signers,
    pub(super) payload: Bytes,
}

/// Posts a letter at `now`; how long that took, ms.
pub(super) async fn send(
    http: &HttpClient,
    timeout_ms: u64,
    now: Millis,
    letter: Letter<'_>,
) -> (Result<HttpAnswer, HttpFailure>, i64) {
    let (id, seconds) = (letter.event_id.to_string(), (now / 1_000).to_string());
    let signature = letter.signers.sign((&id, &seconds), &letter.payload, now);
    let request = http
        .request(reqwest::Method::POST, letter.url)
        .header("content-type", "application/json")
        .header("webhook-id", id)
        .header("webhook-timestamp", seconds)
        .header("webhook-signature", signature)
        .timeout(Duration::from_millis(timeout_ms))
        .body(letter.payload);
    let began = Instant::now();
    let answer = http.call_for_status(request, ANSWER_BYTES).await;
    (answer, i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX))
}

/// Tells a row.
pub(super) async fn post(engine: &Engine, row: HookRow, to: To) -> Posted {
    let (url, signers) = match &to {
        To::Endpoint(endpoint) => (endpoint.url.clone(), endpoint.signers.clone()),
        To::Callback => {
            let url = row.message.as_ref().and_then(|message| message.callback_url.as_deref());
            (
                url.and_then(|url| url.parse().ok()),
                engine.callback_signers(row.organization).await,
            )
        }
    };
    let name = |provider| engine.provider_name(provider);
    let payload = row.payload.clone().or_else(|| body::of(&row, name));
    let (Some(url), Some(payload)) = (url, payload) else {
        // The message is gone, or its URL is none: nobody can be told any more.
        return untold(HookFate::Done);
    };
    let Some(signers) = signers else {
        return untold(HookFate::Wait(engine.now() + UNSIGNED_MS));
    };
    let payload = Bytes::from(payload);
    let letter = Letter {
        url: url.clone(),
        event_id: row.event_id,
        signers: &signers,
        payload: payload.clone(),
    };
    let began_at = engine.now();
    let timeout_ms = engine.settings.hooks.timeout_ms;
    let (answer, latency_ms) = send(&engine.http, timeout_ms, began_at, letter).await;
    let verdict = judge(&engine.settings.hooks, &answer, row.attempts, engine.now());
    let mut delivery = Delivery {
        organization: row.organization,
        webhook: None,
        id: DeliveryId::new(engine.store.ids().next(began_at)),
        event_id: row.event_id,
        message: row.message.as_ref().map(|message| message.id),
        event: row.event,
        state: row.state,
        attempt: row.attempts + 1,
        outcome: verdict.outcome,
        http_status: None,
        latency_ms,
        created_at: began_at,
        name: row.name,
        url: Some(url.into()),
        payload: Some(String::from_utf8_lossy(&payload).into_owned()),
        response_body: None,
        error: None,
    };
    let mut gone = false;
    if let To::Endpoint(endpoint) = to {
        delivery.webhook = Some(endpoint.id);
        gone = verdict.gone;
    }
    note(&mut delivery, answer);
    Posted {
        fate: verdict.fate,
        delivery: Some(delivery),
        gone,
    }
}

fn untold(fate: HookFate) -> Posted {
    Posted {
        fate,
        delivery: None,
        gone: false,
    }
}

/// Writes an answer into a try.
pub(super) fn note(delivery: &mut Delivery, answer: Result<HttpAnswer, HttpFailure>) {
    match answer {
        Ok(answer) => {
            delivery.http_status = Some(answer.status);
            // A NUL is no text in PostgreSQL.
            let text = String::from_utf8_lossy(&answer.body).replace('\0', "");
            delivery.response_body = Some(text).filter(|text| !text.is_empty());
            if (300..400).contains(&answer.status) {
                let why = "it redirects, which is not followed: enter the address that it leads to";
                delivery.error = Some(why.to_owned());
            }
        }
        Err(failure) => delivery.error = Some(failure.to_string()),
    }
}

struct Verdict {
    outcome: DeliveryOutcome,
    fate: HookFate,
    gone: bool,
}

/// What follows from an answer to a row that had failed `before` times.
fn judge(settings: &HookSettings, answer: &Result<HttpAnswer, HttpFailure>, before: u16, now: Millis) -> Verdict {
    let status = answer.as_ref().map_or(0, |answer| answer.status);
    let over = |outcome| Verdict {
        outcome,
        fate: HookFate::Done,
        gone: status == 410,
    };
    if (200..300).contains(&status) {
        return over(DeliveryOutcome::Taken);
    }
    match settings.retry_ms.get(usize::from(before)) {
        Some(delay) if status != 410 => {
            let asked = answer.as_ref().ok().and_then(|answer| answer.retry_after);
            let asked = asked.map_or(0, |seconds| {
                Millis::try_from(seconds).unwrap_or(0).saturating_mul(1_000)
            });
            Verdict {
                outcome: DeliveryOutcome::Retried,
                fate: HookFate::Retry(now + (*delay).max(asked.min(LONGEST_WAIT_MS))),
                gone: false,
            }
        }
        _ => over(DeliveryOutcome::GivenUp),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, retry_after: Option<u64>) -> Result<HttpAnswer, HttpFailure> {
        Ok(HttpAnswer {
            status,
            content_type: String::new(),
            retry_after,
            body: Bytes::new(),
        })
    }

    fn judged(answer: &Result<HttpAnswer, HttpFailure>, before: u16) -> (DeliveryOutcome, HookFate, bool) {
        let verdict = judge(&HookSettings::default(), answer, before, 1_000);
        (verdict.outcome, verdict.fate, verdict.gone)
    }

    #[test]
    fn what_is_not_taken_is_tried_seven_times_again_and_then_given_up() {
        use DeliveryOutcome as O;
        for taken in [200, 204, 299] {
            assert_eq!(judged(&answer(taken, None), 0), (O::Taken, HookFate::Done, false));
        }
        let waits: Vec<i64> = (0..7)
            .map(|before| match judged(&answer(500, None), before) {
                (O::Retried, HookFate::Retry(at), false) => at - 1_000,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(
            waits,
            [5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 36_000_000]
        );
        for refused in [
            answer(302, None),
            answer(404, None),
            Err(HttpFailure::NotSent(String::new())),
        ] {
            assert_eq!(judged(&refused, 7), (O::GivenUp, HookFate::Done, false));
            assert_eq!(judged(&refused, 0).0, O::Retried);
        }
    }

    #[test]
    fn a_receiver_that_is_gone_is_tried_no_more() {
        let gone = judged(&answer(410, None), 0);
        assert_eq!(gone, (DeliveryOutcome::GivenUp, HookFate::Done, true));
    }

    #[test]
    fn a_receiver_may_ask_for_patience_within_bounds() {
        for (asked, wait) in [(1, 5_000), (60, 60_000), (u64::MAX, 5_000), (86_400, LONGEST_WAIT_MS)] {
            let judged = judged(&answer(429, Some(asked)), 0);
            assert_eq!(judged.1, HookFate::Retry(1_000 + wait), "{asked}");
        }
    }
}
