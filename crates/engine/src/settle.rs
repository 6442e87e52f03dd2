//! What follows from an outcome: submitted, ended, tried again, or held; and its way to disk.
//!
//! A settlement is never given up while the engine runs: the attempt is begun on disk, so if it cannot be recorded the
//! next start has to treat it as unknown.

use std::sync::Arc;
use std::time::Duration;

use adapters::{Lookup, ProviderFault, Rejection, SendOutcome};
use domain::class::UnknownPolicy;
use domain::{MessageState, Millis, Money, OrganizationId};
use futures::StreamExt;
use store::{LaneMessage, Settled, Settlement, StoreError};
use tokio::time::Instant;

use crate::Engine;
use crate::failover;
use crate::gauges::count_attempts;
use crate::lane::Lane;
use crate::pauses::LaneRule;
use crate::settling::Unsettled;

/// Look-ups under way at the same time for one hand-over.
const LOOK_UPS: usize = 64;
/// The longest id, code or reason of a carrier that is kept, in characters.
const MAX_WORD: usize = 512;
/// The longest wait between two tries to record an outcome.
const MAX_BACKOFF: Duration = Duration::from_secs(2);

/// A carrier's code and its words.
pub(crate) type Why = (Option<String>, String);

/// A message and what its carrier said.
pub(crate) struct Outcome {
    pub message: LaneMessage,
    pub outcome: SendOutcome,
}

/// Decides on and records outcomes of one lane; returns when they are on disk or the engine halts. Known outcomes do not
/// wait for the carrier's word on unknown ones, nor do reports.
pub(crate) async fn settle(engine: Engine, lane: Arc<Lane>, outcomes: Vec<Outcome>, unsettled: Unsettled) {
    let now = engine.now();
    let mut settlements = Vec::with_capacity(outcomes.len());
    let mut unknowns = Vec::new();
    let mut signs = Signs::default();
    for Outcome { message, outcome } in outcomes {
        signs.count(&outcome);
        if let SendOutcome::Unknown { reason } = outcome {
            unknowns.push((message, clean(reason)));
            continue;
        }
        let result = known(&engine, &lane, &message, outcome, now).await;
        settlements.push(settlement(&engine, message, result, now));
    }
    signs.tell(&engine, &lane, now);
    count_attempts(&lane.attempts, now, &settlements);
    record(&engine, settlements).await;
    drop(unsettled);
    let looked_up = futures::stream::iter(unknowns)
        .map(|(message, reason)| async {
            let result = unknown(&engine, &lane, &message, reason, now).await;
            settlement(&engine, message, result, now)
        })
        .buffer_unordered(LOOK_UPS)
        .ready_chunks(LOOK_UPS);
    let mut looked_up = std::pin::pin!(looked_up);
    while let Some(settlements) = looked_up.next().await {
        count_attempts(&lane.attempts, now, &settlements);
        record(&engine, settlements).await;
    }
}

/// What outcomes say of the provider.
#[derive(Default)]
struct Signs {
    well: usize,
    failed: usize,
    why: String,
}

impl Signs {
    fn count(&mut self, outcome: &SendOutcome) {
        let failure = match outcome {
            // A refusal of the message is an answer like another.
            SendOutcome::Accepted { .. } | SendOutcome::Rejected { .. } => None,
            // One sender or one route says nothing about the others; patience is not illness.
            SendOutcome::Unroutable {
                fault: ProviderFault::Sender | ProviderFault::Route,
                ..
            }
            | SendOutcome::RetryAfter { pause: Some(_), .. } => return,
            SendOutcome::Unroutable { reason, .. }
            | SendOutcome::RetryAfter { reason, .. }
            | SendOutcome::Unknown { reason } => Some(reason),
        };
        match failure {
            None => self.well += 1,
            Some(reason) => {
                self.failed += 1;
                self.why.clone_from(reason);
            }
        }
    }

    fn tell(self, engine: &Engine, lane: &Lane, now: Millis) {
        let change = lane.outcomes(now, self.well, self.failed, &clean(self.why));
        engine.health_of(lane, change);
    }
}

/// What a known outcome becomes.
async fn known(engine: &Engine, lane: &Lane, message: &LaneMessage, outcome: SendOutcome, now: Millis) -> Settled {
    match outcome {
        SendOutcome::Accepted {
            carrier_ids,
            price,
            note,
        } => Settled::Submitted {
            carrier_ids: carrier_ids.into_iter().map(clean).collect(),
            no_reports: !lane.provider().reports,
            detail: note.map(clean),
            metadata: price.map(price_json),
        },
        SendOutcome::Rejected { kind, code, reason } => {
            apply_rules(lane, message, code.as_deref(), &reason);
            if kind == Rejection::OptedOut {
                engine.opted_out_at_carrier(message).await;
            }
            refused(kind, code.map(clean), clean(reason))
        }
        SendOutcome::Unroutable { fault, code, reason } => {
            apply_rules(lane, message, code.as_deref(), &reason);
            let final_here = fault != ProviderFault::Account;
            failover::elsewhere(engine, message, (code.map(clean), clean(reason)), final_here, now).await
        }
        SendOutcome::RetryAfter { code, reason, pause } => {
            apply_rules(lane, message, code.as_deref(), &reason);
            let why = (code.map(clean), clean(reason));
            match pause {
                Some(pause) => {
                    lane.throttled(pause);
                    failover::after_patience(engine, lane, message, why, now).await
                }
                None => failover::elsewhere(engine, message, why, false, now).await,
            }
        }
        SendOutcome::Unknown { reason } => unknown(engine, lane, message, clean(reason), now).await,
    }
}

