//! The decision about a message's way: kept with the message, so that "why this provider" has an answer later.
//!
//! A decision is written before the first message that has it; afterwards it is found in memory. It also is the list of
//! providers that failover goes through, so it is read back after a restart.

use std::collections::HashMap;
use std::sync::Arc;

use domain::route::RouteOrder;
use domain::{OrganizationId, ProviderId, RouteId};
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use store::{Store, StoreError};

use crate::Engine;

/// The most decisions kept in memory; past it they are forgotten and read or written anew.
const MAX_KNOWN: usize = 20_000;

/// Which providers in which order, and who was passed over why.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decision {
    /// Whose.
    pub organization: OrganizationId,
    /// The route that decided; `None` where none fits and the providers' own ranks did.
    pub route: Option<(RouteId, String)>,
    /// How the order came about.
    pub order: RouteOrder,
    /// Whether the caller named the provider: there is no failover.
    pub forced: bool,
    /// The providers in order, the chosen one first.
    pub providers: Vec<ProviderId>,
    /// Those that were not taken into the order.
    pub passed: Vec<PassedOver>,
}

/// A provider that was not taken, and why.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PassedOver {
    /// Which.
    pub provider: ProviderId,
    /// Why.
    pub reason: Reason,
}

/// Why a provider is passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Reason {
    /// It is DOWN.
    Down,
    /// The carrier asked for patience, for longer than messages should wait.
    Throttled,
    /// It is switched off.
    Inactive,
    /// The organization has no such provider any more.
    Missing,
}

impl Reason {
    /// In words, for people.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Down => "it is DOWN",
            Self::Throttled => "its carrier asks for patience",
            Self::Inactive => "it is switched off",
            Self::Missing => "the organization has no such provider any more",
        }
    }
}

/// A decision as it is stored, JSON.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stored {
    route: Option<RouteId>,
    route_name: Option<String>,
    order: RouteOrder,
    forced: bool,
    providers: Vec<ProviderId>,
    passed_over: Vec<PassedOver>,
}

impl Decision {
    /// The caller named the provider.
    pub fn forced(organization: OrganizationId, provider: ProviderId) -> Self {
        Self {
            organization,
            route: None,
            order: RouteOrder::Listed,
            forced: true,
            providers: vec![provider],
            passed: Vec::new(),
        }
    }

    fn to_json(&self) -> String {
        let stored = Stored {
            route: self.route.as_ref().map(|(id, _)| *id),
            route_name: self.route.as_ref().map(|(_, name)| name.clone()),
            order: self.order,
            forced: self.forced,
            providers: self.providers.clone(),
            passed_over: self.passed.clone(),
        };
        serde_json::to_string(&stored).expect("ids, words and texts are JSON")
    }

    fn from_json(organization: OrganizationId, text: &str) -> Option<Self> {
        let stored: Stored = serde_json::from_str(text).ok()?;
        Some(Self {
            organization,
            route: stored.route.map(|id| (id, stored.route_name.unwrap_or_default())),
            order: stored.order,
            forced: stored.forced,
            providers: stored.providers,
            passed: stored.passed_over,
        })
    }
}

/// The decisions in memory, both ways.
#[derive(Default)]
pub struct Decisions {
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    ids: HashMap<Arc<Decision>, i64>,
    by_id: HashMap<i64, Arc<Decision>>,
}

impl Decisions {
    fn id(&self, decision: &Decision) -> Option<i64> {
        self.known.lock().ids.get(decision).copied()
    }

    fn keep(&self, id: i64, decision: Decision) -> Arc<Decision> {
        let decision = Arc::new(decision);
        let mut known = self.known.lock();
        if known.by_id.len() >= MAX_KNOWN {
            *known = Known::default();
        }
        known.ids.insert(decision.clone(), id);
        known.by_id.insert(id, decision.clone());
        decision
    }

    /// The id of `decision`, written first where it is new.
    pub async fn id_of(&self, store: &Store, decision: Decision, now: domain::Millis) -> Result<i64, StoreError> {
        if let Some(id) = self.id(&decision) {
            return Ok(id);
        }
        let id = store
            .decision_put(decision.organization, decision.to_json(), now)
            .await?;
        self.keep(id, decision);
        Ok(id)
    }
}

impl Engine {
    /// Writes the decisions of messages, each of them once, and notes their ids in the messages.
    pub(crate) async fn decide(
        &self,
        messages: &mut [store::NewMessage],
        decisions: Vec<Decision>,
        now: domain::Millis,
    ) -> Result<(), StoreError> {
        let mut last: Option<(Decision, i64)> = None;
        for (message, decision) in messages.iter_mut().zip(decisions) {
            let id = match &last {
                Some((known, id)) if *known == decision => *id,
                _ => {
                    let id = self.decisions.id_of(&self.store, decision.clone(), now).await?;
                    last = Some((decision, id));
                    id
                }
            };
            message.decision = Some(id);
        }
        Ok(())
    }

    /// A decision by its id; `None` where the organization has none.
    pub(crate) async fn decision(
        &self,
        organization: OrganizationId,
        id: i64,
    ) -> Result<Option<Arc<Decision>>, StoreError> {
        let known = self.decisions.known.lock().by_id.get(&id).cloned();
        if let Some(decision) = known.filter(|decision| decision.organization == organization) {
            return Ok(Some(decision));
        }
        let text = self.store.decision_get(organization, id).await?;
        let read = text.and_then(|text| Decision::from_json(organization, &text));
        Ok(read.map(|decision| self.decisions.keep(id, decision)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_is_read_back_as_it_was() {
        let organization = OrganizationId::new(7);
        let decision = Decision {
            organization,
            route: Some((RouteId::new(3), "Kenya".to_owned())),
            order: RouteOrder::Weighted,
            forced: false,
            providers: vec![ProviderId::new(1), ProviderId::new(2)],
            passed: vec![PassedOver {
                provider: ProviderId::new(9),
                reason: Reason::Down,
            }],
        };
        assert_eq!(Decision::from_json(organization, &decision.to_json()), Some(decision));
        let forced = Decision::forced(organization, ProviderId::new(1));
        assert_eq!(Decision::from_json(organization, &forced.to_json()), Some(forced));
        assert_eq!(Decision::from_json(organization, "{}"), None);
    }
}
