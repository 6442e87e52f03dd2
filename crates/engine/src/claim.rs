//! The claimer of one lane: brings messages that wait in the database into memory, organizations in turn.
//!
//! What is accepted on a node with room is born owned and never comes here; here comes the rest: what found no room,
//! what was retried or scheduled and is due, what a dead node left behind. Wake and poll; one pass may run twice.

use std::sync::Arc;
use std::time::Duration;

use domain::{OrganizationId, Priority};
use store::StoreError;

use crate::Engine;
use crate::lane::Lane;

/// The most organizations that take part in one pass; the next pass goes on behind them.
const ORGANIZATIONS: usize = 200;
/// The most waiting organizations that are looked at.
const LOOKED_AT: usize = 5_000;
/// The most messages claimed in one unit.
const CLAIM: usize = 1_000;

/// Claims until the engine stops.
pub(crate) async fn run(engine: Engine, lane: Arc<Lane>) {
    let poll = Duration::from_millis(engine.settings.poll_ms);
    let mut polled = true;
    let mut turn = [None; Priority::ALL.len()];
    loop {
        let mut more = false;
        if lane.is_open() {
            for priority in Priority::ALL {
                // A full lane has footholds for newcomers at most; those can wait for the next poll.
                if !polled && !lane.has_room(priority) {
                    continue;
                }
                match pass(&engine, &lane, priority, &mut turn[priority.index()]).await {
                    Ok(claimed) => more |= claimed >= CLAIM / 2,
                    Err(error) => tracing::warn!(%error, "waiting messages could not be claimed"),
                }
            }
        }
        if more {
            tokio::task::yield_now().await;
            if !engine.is_stopping() {
                polled = false;
                continue;
            }
        }
        polled = tokio::select! {
            () = engine.stop.cancelled() => return,
            () = lane.claim.notified() => false,
            () = tokio::time::sleep(poll) => true,
        };
    }
}

/// One pass over one priority; says how many messages it claimed.
async fn pass(
    engine: &Engine,
    lane: &Lane,
    priority: Priority,
    last: &mut Option<OrganizationId>,
) -> Result<usize, StoreError> {
    let provider = lane.provider().id;
    lane.set_waiting(priority, false);
    let waiting = engine.store.lane_organizations(provider, priority, LOOKED_AT).await;
    let organizations = match waiting {
        Ok(organizations) => engine.standing.working(organizations),
        Err(error) => {
            lane.set_waiting(priority, true);
            return Err(error);
        }
    };
    if organizations.is_empty() {
        return Ok(0);
    }
    let organizations = take_turns(organizations, last);
    // New messages queue up behind those that wait.
    lane.set_waiting(priority, true);
    let quotas = reserve(lane, priority, &organizations);
    if quotas.is_empty() {
        return Ok(0);
    }
    let claimed = engine
        .store
        .lane_claim(provider, priority, quotas.clone(), engine.now())
        .await;
    let messages = claimed.as_deref().unwrap_or_default();
    for (organization, reserved) in quotas {
        let used = messages
            .iter()
            .filter(|message| message.organization == organization)
            .count();
        lane.unreserve(priority, organization, reserved.saturating_sub(used));
    }
    let messages = claimed?;
    let count = messages.len();
    lane.push(messages);
    Ok(count)
}

/// The organizations of this pass: those behind the last one of the pass before, around and around.
fn take_turns(mut organizations: Vec<OrganizationId>, last: &mut Option<OrganizationId>) -> Vec<OrganizationId> {
    let first = organizations.partition_point(|organization| Some(*organization) <= *last);
    organizations.rotate_left(first);
    organizations.truncate(ORGANIZATIONS);
    *last = organizations.last().copied();
    organizations
}

fn reserve(lane: &Lane, priority: Priority, organizations: &[OrganizationId]) -> Vec<(OrganizationId, usize)> {
    let each = (CLAIM / organizations.len()).max(8);
    organizations
        .iter()
        .map(|organization| (*organization, lane.reserve_for_claim(priority, *organization, each)))
        .filter(|(_, granted)| *granted > 0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_organization_has_its_turn_however_many_wait() {
        let all: Vec<OrganizationId> = (1..=450).map(OrganizationId::new).collect();
        let mut last = None;
        let mut served: Vec<OrganizationId> = (0..3).flat_map(|_| take_turns(all.clone(), &mut last)).collect();
        served.sort_unstable();
        served.dedup();
        assert_eq!(served, all);
    }
}
