//! Claims what waits in the database, as much of each target as there is memory for.

use std::collections::HashSet;

use store::{HookKey, StoreError};

use crate::Engine;

/// Rows of a target that are claimed together, at most.
pub(super) const EACH: usize = 1_024;
/// Targets that are looked at in one go; the next one goes on behind them.
const TARGETS: usize = 1_000;

/// What was claimed.
pub(super) struct Claimed {
    /// The rows.
    pub(super) keys: Vec<HookKey>,
    /// Targets that may be endpoints which are gone.
    pub(super) unknown: Vec<i64>,
    /// Where the next look begins.
    pub(super) next: i64,
}

/// Claims from the targets above `from` that are not skipped. Those of `behind` that have nothing due are behind no more.
pub(super) async fn claim(engine: &Engine, from: i64, skipped: &HashSet<i64>, behind: Vec<(i64, u64)>) -> Claimed {
    match try_claim(engine, from, skipped, behind).await {
        Ok(claimed) => claimed,
        Err(error) => {
            tracing::warn!(%error, "events to be told could not be claimed");
            Claimed {
                keys: Vec::new(),
                unknown: Vec::new(),
                next: from,
            }
        }
    }
}

async fn try_claim(
    engine: &Engine,
    from: i64,
    skipped: &HashSet<i64>,
    behind: Vec<(i64, u64)>,
) -> Result<Claimed, StoreError> {
    let feed = engine.store.hook_feed();
    let now = engine.now();
    let waiting = engine.store.hook_waiting_all(from, TARGETS).await?;
    let last = waiting
        .last()
        .filter(|_| waiting.len() == TARGETS)
        .map(|(target, _)| *target);
    let looked_at = |target: i64| target > from && last.is_none_or(|last| target <= last);
    let due: HashSet<i64> = waiting
        .iter()
        .filter(|(_, at)| *at <= now)
        .map(|(target, _)| *target)
        .collect();
    let mut unknown = Vec::new();
    let mut asked = Vec::new();
    for target in due.iter().copied().filter(|target| !skipped.contains(target)) {
        if target > 0 {
            match engine.hooks.book.endpoint(target) {
                Some(endpoint) if endpoint.active => {}
                Some(_) => continue,
                None => {
                    unknown.push(target);
                    continue;
                }
            }
        }
        let room = feed.room(target, EACH);
        if room > 0 {
            asked.push((target, room));
        }
    }
    let claimed = if asked.is_empty() {
        Ok(Vec::new())
    } else {
        engine.store.hook_claim(asked.clone(), now).await
    };
    let keys = claimed.as_deref().unwrap_or_default();
    for (target, room) in &asked {
        let count = keys.iter().filter(|key| key.target == *target).count();
        feed.free(*target, room - count);
    }
    let keys = claimed?;
    for (target, left) in behind.into_iter().filter(|(target, _)| looked_at(*target)) {
        let room = asked.iter().find(|(asked, _)| *asked == target).map(|(_, room)| *room);
        let count = keys.iter().filter(|key| key.target == target).count();
        if !due.contains(&target) || room.is_some_and(|room| count < room) {
            feed.caught_up((target, left));
        }
    }
    Ok(Claimed {
        keys,
        unknown,
        next: last.unwrap_or(i64::MIN),
    })
}
