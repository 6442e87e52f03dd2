//! What follows from an outcome: submitted, ended, tried again, or held; and its way to disk.
//!
//! A settlement is never given up while the engine runs: the attempt is begun on disk, so if it cannot be recorded the
//! next start has to treat it as unknown.

use std::sync::Arc;
use std::time::Duration;

use adapters::{Lookup, Rejection, SendOutcome};
use domain::class::UnknownPolicy;
use domain::{MessageState, Millis, OrganizationId};
use store::{LaneMessage, Settled, Settlement};
use tokio::time::Instant;

use crate::Engine;
use crate::gauges::count_attempts;
use crate::lane::Lane;

/// The longest wait between two tries to record an outcome.
const MAX_BACKOFF: Duration = Duration::from_secs(2);

/// A message and what its carrier said.
pub(crate) struct Outcome {
    pub message: LaneMessage,
    pub outcome: SendOutcome,
}

/// Decides on and records outcomes of one lane; returns when they are on disk or the engine halts.
pub(crate) async fn settle(engine: Engine, lane: Arc<Lane>, outcomes: Vec<Outcome>) {
    if outcomes.is_empty() {
        return;
    }
    let now = engine.now();
    let mut settlements = Vec::with_capacity(outcomes.len());
    for Outcome { message, outcome } in outcomes {
        let result = match outcome {
            SendOutcome::Accepted { carrier_ids } => Settled::Submitted {
                carrier_ids,
                no_reports: false,
                detail: None,
            },
            SendOutcome::Rejected { kind, code, reason } => refused(kind, code, reason),
            SendOutcome::RetryAfter { code, reason, pause } => {
                pause_lane(&lane, pause);
                retry_or_end(&engine, &message, (code, reason), pause, now)
            }
            SendOutcome::Unknown { reason } => unknown(&engine, &lane, &message, reason, now).await,
        };
        settlements.push(Settlement {
            attempt: message.attempts + 1,
            message,
            at: now,
            result,
        });
    }
    count_attempts(&lane.attempts, now, &settlements);
    record(&engine, settlements).await;
}

/// Puts settlements on disk, however long it takes.
pub(crate) async fn record(engine: &Engine, settlements: Vec<Settlement>) {
    let retries = settlements.iter().any(|s| matches!(s.result, Settled::Retry { .. }));
    let mut backoff = Duration::from_millis(50);
    while let Err(error) = engine.store.settle(settlements.clone()).await {
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

/// What an unknown outcome becomes: the carrier's own look-up settles it if there is one, else the policy decides.
pub(crate) async fn unknown(
    engine: &Engine,
    lane: &Lane,
    message: &LaneMessage,
    reason: String,
    now: Millis,
) -> Settled {
    match lane.adapter.lookup(message.id, message.attempts + 1).await {
        Lookup::Taken(carrier_ids) => Settled::Submitted {
            carrier_ids,
            no_reports: false,
            detail: Some(format!("{reason}; the carrier's look-up says that it was taken")),
        },
        Lookup::NotTaken => {
            let detail = format!("{reason}; the carrier's look-up says that it was not taken");
            retry_or_end(engine, message, (None, detail), None, now)
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
            provider: message.provider,
            unknown: true,
            code: None,
            detail: format!("{reason}; it may arrive twice"),
            counts: true,
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
        Rejection::InvalidNumber | Rejection::OptedOut => MessageState::Rejected,
    };
    Settled::Ended {
        state,
        code,
        detail: reason,
    }
}

fn retry_or_end(
    engine: &Engine,
    message: &LaneMessage,
    (code, reason): (Option<String>, String),
    pause: Option<Duration>,
    now: Millis,
) -> Settled {
    let provider = message.provider;
    if let Some(pause) = pause {
        // The carrier asked for patience; that is no failed attempt.
        let due_at = now + i64::try_from(pause.as_millis()).unwrap_or(Millis::MAX / 2);
        return Settled::Retry {
            due_at,
            provider,
            unknown: false,
            code,
            detail: reason,
            counts: false,
        };
    }
    let retry = message.attempts + 1;
    match engine.settings.retry.delay_ms(retry) {
        Some(delay) if retry <= message.max_retries => Settled::Retry {
            due_at: now + delay,
            provider,
            unknown: false,
            code,
            detail: format!(
                "{reason}; retry {retry} of {} in {} s",
                message.max_retries,
                delay / 1_000
            ),
            counts: true,
        },
        _ => Settled::Ended {
            state: MessageState::Failed,
            code,
            detail: format!("All providers exhausted: {reason}"),
        },
    }
}

fn pause_lane(lane: &Lane, pause: Option<Duration>) {
    if let Some(pause) = pause {
        lane.pause_until(Instant::now() + pause);
    }
}
