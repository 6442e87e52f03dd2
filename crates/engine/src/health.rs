//! Whether this node works: what `/health` tells.

use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::Engine;

/// How long the database may take to answer before the node counts as not ready.
const PING: Duration = Duration::from_secs(2);

/// What works and what does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// The process works; when not, it should be started again.
    pub live: bool,
    /// It can accept messages now.
    pub ready: bool,
    /// What is wrong, in words.
    pub reasons: Vec<String>,
}

impl Engine {
    /// Looks at the database, the lease and the tasks.
    pub async fn health(&self) -> Health {
        let mut reasons = Vec::new();
        let live = !self.crashed.load(Ordering::Acquire);
        if !live {
            reasons.push("a background task has ended".to_owned());
        }
        if self.is_stopping() {
            reasons.push("the process is stopping".to_owned());
        }
        match tokio::time::timeout(PING, self.store.ping()).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) => reasons.push("the database does not answer".to_owned()),
            Err(_) => reasons.push("the database answers too slowly".to_owned()),
        }
        if !self.lease.is_safe() {
            reasons.push("the lease is not renewed: nothing is handed over".to_owned());
        }
        Health {
            live,
            ready: reasons.is_empty(),
            reasons,
        }
    }

    /// Hands nothing over through `provider` on this node until it is resumed.
    pub fn pause(&self, provider: domain::ProviderId, paused: bool) {
        if let Some(lane) = self.registry.lane(provider) {
            lane.stop(paused);
        }
    }

    /// Whether an organization sends from approved sender IDs only.
    pub fn approved_senders_only(&self, organization: &store::Organization) -> bool {
        self.settings.approved_senders_only || organization.approved_senders_only
    }

    /// Whether this node knows that an organization is suspended, so that nothing of it is handed over.
    pub fn knows_suspended(&self, organization: domain::OrganizationId) -> bool {
        self.standing.is_suspended(organization)
    }

    /// Reads the providers' rows again soon.
    pub fn providers_changed(&self) {
        self.providers_changed.notify_one();
    }
}