/// What the carrier charges, as an event's metadata.
fn price_json(price: Money) -> String {
    serde_json::json!({ "price": price.amount(), "currency": price.currency.as_str() }).to_string()
}

fn apply_rules(lane: &Lane, message: &LaneMessage, code: Option<&str>, reason: &str) {
    let of = (message.organization, message.from.as_deref());
    match lane.pauses.apply(code, reason, of, Instant::now()) {
        LaneRule::None => {}
        LaneRule::Pause(span) => lane.pause_until(Instant::now() + span),
        LaneRule::Slow(span) => lane.throttled(span),
    }
}

fn settlement(engine: &Engine, message: LaneMessage, result: Settled, now: Millis) -> Settlement {
    Settlement {
        attempt: message.attempts + 1,
        cost_micros: engine.cost_after(&message, &result),
        message,
        at: now,
        result,
    }
}

/// A carrier's word as it may be stored: without control characters (PostgreSQL takes no NUL), and not without end.
pub(crate) fn clean(text: String) -> String {
    if text.len() <= MAX_WORD && !text.contains(char::is_control) {
        return text;
    }
    text.chars().filter(|c| !c.is_control()).take(MAX_WORD).collect()
}

/// Puts settlements on disk, however long it takes.
pub(crate) async fn record(engine: &Engine, settlements: Vec<Settlement>) {
    if settlements.is_empty() {
        return;
    }
    let retries = settlements.iter().any(|s| matches!(s.result, Settled::Retry { .. }));
    let mut backoff = Duration::from_millis(50);
    while let Err(error) = engine.store.settle(settlements.clone()).await {
        if !matches!(error, StoreError::Busy | StoreError::Unavailable(_)) {
            return record_apart(engine, settlements, &error).await;
        }
        tracing::warn!(%error, count = settlements.len(), "outcomes could not be recorded yet");
        tokio::select! {
            () = engine.halt.cancelled() => return,
            () = tokio::time::sleep(backoff) => {}
        }
        backoff = (backoff * 2).min(MAX_BACKOFF);
    }
    if retries {
        engine.due.notify_one();
    }
}

/// Records settlements that the database refuses together one by one, so that a faulty one fails alone.
async fn record_apart(engine: &Engine, mut settlements: Vec<Settlement>, error: &StoreError) {
    if let [faulty] = settlements.as_slice() {
        // It stays begun on disk and is unknown to the next start.
        tracing::error!(%error, message = %faulty.message.id, "an outcome cannot be recorded");
        return;
    }
    while let Some(one) = settlements.pop() {
        Box::pin(record(engine, vec![one])).await;
    }
}

/// What an unknown outcome becomes: the carrier's own look-up settles it if there is one, else the policy decides.
pub(crate) async fn unknown(
    engine: &Engine,
    lane: &Lane,
    message: &LaneMessage,
    reason: String,
    now: Millis,
) -> Settled {
    match lane.adapter().lookup(message.id, message.attempts + 1).await {
        Lookup::Taken(carrier_ids) => Settled::Submitted {
            carrier_ids,
            no_reports: !lane.provider().reports,
            detail: Some(format!("{reason}; the carrier's look-up says that it was taken")),
            metadata: None,
        },
        Lookup::NotTaken => {
            let detail = format!("{reason}; the carrier's look-up says that it was not taken");
            failover::elsewhere(engine, message, (None, detail), false, now).await
        }
        Lookup::CannotTell => by_policy(engine, message, reason, now).await,
    }
}

async fn by_policy(engine: &Engine, message: &LaneMessage, reason: String, now: Millis) -> Settled {
    let policy = organization_policy(engine, message.organization)
        .await
        .unwrap_or_else(|| message.class.default_unknown_policy());
    let retry = engine.settings.retry.delay_ms(message.attempts + 1);
    match (policy, retry) {
        (UnknownPolicy::Resend, Some(delay)) if message.attempts < message.max_retries => Settled::Retry {
            due_at: now + delay,
            provider: failover::first(engine, message).await,
            unknown: true,
            code: None,
            detail: format!("{reason}; it may arrive twice"),
            counts: true,
            failover: false,
        },
        // Nothing is left to try, and it may have been taken: a report can still say so.
        _ => Settled::Held { detail: reason },
    }
}

async fn organization_policy(engine: &Engine, organization: OrganizationId) -> Option<UnknownPolicy> {
    match engine.store.organization_get(organization).await {
        Ok(row) => row.and_then(|organization| organization.unknown_policy),
        // Not sending twice is the safer of the two where the policy cannot be read.
        Err(_) => Some(UnknownPolicy::Hold),
    }
}

fn refused(kind: Rejection, code: Option<String>, reason: String) -> Settled {
    let state = match kind {
        Rejection::Refused => MessageState::Failed,
        Rejection::InvalidNumber | Rejection::OptedOut | Rejection::Barred => MessageState::Rejected,
    };
    Settled::Ended {
        state,
        code,
        detail: reason,
    }
}
