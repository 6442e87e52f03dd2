//! The dispatcher of one lane: take → begin → hand over, within the provider's window and rate.
//!
//! Nothing goes to an adapter before *attempt n begun* is on disk. What was cancelled, suppressed, expired or lost to
//! another node meanwhile drops out in the same commit.

use std::sync::Arc;
use std::time::Duration;

use adapters::{Outgoing, SendOutcome};
use domain::{Encoding, Layer};
use store::{BeginUnit, Begun, LaneMessage, Settled, Settlement, StoreError};
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio::time::Instant;

use crate::Engine;
use crate::breaker::Admission;
use crate::lane::Lane;
use crate::lifecycle::MAX_UNSETTLED;
use crate::settle::{self, Outcome};

/// How long to wait after the database refused a begin.
const AFTER_ERROR: Duration = Duration::from_millis(200);

/// How often a lane is looked at in which only paused organizations have messages.
const PAUSED_POLL: Duration = Duration::from_millis(200);

/// Why nothing can be handed over right now.
enum Idle {
    /// Until woken: nothing to do, or no window.
    Woken,
    /// For a while: rate, pause, lease.
    For(Duration),
}

/// Hands over until the engine stops.
pub(crate) async fn run(engine: Engine, lane: Arc<Lane>) {
    while !engine.is_stopping() {
        let idle = match next_batch(&engine, &lane) {
            Ok(batch) => match begin(&engine, &lane, batch).await {
                Ok(()) => continue,
                Err(StoreError::Fenced) => Idle::For(AFTER_ERROR),
                Err(error) => {
                    tracing::warn!(%error, "attempts could not be marked as begun");
                    Idle::For(AFTER_ERROR)
                }
            },
            Err(idle) => idle,
        };
        let pause = match idle {
            Idle::Woken => Duration::from_secs(1),
            Idle::For(pause) => pause,
        };
        tokio::select! {
            () = engine.stop.cancelled() => return,
            () = lane.work.notified(), if matches!(idle, Idle::Woken) => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Takes what may be handed over now.
fn next_batch(engine: &Engine, lane: &Lane) -> Result<Vec<LaneMessage>, Idle> {
    let now = Instant::now();
    if let Some(until) = lane.paused_until() {
        return Err(Idle::For(until.saturating_duration_since(now)));
    }
    if !lane.is_open() || !lane.has_work() {
        return Err(Idle::Woken);
    }
    let most = match lane.admission(engine.now()) {
        Admission::All => usize::MAX,
        Admission::Probe => 1,
        // Who decides that it may be tried wakes the dispatcher.
        Admission::NoneBefore(_) => return Err(Idle::Woken),
    };
    if !engine.lease.is_safe() {
        return Err(Idle::Woken);
    }
    let free = lane
        .window
        .free()
        .min(engine.settings.begin_batch)
        .min(most)
        // A carrier that hangs must not use up what the other lanes need.
        .min((MAX_UNSETTLED / 2).saturating_sub(lane.window.open()))
        .min(engine.unsettled.available_permits());
    if free == 0 {
        return Err(Idle::Woken);
    }
    let allowed = lane
        .take_rate(free, now)
        .map_err(|wait| held_back(Layer::Provider, wait))?;
    let granted = engine.system_rate.take(allowed, now);
    let batch = lane.take(granted);
    lane.give_rate_back(allowed - batch.len());
    engine.system_rate.give_back(granted - batch.len());
    if granted == 0 {
        return Err(held_back(Layer::System, engine.system_rate.wait()));
    }
    if batch.is_empty() {
        // What waits belongs to organizations that are paused.
        return Err(Idle::For(PAUSED_POLL));
    }
    if most == 1 {
        lane.with_breaker(|breaker| breaker.probe_began(engine.now()));
        lane.take_probe();
    }
    Ok(batch)
}

/// Messages wait for a rate to let them through.
fn held_back(layer: Layer, wait: Duration) -> Idle {
    metrics::counter!("sms_rate_limit_hits_total", "layer" => layer.as_str()).increment(1);
    Idle::For(wait)
}

async fn begin(engine: &Engine, lane: &Arc<Lane>, batch: Vec<LaneMessage>) -> Result<(), StoreError> {
    if batch.is_empty() {
        return Ok(());
    }
    let Ok(mut unsettled) = engine.unsettled.clone().acquire_many_owned(batch.len() as u32).await else {
        return Ok(());
    };
    lane.window.enter(batch.len());
    let started = Instant::now();
    let unit = BeginUnit {
        owner: engine.store.owner(),
        now: engine.now(),
        messages: batch.clone(),
    };
    let begun = match engine.store.begin(unit).await {
        Ok(begun) => begun,
        Err(error) => {
            lane.window.leave(batch.len());
            lane.put_back(batch);
            return Err(error);
        }
    };
    lane.pace.begun(started.elapsed());
    let go: Vec<LaneMessage> = batch
        .into_iter()
        .zip(&begun)
        .filter(|(_, b)| **b == Begun::Go)
        .map(|(message, _)| message)
        .collect();
    lane.window.leave(begun.len() - go.len());
    if go.is_empty() {
        return Ok(());
    }
    if !engine.lease.is_safe() {
        lane.window.leave(go.len());
        let why = "not handed over: this node's lease had ended";
        let back = go.into_iter().map(|message| (message, Duration::ZERO)).collect();
        engine.tasks.spawn(take_back(engine.clone(), back, why, unsettled));
        return Err(StoreError::Fenced);
    }
    let (go, paused) = lane.split_paused(go, Instant::now());
    if !paused.is_empty() {
        lane.window.leave(paused.len());
        let permits = unsettled
            .split(paused.len())
            .expect("every begun message has its permit");
        let why = "not handed over yet: the carrier's answers pause its sender";
        engine.tasks.spawn(take_back(engine.clone(), paused, why, permits));
    }
    hand_over(engine, lane, go, unsettled);
    Ok(())
}

/// Undoes attempts that were begun and are not handed over: each waits again, after its pause.
async fn take_back(
    engine: Engine,
    messages: Vec<(LaneMessage, Duration)>,
    why: &'static str,
    permits: OwnedSemaphorePermit,
) {
    let now = engine.now();
    let undo = |(message, pause): (LaneMessage, Duration)| Settlement {
        attempt: message.attempts + 1,
        at: now,
        cost_micros: None,
        result: Settled::Retry {
            due_at: now + pause.as_millis() as i64,
            provider: message.provider,
            unknown: false,
            code: None,
            detail: why.to_owned(),
            counts: false,
            failover: false,
        },
        message,
    };
    settle::record(&engine, messages.into_iter().map(undo).collect()).await;
    drop(permits);
}

/// Gives the messages to the adapter, in parts of what it takes at once; each part goes its own way.
fn hand_over(engine: &Engine, lane: &Arc<Lane>, mut messages: Vec<LaneMessage>, mut permits: OwnedSemaphorePermit) {
    let most = lane.adapter().max_batch().max(1);
    while !messages.is_empty() {
        let rest = messages.split_off(messages.len().min(most));
        let Some(part_permits) = permits.split(messages.len()) else {
            return;
        };
        let part = std::mem::replace(&mut messages, rest);
        engine
            .tasks
            .spawn(deliver(engine.clone(), lane.clone(), part, part_permits));
    }
}

/// One hand-over, from the adapter to the last settled outcome.
async fn deliver(engine: Engine, lane: Arc<Lane>, messages: Vec<LaneMessage>, permits: OwnedSemaphorePermit) {
    let started = Instant::now();
    let deadline = started + Duration::from_millis(engine.settings.attempt_timeout_ms);
    let (outcomes, mut arriving) = mpsc::unbounded_channel();
    let adapter = lane.adapter();
    let batch = messages.iter().map(outgoing).collect();
    let sending = tokio::spawn(async move { adapter.send(batch, outcomes).await });
    let mut open: Vec<Option<LaneMessage>> = messages.into_iter().map(Some).collect();
    let mut settling = Vec::new();
    loop {
        let arrived = tokio::select! {
            arrived = arriving.recv() => arrived,
            // What has arrived by the deadline counts.
            () = tokio::time::sleep_until(deadline) => arriving.try_recv().ok(),
        };
        let Some(arrived) = arrived else { break };
        let known: Vec<Outcome> = arrived
            .into_iter()
            .filter_map(|(index, outcome)| Some((open.get_mut(index)?.take()?, outcome)))
            .map(|(message, outcome)| Outcome { message, outcome })
            .collect();
        settling.push(finish(&engine, &lane, known, started));
    }
    sending.abort();
    let why = if sending.await.is_err_and(|error| error.is_panic()) {
        "the adapter failed in the middle of the hand-over"
    } else {
        "the carrier gave no answer in time"
    };
    let unknown = open.into_iter().flatten().map(|message| Outcome {
        message,
        outcome: SendOutcome::Unknown { reason: why.to_owned() },
    });
    settling.push(finish(&engine, &lane, unknown.collect(), started));
    for settled in settling {
        // A settling task ends only when its outcomes are on disk or the engine halts.
        let _ = settled.await;
    }
    drop(permits);
    lane.work.notify_one();
}

fn finish(engine: &Engine, lane: &Arc<Lane>, outcomes: Vec<Outcome>, started: Instant) -> tokio::task::JoinHandle<()> {
    lane.window.leave(outcomes.len());
    lane.work.notify_one();
    if !outcomes.is_empty() {
        lane.pace.outcomes(outcomes.len(), started.elapsed(), Instant::now());
        let provider = lane.provider();
        metrics::histogram!("sms_dispatch_duration_seconds", "provider" => provider.name.clone())
            .record(started.elapsed().as_secs_f64());
    }
    let unsettled = lane.settling.begin();
    tokio::spawn(settle::settle(engine.clone(), lane.clone(), outcomes, unsettled))
}

fn outgoing(message: &LaneMessage) -> Outgoing {
    Outgoing {
        message: message.id,
        attempt: message.attempts + 1,
        from: message.from.clone(),
        to: message.to.clone(),
        body: message.body.clone(),
        encoding: if message.ucs2 { Encoding::Ucs2 } else { Encoding::Gsm7 },
        class: message.class,
        segments: message.segments,
        expires_at: message.expires_at,
    }
}
