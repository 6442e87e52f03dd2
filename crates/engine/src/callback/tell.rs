//! One callback: written, signed, posted, and what its answer means.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use adapters::http::{HttpAnswer, HttpFailure};
use domain::Millis;
use futures::FutureExt;
use store::OutboxRow;

use super::signature::Signer;
use super::{UNSIGNED_MS, body};
use crate::Engine;

/// What became of one callback.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// The receiver took it, or nobody will.
    Done,
    /// It is tried again at this time.
    Again(Millis),
}

/// Posts a row once. A panic in it is a failure like another.
pub(super) async fn tell(engine: &Engine, signer: Option<Signer>, row: OutboxRow) -> Told {
    let Some(signer) = signer else {
        return Told::Again(engine.now() + UNSIGNED_MS);
    };
    let Some(url) = row.message.callback_url.as_deref() else {
        return Told::Done;
    };
    let answer = AssertUnwindSafe(post(engine, &signer, &row, url)).catch_unwind().await;
    let answer = answer.unwrap_or_else(|_| Err(HttpFailure::Unanswered("the call failed in the middle".to_owned())));
    outcome(engine, &row, answer)
}

async fn post(engine: &Engine, signer: &Signer, row: &OutboxRow, url: &str) -> Result<HttpAnswer, HttpFailure> {
    let provider = row.message.provider.and_then(|provider| engine.provider_name(provider));
    let payload = body::of(row, provider);
    let seconds = engine.now() / 1_000;
    let webhook_id = format!("whk_{:x}", row.id);
    let request = engine
        .http
        .request(reqwest::Method::POST, url)
        .header("content-type", "application/json")
        .header("webhook-id", &webhook_id)
        .header("webhook-timestamp", seconds)
        .header("webhook-signature", signer.sign(&webhook_id, seconds, &payload))
        .timeout(Duration::from_millis(engine.settings.callback_timeout_ms))
        .body(payload);
    engine.http.call(request).await
}

fn outcome(engine: &Engine, row: &OutboxRow, answer: Result<HttpAnswer, HttpFailure>) -> Told {
    let why = match answer {
        Ok(answer) if (200..300).contains(&answer.status) => {
            metrics::counter!("tuma_callbacks_total", "outcome" => "taken").increment(1);
            return Told::Done;
        }
        // Gone: the receiver says that it will never want this again.
        Ok(answer) if answer.status == 410 => {
            metrics::counter!("tuma_callbacks_total", "outcome" => "gone").increment(1);
            return Told::Done;
        }
        Ok(answer) => format!("it answered {}", answer.status),
        Err(failure) => failure.to_string(),
    };
    let delays = &engine.settings.callback_retry_ms;
    match delays.get(usize::from(row.attempts)) {
        Some(delay) => {
            metrics::counter!("tuma_callbacks_total", "outcome" => "retried").increment(1);
            tracing::debug!(message = %row.message.id, %why, "a callback was not taken and is tried again");
            Told::Again(engine.now() + delay)
        }
        None => {
            metrics::counter!("tuma_callbacks_total", "outcome" => "given_up").increment(1);
            tracing::warn!(message = %row.message.id, %why, "a callback was never taken and is given up");
            Told::Done
        }
    }
}
