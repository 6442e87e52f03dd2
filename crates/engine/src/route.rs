//! Which provider a message goes to first, and which ones after that.
//!
//! The choice is a read of snapshots (lanes, routes, health), since every message makes one. What was chosen and passed
//! over is kept with the message as a *decision*: equal decisions of an organization are one row, made when first met.

use std::collections::HashMap;
use std::sync::Arc;

use domain::route::{RouteOrder, RouteRule, RouteSubject, spread, weighted_order};
use domain::{Money, OrganizationId, ProviderId, RouteId};
use parking_lot::RwLock;

use crate::decision::{Decision, PassedOver, Reason};
use crate::lane::Lane;

/// An organization's route, ready to be asked.
#[derive(Debug, Clone)]
pub struct Route {
    /// Its id.
    pub id: RouteId,
    /// Shown name.
    pub name: String,
    /// What it asks and where it leads.
    pub rule: RouteRule,
}

/// The active routes of all organizations, each in their order.
#[derive(Default)]
pub struct Routes(RwLock<Arc<HashMap<OrganizationId, Arc<Vec<Route>>>>>);

impl Routes {
    /// The routes of `organization`; `None` where it has none.
    pub fn of(&self, organization: OrganizationId) -> Option<Arc<Vec<Route>>> {
        self.0.read().get(&organization).cloned()
    }

    /// Takes over the rows as they are now. A rule that cannot be read is left out and logged.
    pub fn replace(&self, rows: Vec<store::Route>) {
        let mut all: HashMap<OrganizationId, Vec<Route>> = HashMap::new();
        for row in rows.into_iter().filter(|row| row.active) {
            match serde_json::from_str(&row.rule) {
                Ok(rule) => all.entry(row.organization).or_default().push(Route {
                    id: row.id,
                    name: row.name,
                    rule,
                }),
                Err(error) => tracing::error!(route = %row.id, %error, "a route cannot be read and is left out"),
            }
        }
        let all = all
            .into_iter()
            .map(|(organization, routes)| (organization, Arc::new(routes)));
        *self.0.write() = Arc::new(all.collect());
    }
}

/// The lanes an organization may use and its routes, as they were when a call began.
#[derive(Clone)]
pub struct Router {
    organization: OrganizationId,
    /// Its own and the platform's, by rank.
    lanes: Vec<Arc<Lane>>,
    routes: Option<Arc<Vec<Route>>>,
    /// The lane that the caller asked for: no other is tried.
    forced: Option<Arc<Lane>>,
}

/// What a message's way was found to be.
#[derive(Clone)]
pub struct Selection {
    /// The first provider's lane.
    pub lane: Arc<Lane>,
    /// All of it.
    pub decision: Decision,
    /// What a segment costs with it.
    pub price: Money,
    /// What a segment costs at most, with any provider of the order, micros.
    pub ceiling_micros: i64,
}

impl Selection {
    /// At the provider's flat price.
    fn at_flat_price(lane: Arc<Lane>, decision: Decision) -> Self {
        let provider = lane.provider();
        Self {
            price: Money::new(provider.price_micros, provider.currency),
            ceiling_micros: provider.price_micros,
            lane,
            decision,
        }
    }
}

impl Router {
    /// A router over these lanes; `forced` allows one only.
    pub fn new(
        organization: OrganizationId,
        lanes: Vec<Arc<Lane>>,
        routes: Option<Arc<Vec<Route>>>,
        forced: Option<Arc<Lane>>,
    ) -> Self {
        Self {
            organization,
            lanes,
            routes,
            forced,
        }
    }

    /// The way of one message; `draw` is a number of its own. `None` where there is no provider at all. The message may be
    /// the one that tries a provider that is DOWN: ask once for each that is sent.
    pub fn select(&self, subject: &RouteSubject<'_>, draw: u64) -> Option<Selection> {
        self.choose(subject, draw, true)
    }

    /// The way that a message would go that nobody sends: it tries no provider.
    pub fn look(&self, subject: &RouteSubject<'_>, draw: u64) -> Option<Selection> {
        self.choose(subject, draw, false)
    }

    fn choose(&self, subject: &RouteSubject<'_>, draw: u64, sends: bool) -> Option<Selection> {
        if let Some(lane) = &self.forced {
            let decision = Decision::forced(self.organization, lane.provider().id);
            return Some(Selection::at_flat_price(lane.clone(), decision));
        }
        let route = self
            .routes
            .iter()
            .flat_map(|routes| routes.iter())
            .find(|route| route.rule.fits(subject));
        let (candidates, mut passed) = match route {
            Some(route) => self.of_route(route, subject, draw),
            None => (self.lanes.clone(), Vec::new()),
        };
        let order = available(candidates, &mut passed, sends)?;
        let lane = order[0].clone();
        let decision = Decision {
            organization: self.organization,
            route: route.map(|route| (route.id, route.name.clone())),
            order: route.map(|route| route.rule.order).unwrap_or_default(),
            forced: false,
            providers: order.iter().map(|lane| lane.provider().id).collect(),
            passed,
        };
        Some(Selection::at_flat_price(lane, decision))
    }

    /// The lane of a provider that the organization may use.
    pub fn lane(&self, provider: ProviderId) -> Option<&Arc<Lane>> {
        self.lanes.iter().find(|lane| lane.id() == provider)
    }

