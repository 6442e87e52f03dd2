//! What carriers say is left on an organization's accounts with them: asked at most once in five minutes a provider,
//! because carriers meter the question and nobody's page may wait for them each time.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use adapters::AskError;
use domain::{Millis, Money, ProviderId};
use futures::StreamExt;
use parking_lot::Mutex;
use tenancy::Caller;

use crate::Engine;
use crate::lane::Lane;

/// How long an answer is believed, ms.
pub const CARRIER_BALANCE_AGE_MS: Millis = 300_000;
/// How long "it does not answer" is believed, ms.
const FAILED_AGE_MS: Millis = 30_000;
/// How long a carrier may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// Carriers asked at the same time.
const ASKED: usize = 8;

/// What a carrier said of the account with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarrierBalance {
    /// Which provider.
    pub provider: ProviderId,
    /// Its name.
    pub name: String,
    /// What is left; `None` where the carrier did not say.
    pub balance: Option<Money>,
    /// When it was asked.
    pub asked_at: Millis,
}

/// What was said last; one question a provider at a time.
#[derive(Default)]
pub(crate) struct CarrierBalances {
    known: Mutex<HashMap<ProviderId, Arc<tokio::sync::Mutex<Option<Answer>>>>>,
}

#[derive(Clone, Copy)]
struct Answer {
    balance: Option<Money>,
    at: Millis,
}

impl Answer {
    fn is_believed(&self, now: Millis) -> bool {
        let age = if self.balance.is_some() {
            CARRIER_BALANCE_AGE_MS
        } else {
            FAILED_AGE_MS
        };
        (0..age).contains(&(now - self.at))
    }
}

impl Engine {
    /// The balances with the carriers of the caller's own providers, of those whose carrier tells; never those of the
    /// platform's. Answers are up to [`CARRIER_BALANCE_AGE_MS`] old.
    pub async fn carrier_balances(&self, caller: &Caller) -> Vec<CarrierBalance> {
        if caller.is_test() {
            // It reaches no carrier, not even to ask.
            return Vec::new();
        }
        let organization = Some(caller.organization.id);
        let mut own: Vec<Arc<Lane>> = self.registry.lanes().to_vec();
        own.retain(|lane| lane.provider().organization == organization && !lane.is_retired());
        let asked = own.into_iter().map(|lane| async move {
            let answer = self.carrier_balance(&lane).await?;
            Some(CarrierBalance {
                provider: lane.id(),
                name: lane.provider().name.clone(),
                balance: answer.balance,
                asked_at: answer.at,
            })
        });
        let answers: Vec<Option<CarrierBalance>> = futures::stream::iter(asked).buffered(ASKED).collect().await;
        answers.into_iter().flatten().collect()
    }

    /// `None` where the carrier has no such question.
    async fn carrier_balance(&self, lane: &Lane) -> Option<Answer> {
        let known = self.carrier_balances.known.lock().entry(lane.id()).or_default().clone();
        let mut known = known.lock().await;
        let now = self.now();
        if let Some(answer) = known.filter(|answer| answer.is_believed(now)) {
            return Some(answer);
        }
        let adapter = lane.adapter();
        let balance = match tokio::time::timeout(PATIENCE, adapter.balance()).await {
            Ok(Ok(balance)) => Some(balance),
            Ok(Err(AskError::Unsupported)) => return None,
            Ok(Err(AskError::Failed(why))) => {
                tracing::info!(provider = %lane.id(), %why, "a carrier did not tell the balance with it");
                None
            }
            Err(_) => None,
        };
        let answer = Answer { balance, at: now };
        *known = Some(answer);
        Some(answer)
    }
}
