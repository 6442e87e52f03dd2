//! Which organizations are suspended: what they have queued waits, in the database, and takes nobody's room in memory.
//!
//! Read again with the providers, so that a suspension holds on every node within a poll and without a restart. Nothing is
//! lost: what was in memory is given back, what is due stays in its lane, and all of it goes on when the organization is
//! resumed. A message's validity goes on meanwhile, since it is the message's own.

use std::collections::HashSet;
use std::sync::Arc;

use domain::{OrganizationId, Priority};
use parking_lot::RwLock;
use store::StoreError;

use crate::Engine;

/// The suspended organizations, as last read.
#[derive(Default)]
pub struct Standing(RwLock<Arc<HashSet<OrganizationId>>>);

impl Standing {
    /// All of them.
    pub fn suspended(&self) -> Arc<HashSet<OrganizationId>> {
        self.0.read().clone()
    }

    /// Whether `organization` is one of them.
    pub fn is_suspended(&self, organization: OrganizationId) -> bool {
        self.0.read().contains(&organization)
    }

    /// Those of `organizations` that are not suspended.
    pub fn working(&self, mut organizations: Vec<OrganizationId>) -> Vec<OrganizationId> {
        let suspended = self.suspended();
        organizations.retain(|one| !suspended.contains(one));
        organizations
    }

    /// Takes over who is suspended now; tells whether somebody was resumed.
    fn replace(&self, now: HashSet<OrganizationId>) -> bool {
        let mut known = self.0.write();
        let resumed = known.iter().any(|one| !now.contains(one));
        if **known != now {
            *known = Arc::new(now);
        }
        resumed
    }
}

/// Takes over who is suspended now: gives what they have in memory back to the database, and lets what others have there
/// be claimed again.
pub(crate) async fn refresh(engine: &Engine) -> Result<(), StoreError> {
    let suspended: HashSet<_> = engine.store.organization_suspended_all().await?.into_iter().collect();
    let resumed = engine.standing.replace(suspended.clone());
    for lane in engine.registry.lanes().iter() {
        if resumed {
            for priority in Priority::ALL {
                lane.set_waiting(priority, true);
            }
            lane.claim.notify_one();
        }
        if suspended.is_empty() {
            continue;
        }
        let held = lane.drain_of(&suspended);
        if !held.is_empty() {
            let entries = held.iter().map(|message| (message.organization, message.id)).collect();
            if let Err(error) = engine.store.lane_release(lane.id(), entries).await {
                lane.put_back(held);
                return Err(error);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_resumed_is_noticed() {
        let all = |ids: &[i64]| ids.iter().copied().map(OrganizationId::new).collect::<HashSet<_>>();
        let standing = Standing::default();
        assert!(!standing.replace(all(&[1, 2])));
        assert!(standing.is_suspended(OrganizationId::new(1)) && !standing.is_suspended(OrganizationId::new(3)));
        let some = vec![OrganizationId::new(2), OrganizationId::new(3)];
        assert_eq!(standing.working(some), [OrganizationId::new(3)]);
        assert!(!standing.replace(all(&[1, 2, 3])));
        assert!(standing.replace(all(&[2, 4])));
        assert!(!standing.replace(all(&[2, 4])));
    }
}