    /// The providers of a route in the order for this message.
    fn of_route(&self, route: &Route, subject: &RouteSubject<'_>, draw: u64) -> (Vec<Arc<Lane>>, Vec<PassedOver>) {
        let mut passed = Vec::new();
        let mut found: Vec<(Arc<Lane>, u32)> = Vec::with_capacity(route.rule.providers.len());
        for one in &route.rule.providers {
            match self.lanes.iter().find(|lane| lane.provider().id == one.provider) {
                Some(lane) => found.push((lane.clone(), one.weight)),
                None => passed.push(PassedOver {
                    provider: one.provider,
                    reason: Reason::Missing,
                }),
            }
        }
        let key = if route.rule.sticky {
            spread(&[&self.organization.get().to_be_bytes(), subject.to.as_bytes()])
        } else {
            draw
        };
        match route.rule.order {
            RouteOrder::Listed if route.rule.sticky => order_by_weight(&mut found, key, |_| 1),
            RouteOrder::Listed => {}
            RouteOrder::Weighted => order_by_weight(&mut found, key, |weight| weight),
            RouteOrder::LeastCost => order_by_cost(&mut found),
        }
        (found.into_iter().map(|(lane, _)| lane).collect(), passed)
    }
}

/// Those that can be used now, in their order; where none can, all that are active: messages wait for the first.
fn available(candidates: Vec<Arc<Lane>>, passed: &mut Vec<PassedOver>, sends: bool) -> Option<Vec<Arc<Lane>>> {
    let mut open = Vec::with_capacity(candidates.len());
    let mut shut = Vec::new();
    for lane in candidates {
        match lane.shut() {
            None => open.push(lane),
            Some(reason) => shut.push((lane, reason)),
        }
    }
    if open.is_empty() {
        let waiting: Vec<_> = shut.iter().filter(|(_, reason)| *reason != Reason::Inactive).collect();
        open = waiting.into_iter().map(|(lane, _)| lane.clone()).collect();
        shut.retain(|(_, reason)| *reason == Reason::Inactive);
    }
    // One message to a provider that was DOWN shows whether it works again; it fails over like any other.
    if let Some(place) = shut.iter().position(|(lane, _)| sends && lane.take_probe()) {
        open.insert(0, shut.remove(place).0);
    }
    passed.extend(shut.into_iter().map(|(lane, reason)| PassedOver {
        provider: lane.provider().id,
        reason,
    }));
    (!open.is_empty()).then_some(open)
}

fn order_by_weight(found: &mut Vec<(Arc<Lane>, u32)>, key: u64, weight_of: impl Fn(u32) -> u32) {
    let id = |lane: &Arc<Lane>| lane.provider().id.get() as u64;
    let weights: Vec<(u64, u32)> = found
        .iter()
        .map(|(lane, weight)| (id(lane), weight_of(*weight)))
        .collect();
    let order = weighted_order(&weights, key);
    *found = order.into_iter().map(|place| found[place].clone()).collect();
}

fn order_by_cost(found: &mut [(Arc<Lane>, u32)]) {
    let Some(currency) = found.first().map(|(lane, _)| lane.provider().currency) else {
        return;
    };
    found.sort_by_key(|(lane, _)| {
        let provider = lane.provider();
        (provider.currency != currency, provider.price_micros)
    });
}

/// The providers after `current` in the order of a decision, then those before it.
pub fn after(providers: &[ProviderId], current: ProviderId) -> impl Iterator<Item = ProviderId> + '_ {
    let place = providers.iter().position(|id| *id == current).map_or(0, |at| at + 1);
    providers[place..].iter().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alone::Shut;
    use crate::breaker::BreakerSettings;
    use adapters::http::Guard;
    use adapters::simulator::SimulatorAdapter;
    use domain::{Class, Clock, Millis};

    struct Still;

    impl Clock for Still {
        fn now_ms(&self) -> Millis {
            0
        }
    }

    fn lane(id: i64) -> Arc<Lane> {
        let id = ProviderId::new(id);
        let adapter =
            SimulatorAdapter::from_config(id, ("{}", Guard::new(false)), Arc::new(Shut), &Still).expect("an adapter");
        let row = store::Provider {
            id,
            organization: None,
            adapter: "simulator".to_owned(),
            name: id.to_string(),
            config: "{}".to_owned(),
            secrets: String::new(),
            hook_token: None,
            rank: id.get(),
            rate_per_second: None,
            window: 10,
            price_micros: 0,
            currency: "XXX".parse().expect("a currency"),
            reports: true,
            active: true,
            created_at: 0,
            updated_at: 0,
        };
        let settings = BreakerSettings::default();
        Arc::new(Lane::new((row, "ZZ".to_owned()), Arc::new(adapter), 100, settings))
    }

    #[tokio::test]
    async fn only_a_message_that_is_sent_tries_a_provider_that_is_down() {
        let (down, well) = (lane(1), lane(2));
        down.outcomes(0, 0, 50, "refused");
        down.want_probe();
        let router = Router::new(OrganizationId::new(7), vec![down.clone(), well.clone()], None, None);
        let subject = RouteSubject {
            to: "+254722000001",
            country: *b"KE",
            sender: None,
            category: None,
            class: Class::Transactional,
        };
        let id = |found: Option<Selection>| found.expect("a way").lane.id();
        assert_eq!(id(router.look(&subject, 1)), well.id());
        assert!(
            down.probe_is_wanted(),
            "a question leaves the trial to the next message"
        );
        let tried = router.select(&subject, 1).expect("a way");
        assert_eq!(tried.lane.id(), down.id());
        assert_eq!(
            tried.decision.providers,
            [down.id(), well.id()],
            "it fails over like any other"
        );
        assert_eq!(id(router.select(&subject, 2)), well.id(), "one message is enough");
    }
}
