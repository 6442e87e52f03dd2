//! Where test keys' messages go: a simulated carrier inside this process, which is no row of the database, so that nobody
//! can change it, remove it or lead a live message to it.
//!
//! It is opened when the first test message comes, and at the start where there ever was a test key: messages of an
//! earlier run may wait for it. Its health is never held against it: a test that wants a carrier to fail shall not shut
//! out the next one.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use domain::{Currency, ProviderId};
use store::{CountFilter, MessageRow, Provider, ProviderLabel, StateCount, StoreError};
use tenancy::Caller;

use crate::Engine;
use crate::breaker::BreakerSettings;
use crate::request::Refusal;

/// The provider of every test message, in every installation: no id that is drawn is this low.
pub const TEST_PROVIDER: ProviderId = ProviderId::new(77);
/// What it is called where messages name their provider.
const NAME: &str = "test";
const WINDOW: u32 = 1_000;
/// How often, and how many times, it is looked whether the lane is open.
const OPEN_POLL: Duration = Duration::from_millis(10);
const OPEN_POLLS: usize = 500;

/// Whether the lane is wanted.
#[derive(Debug, Default)]
pub(crate) struct Wanted(AtomicBool);

impl Wanted {
    /// From now on.
    pub fn want(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// The provider, where it is wanted.
    pub fn row(&self) -> Option<Provider> {
        self.0.load(Ordering::Relaxed).then(row)
    }
}

/// The provider as rows of the database look.
fn row() -> Provider {
    Provider {
        id: TEST_PROVIDER,
        organization: None,
        adapter: "simulator".to_owned(),
        name: NAME.to_owned(),
        config: "{}".to_owned(),
        secrets: String::new(),
        hook_token: None,
        rank: i64::MAX,
        rate_per_second: None,
        window: WINDOW,
        price_micros: 0,
        currency: "XXX".parse::<Currency>().expect("three capital letters"),
        reports: true,
        active: true,
        created_at: 0,
        updated_at: 0,
    }
}

/// Settings under which a provider is never taken for ill.
pub(crate) fn never_ill(usual: BreakerSettings) -> BreakerSettings {
    BreakerSettings {
        // A failure is out of the window as soon as it is counted.
        failure_window_ms: -1,
        degraded_percent: 101,
        down_percent: 101,
        delivered_percent: 0,
        ..usual
    }
}

/// Whether a message was sent by a test key.
pub fn is_test(message: &MessageRow) -> bool {
    message.provider == Some(TEST_PROVIDER)
}

impl Engine {
    /// Sees to it that the caller's messages have where to go: opens the simulated carrier where it is a test key's and
    /// nobody was before.
    pub(crate) async fn ready_for(&self, caller: &Caller) -> Result<(), Refusal> {
        if !caller.is_test() || self.registry.lane(TEST_PROVIDER).is_some() {
            return Ok(());
        }
        self.registry.test.want();
        for _ in 0..OPEN_POLLS {
            if self.registry.lane(TEST_PROVIDER).is_some() {
                return Ok(());
            }
            self.providers_changed();
            tokio::time::sleep(OPEN_POLL).await;
        }
        Err(Refusal::Unavailable)
    }

    /// What the providers that the caller's messages went through are called: that of test messages among them where
    /// there ever were any, and for a test key that one alone.
    pub(crate) async fn provider_labels(&self, caller: &Caller) -> Result<Vec<ProviderLabel>, StoreError> {
        let test = caller.is_test().then(row).or_else(|| self.registry.test.row());
        let mut labels = match caller.is_test() {
            true => Vec::new(),
            false => self.store.provider_labels(caller.organization.id).await?,
        };
        labels.extend(test.map(|row| ProviderLabel {
            id: row.id,
            name: row.name,
            currency: row.currency,
        }));
        Ok(labels)
    }
}

/// Whether the caller may know of a message: a test key knows of test messages alone.
pub(crate) fn may_know(caller: &Caller, message: &MessageRow) -> bool {
    !caller.is_test() || is_test(message)
}

/// Likewise of counts.
pub(crate) fn may_know_count(caller: &Caller, count: &StateCount) -> bool {
    !caller.is_test() || count.provider == Some(TEST_PROVIDER)
}

/// The part of what is counted that the caller may know.
pub(crate) fn known_to(caller: &Caller, filter: CountFilter) -> CountFilter {
    let provider = match caller.is_test() {
        true => Some(TEST_PROVIDER),
        false => filter.provider,
    };
    CountFilter { provider, ..filter }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breaker::Breaker;

    #[test]
    fn the_carrier_of_test_messages_is_never_taken_for_ill() {
        let mut breaker = Breaker::new(never_ill(BreakerSettings::default()));
        for now in 0..1_000 {
            breaker.outcomes(now, 0, 50, "it refuses everything");
            breaker.reports(now, 0, 1_000);
        }
        assert!(!breaker.is_down());
    }
}
