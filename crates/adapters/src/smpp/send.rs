//! A batch handed over: written, spread over the binds by the room in their windows, and waited for.

use std::sync::Arc;

use ::smpp::session::{Outcome, Reply, Request};

use super::open::{self, Batch};
use super::{Shared, write};
use crate::{Outcomes, Outgoing, SendOutcome};

/// The most messages that go to one bind before the next choice.
const SPREAD: usize = 64;

/// Hands `batch` over and returns when every message has its outcome.
pub(super) async fn send(shared: &Arc<Shared>, batch: Vec<Outgoing>, outcomes: Outcomes) {
    let waited = Arc::new(Batch::new(outcomes, batch.len()));
    // In a task of its own: the engine may drop this call at its deadline, and no message may be forgotten half handed
    // over then.
    let handing = tokio::spawn(hand_over(shared.clone(), batch, waited.clone()));
    if handing.await.is_ok() {
        waited.settled().await;
    }
}

async fn hand_over(shared: Arc<Shared>, batch: Vec<Outgoing>, waited: Arc<Batch>) {
    let now = shared.clock.now_ms();
    let mut refused = Vec::new();
    let mut ready = Vec::with_capacity(batch.len());
    for (index, message) in batch.iter().enumerate() {
        match write::write(&shared, message, now) {
            Ok(written) => ready.push((index, written)),
            Err(outcome) => refused.push((index, outcome)),
        }
    }
    waited.settle(refused);
    let mut ready = ready.into_iter();
    while ready.len() > 0 {
        let Some(link) = shared.links.choose().await else {
            let why = no_bind(&shared);
            return waited.settle(ready.map(|(index, _)| (index, why.clone())).collect());
        };
        let count = link.room().clamp(1, SPREAD);
        let requests: Vec<Request<u64>> = {
            let mut open = shared.open.lock();
            let next = ready.by_ref().take(count);
            next.flat_map(|(index, written)| open.open(&waited, index, written.parts, written.note))
                .collect()
        };
        let rest = link.submit(requests).await;
        if !rest.is_empty() {
            // It ended between the choice and the hand-over.
            shared.links.remove(link.session);
            not_written(&shared, rest);
        }
    }
}

fn no_bind(shared: &Shared) -> SendOutcome {
    SendOutcome::RetryAfter {
        code: None,
        reason: shared.links.state().err().unwrap_or_else(|| "not bound".to_owned()),
        pause: None,
    }
}

fn not_written(shared: &Arc<Shared>, requests: Vec<Request<u64>>) {
    let mut outcomes = requests
        .into_iter()
        .map(|request| Outcome {
            key: request.key,
            reply: Reply::NotWritten,
        })
        .collect();
    open::settle(shared, &mut outcomes);
}

/// Sends parts once more, after the pause that the SMSC is given when it is too busy.
pub(super) async fn again(shared: Arc<Shared>, requests: Vec<Request<u64>>) {
    tokio::time::sleep(shared.settings.throttle_pause).await;
    let rest = match shared.links.choose().await {
        Some(link) => link.submit(requests).await,
        None => requests,
    };
    if !rest.is_empty() {
        not_written(&shared, rest);
    }
}
