//! What providers are asked on somebody's behalf: whether they work, one test message, what became of a message.
//!
//! Whoever may use the platform's shared provider learns whether it works and nothing of its account: neither its
//! balance nor its carrier's words about it.

use std::sync::Arc;
use std::time::Duration;

use adapters::{AskError, Report};
use domain::{Direction, Fault, MessageId, Money, ProviderId};
use tenancy::Caller;

use super::{Checked, owns};
use crate::lane::Lane;
use crate::request::{Refusal, SendOptions, SendRequest, Sent};
use crate::{Engine, door};

/// How often and how long apart a lane is looked for that was just made.
const LANE_LOOKS: usize = 20;
const LANE_PAUSE: Duration = Duration::from_millis(50);

/// What is said of a shared provider that does not work.
const SHARED_FAILS: &str = "the platform's connection to this carrier does not work now";

impl Checked {
    /// What a carrier's answer to the question whether it works says, and its balance.
    pub(crate) fn of(answer: Result<(), AskError>, balance: Option<Money>) -> Self {
        let (works, why) = match answer {
            Ok(()) => (Some(true), None),
            Err(AskError::Unsupported) => (None, None),
            Err(AskError::Failed(why)) => (Some(false), Some(why)),
        };
        Self { works, why, balance }
    }
}

impl Engine {
    /// Asks a provider whether it works, without sending anything.
    ///
    /// # Errors
    /// `NotFound`; `Unavailable` where this node has not opened it yet.
    pub async fn provider_check(&self, caller: &Caller, id: ProviderId) -> Result<Checked, Refusal> {
        if owns(caller, &self.provider(caller, id).await?.row) {
            return self.provider_check_all(id).await;
        }
        let adapter = self.opened_lane(id).await?.adapter();
        let checked = Checked::of(adapter.check().await, None);
        Ok(Checked {
            why: checked.why.map(|_| SHARED_FAILS.to_owned()),
            ..checked
        })
    }

    /// Asks any organization's provider, or the platform's, whether it works: for the operator.
    ///
    /// # Errors
    /// `Unavailable` where this node has not opened it.
    pub async fn provider_check_all(&self, id: ProviderId) -> Result<Checked, Refusal> {
        let adapter = self.opened_lane(id).await?.adapter();
        let answer = adapter.check().await;
        let balance = adapter.balance().await.ok();
        Ok(Checked::of(answer, balance))
    }

    /// Sends a message through this provider alone, like any other.
    ///
    /// # Errors
    /// Those of [`Engine::send`].
    pub async fn provider_test(&self, caller: &Caller, id: ProviderId, to: &str, body: &str) -> Result<Sent, Refusal> {
        self.provider(caller, id).await?;
        self.opened_lane(id).await?;
        let options = SendOptions {
            provider: Some(id.to_string()),
            ..SendOptions::default()
        };
        let request = SendRequest {
            to: to.to_owned(),
            body: body.to_owned(),
            options,
            ..SendRequest::default()
        };
        self.send(caller, request).await
    }

    /// Asks the carrier what became of a message, takes its word like a report, and answers whether it had one. Nobody
    /// is asked about a message that came in: it has ended, and its ids are those of the carrier that brought it.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` where the carrier cannot be asked.
    pub async fn message_refresh(&self, caller: &Caller, id: MessageId) -> Result<bool, Refusal> {
        let message = self.known_message(caller, id).await?;
        if message.direction == Direction::Inbound {
            return Ok(false);
        }
        let lane = message.provider.and_then(|provider| self.registry.lane(provider));
        let (Some(lane), false) = (lane, message.carrier_ids.is_empty()) else {
            return Ok(false);
        };
        let mut reports: Vec<Report> = Vec::new();
        for carrier_id in &message.carrier_ids {
            match lane.adapter().query(carrier_id, &message.to).await {
                Ok(report) => reports.push(report),
                Err(AskError::Unsupported) => return Ok(false),
                Err(AskError::Failed(why)) => {
                    let own = owns(caller, &lane.provider());
                    let why = if own { why } else { SHARED_FAILS.to_owned() };
                    let mend = "try again later, or wait for the carrier's report";
                    return Err(Refusal::of(Fault::new("messageId", why, mend)));
                }
            }
        }
        let sink = door::CarrierDoor::open(self);
        sink.reports(reports).await.map_err(|_| Refusal::Unavailable)?;
        Ok(true)
    }

    /// The lane of a provider; waits a moment for one that was just made.
    pub(crate) async fn opened_lane(&self, id: ProviderId) -> Result<Arc<Lane>, Refusal> {
        for _ in 0..LANE_LOOKS {
            if let Some(lane) = self.registry.lane(id) {
                return Ok(lane);
            }
            self.providers_changed();
            tokio::time::sleep(LANE_PAUSE).await;
        }
        Err(Refusal::Unavailable)
    }
}
