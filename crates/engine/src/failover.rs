//! Where a message goes that its provider did not take: to the next one of its decision at once, and after the last one
//! back to the first, later.
//!
//! A retry counts only after the whole order of providers has failed, as the source asks: 30 s, 2 min, 8 min, then
//! FAILED. A provider that is DOWN or asks for long patience is left out while another is there.

use std::sync::Arc;
use std::time::Duration;

use domain::{MessageState, Millis, ProviderId};
use store::{LaneMessage, Settled};
use tokio::time::Instant;

use crate::Engine;
use crate::lane::Lane;
use crate::route::after;
use crate::settle::Why;

/// The providers of a message's decision, in order; its own alone where there is none or it was forced.
async fn providers(engine: &Engine, message: &LaneMessage) -> Vec<ProviderId> {
    let own = vec![message.provider];
    let Some(id) = message.decision.filter(|_| !message.forced) else {
        return own;
    };
    match engine.decision(message.organization, id).await {
        Ok(Some(decision)) => decision.providers.clone(),
        Ok(None) => own,
        Err(error) => {
            tracing::warn!(%error, message = %message.id, "a decision could not be read; the message stays where it is");
            own
        }
    }
}

/// The lane of `provider`, if messages may go there now.
fn usable(engine: &Engine, provider: ProviderId) -> Option<Arc<Lane>> {
    engine.registry.lane(provider).filter(|lane| lane.shut().is_none())
}

/// The next provider after the message's own that can be used now.
pub(crate) async fn next(engine: &Engine, message: &LaneMessage) -> Option<Arc<Lane>> {
    let providers = providers(engine, message).await;
    after(&providers, message.provider).find_map(|provider| usable(engine, provider))
}

/// The provider that a later attempt goes to: the first of the order that can be used, else the message's own.
pub(crate) async fn first(engine: &Engine, message: &LaneMessage) -> ProviderId {
    let providers = providers(engine, message).await;
    let usable = providers
        .into_iter()
        .find(|provider| usable(engine, *provider).is_some());
    usable.unwrap_or(message.provider)
}

/// Goes on with another provider at once; that is no failed attempt.
fn on_to(lane: &Lane, (code, reason): Why, now: Millis) -> Settled {
    let name = &lane.provider().name;
    Settled::Retry {
        due_at: now,
        provider: lane.id(),
        unknown: false,
        code,
        detail: format!("{reason}; on to {name}"),
        counts: false,
        failover: true,
    }
}

/// What becomes of a message whose carrier asked for patience: it waits for the end of its lane's pause, which is no
/// failed attempt, or goes on with the next provider where that would take long.
pub(crate) async fn after_patience(
    engine: &Engine,
    lane: &Lane,
    message: &LaneMessage,
    why: Why,
    now: Millis,
) -> Settled {
    if lane.is_tripped()
        && let Some(next) = next(engine, message).await
    {
        return on_to(&next, why, now);
    }
    let until = lane.paused_until();
    let wait = until.map_or(Duration::ZERO, |until| until.saturating_duration_since(Instant::now()));
    let (code, detail) = why;
    Settled::Retry {
        due_at: now + i64::try_from(wait.as_millis()).unwrap_or(Millis::MAX / 2),
        provider: message.provider,
        unknown: false,
        code,
        detail,
        counts: false,
        failover: false,
    }
}

/// What becomes of a message that its provider did not take: the next provider, a retry, or FAILED. `final_here` says
/// that this provider will never take it.
pub(crate) async fn elsewhere(
    engine: &Engine,
    message: &LaneMessage,
    (code, reason): Why,
    final_here: bool,
    now: Millis,
) -> Settled {
    if let Some(lane) = next(engine, message).await {
        return on_to(&lane, (code, reason), now);
    }
    let retry = message.attempts + 1;
    match engine.settings.retry.delay_ms(retry) {
        Some(delay) if retry <= message.max_retries && !final_here => Settled::Retry {
            due_at: now + delay,
            provider: first(engine, message).await,
            unknown: false,
            code,
            detail: format!(
                "{reason}; retry {retry} of {} in {} s",
                message.max_retries,
                delay / 1_000
            ),
            counts: true,
            failover: false,
        },
        _ => Settled::Ended {
            state: MessageState::Failed,
            code,
            detail: format!("All providers exhausted: {reason}"),
        },
    }
}
