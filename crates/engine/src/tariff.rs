//! What messages cost, in memory: the price lists of the platform and of organizations, and who pays in which currency.
//!
//! An organization's own list is asked first, then the platform's, then the provider's flat price a segment. The rows
//! are the truth; a poll takes changes over, and whoever changes them here asks for that at once. Pricing a message is a
//! read of one shared snapshot, since every message does it.

use std::collections::HashMap;
use std::sync::Arc;

use domain::{BillingMode, Currency, Millis, Money, OrganizationId, PriceList, PriceSubject, ProviderId};
use parking_lot::RwLock;
use store::{LaneMessage, Provider, Settled, Store, StoreError, WaitingMessage};

use crate::Engine;

/// The prices as last read.
#[derive(Default)]
pub struct Tariff(RwLock<Arc<Prices>>);

/// One reading of all prices.
#[derive(Default)]
pub struct Prices {
    version: i64,
    platform: PriceList,
    own: HashMap<OrganizationId, PriceList>,
    /// The currency of those who pay.
    paying: HashMap<OrganizationId, Currency>,
}

impl Tariff {
    /// The prices now.
    pub fn now(&self) -> Arc<Prices> {
        self.0.read().clone()
    }

    /// Takes over what changed.
    pub async fn refresh(&self, store: &Store) -> Result<(), StoreError> {
        let known = self.0.read().version;
        if let Some(read) = store.tariff_all(known).await? {
            let fresh = Prices::of(read);
            let mut prices = self.0.write();
            // Another reading may have been quicker.
            if fresh.version > prices.version {
                *prices = Arc::new(fresh);
            }
        }
        Ok(())
    }
}

impl Prices {
    fn of(read: store::Tariff) -> Self {
        let mut platform = Vec::new();
        let mut own: HashMap<OrganizationId, Vec<_>> = HashMap::new();
        for price in read.prices {
            match price.organization {
                None => platform.push(price.rule),
                Some(organization) => own.entry(organization).or_default().push(price.rule),
            }
        }
        let paying = read
            .billing
            .iter()
            .filter(|billing| billing.mode == BillingMode::Prepaid)
            .map(|billing| (billing.organization, billing.currency));
        Self {
            version: read.version,
            platform: PriceList::new(platform),
            own: own
                .into_iter()
                .map(|(organization, rules)| (organization, PriceList::new(rules)))
                .collect(),
            paying: paying.collect(),
        }
    }

    /// The currency that an organization pays in; `None` where it does not pay.
    pub fn currency(&self, organization: OrganizationId) -> Option<Currency> {
        self.paying.get(&organization).copied()
    }

    /// What the lists say that a segment costs.
    pub fn listed(&self, organization: OrganizationId, subject: &PriceSubject<'_>) -> Option<Money> {
        let own = self.own.get(&organization).and_then(|list| list.find(subject));
        own.or_else(|| self.platform.find(subject))
    }

    /// What a segment costs; `None` where nothing says so in the currency that is asked for.
    pub fn segment(
        &self,
        organization: OrganizationId,
        provider: &Provider,
        subject: &PriceSubject<'_>,
    ) -> Option<Money> {
        let flat = Money::new(provider.price_micros, provider.currency);
        let fits = subject.currency.is_none_or(|currency| currency == flat.currency);
        self.listed(organization, subject).or(fits.then_some(flat))
    }
}

/// A message that goes on with another provider.
struct Moved<'a> {
    organization: OrganizationId,
    number: &'a str,
    class: domain::Class,
    segments: u16,
    accepted_at: Millis,
    currency: Currency,
}

impl Engine {
    /// Takes over changed prices and billing now.
    ///
    /// # Errors
    /// Only the store's.
    pub async fn tariff_refresh(&self) -> Result<(), StoreError> {
        self.registry.tariff.refresh(&self.store).await
    }

    /// What a message costs from now on that a settlement sends on to another provider.
    pub(crate) fn cost_after(&self, message: &LaneMessage, result: &Settled) -> Option<i64> {
        let Settled::Retry { provider, .. } = result else {
            return None;
        };
        (*provider != message.provider).then_some(())?;
        let moved = Moved {
            organization: message.organization,
            number: &message.to,
            class: message.class,
            segments: message.segments,
            accepted_at: message.accepted_at,
            currency: message.currency,
        };
        self.cost_with(&moved, *provider)
    }

    /// What a waiting message costs with another provider.
    pub(crate) fn cost_of_waiting(&self, message: &WaitingMessage, provider: ProviderId) -> Option<i64> {
        let moved = Moved {
            organization: message.organization,
            number: &message.to,
            class: message.class,
            segments: message.segments,
            accepted_at: message.accepted_at,
            currency: message.currency,
        };
        self.cost_with(&moved, provider)
    }

    /// In the message's own currency, at the prices of its acceptance; `None` where the provider has no such price.
    fn cost_with(&self, message: &Moved<'_>, provider: ProviderId) -> Option<i64> {
        let lane = self.registry.lane(provider)?;
        let subject = PriceSubject {
            number: message.number,
            provider,
            class: message.class,
            direction: domain::Direction::Outbound,
            at: message.accepted_at,
            currency: Some(message.currency),
        };
        let prices = self.registry.tariff.now();
        let price = prices.segment(message.organization, &lane.provider(), &subject)?;
        Some(price.micros.saturating_mul(i64::from(message.segments)))
    }
}
