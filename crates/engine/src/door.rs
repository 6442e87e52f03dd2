//! Where everything from carriers comes in: delivery reports, inbound messages, opt-outs. On disk first, then the carrier
//! is answered; what cannot be stored is refused, so that the carrier sends it again.

use std::sync::{Arc, Weak};
use std::time::Duration;

use adapters::{CarrierSink, Inbound, NotStored, OptOut, OptOutWord, Report};
use async_trait::async_trait;
use domain::phone::PhoneNumber;
use domain::{MessageState, Millis, OrganizationId, ProviderId};
use store::{LaneMessage, ReceiptOutcome, ReceiptUnit, StoreError, Suppression};

use crate::receipt::unit;
use crate::test_lane::TEST_PROVIDER;
use crate::{Engine, Inner, inbound, suppress};

/// How long reports wait at most for the answers that came before them.
const BEHIND_ANSWERS: Duration = Duration::from_millis(200);

/// The sink that every adapter is made with.
pub(crate) struct CarrierDoor(Weak<Inner>);

impl CarrierDoor {
    /// A door into `engine`; it does not keep the engine alive.
    pub(crate) fn open(engine: &Engine) -> Arc<dyn CarrierSink> {
        Arc::new(Self(Arc::downgrade(&engine.0)))
    }

    fn engine(&self) -> Result<Engine, NotStored> {
        let engine = Engine(self.0.upgrade().ok_or(NotStored)?);
        if engine.halt.is_cancelled() {
            return Err(NotStored);
        }
        Ok(engine)
    }
}

#[async_trait]
impl CarrierSink for CarrierDoor {
    async fn reports(&self, mut reports: Vec<Report>) -> Result<(), NotStored> {
        let engine = self.engine()?;
        let now = engine.now();
        // What becomes of a test message is true of nobody.
        for report in reports.iter_mut().filter(|report| report.provider == TEST_PROVIDER) {
            report.opted_out = false;
        }
        let left: Vec<Option<(ProviderId, String)>> = reports
            .iter()
            .map(|report| Some((report.provider, report.to.clone()?)).filter(|_| report.opted_out))
            .collect();
        let providers: Vec<ProviderId> = reports.iter().map(|report| report.provider).collect();
        // An adapter reports for its own provider alone.
        if let Some(lane) = providers.first().and_then(|first| engine.registry.lane(*first)) {
            lane.settling.caught_up(BEHIND_ANSWERS).await;
        }
        let units: Vec<ReceiptUnit> = reports.into_iter().map(|report| unit(report, now)).collect();
        let outcomes = engine
            .store
            .receipts(units)
            .await
            .map_err(|error| refuse(&error, "delivery reports"))?;
        count(&engine, &providers, &outcomes, now);
        // Of a message that is known, the store has suppressed the number for its organization.
        let unknown = left
            .into_iter()
            .zip(&outcomes)
            .filter(|(_, outcome)| **outcome == ReceiptOutcome::Early);
        for (provider, number) in unknown.filter_map(|(left, _)| left) {
            engine
                .own_opt_out(provider, &number)
                .await
                .map_err(|error| refuse(&error, "an opt-out"))?;
        }
        Ok(())
    }

    async fn inbound(&self, messages: Vec<Inbound>) -> Result<(), NotStored> {
        let engine = self.engine()?;
        let stored = inbound::store(&engine, messages, None).await;
        stored.map(|_| ()).map_err(|error| refuse(&error, "inbound messages"))
    }

    async fn inbound_certain(&self, provider: ProviderId, certain: Vec<(String, Millis)>) -> Result<(), NotStored> {
        let engine = self.engine()?;
        let noted = engine.store.inbound_certain(provider, certain).await;
        noted.map_err(|error| {
            tracing::debug!(%error, "what the carrier has our answer to could not be noted; it is tried again");
            NotStored
        })
    }

    async fn opt_outs(&self, opt_outs: Vec<OptOut>) -> Result<(), NotStored> {
        let engine = self.engine()?;
        for OptOut {
            provider,
            number,
            sender,
            word,
        } in opt_outs
        {
            let done = match word {
                OptOutWord::Stop => engine.carrier_opt_out(provider, sender.as_deref(), &number).await,
                OptOutWord::Start => engine.carrier_opt_in(provider, sender.as_deref(), &number).await,
            };
            done.map_err(|error| refuse(&error, "an opt-out"))?;
        }
        Ok(())
    }
}

fn refuse(error: &StoreError, what: &'static str) -> NotStored {
    tracing::warn!(%error, "{what} could not be stored; the carrier sends them again");
    NotStored
}

/// Takes reports into the figures of their lanes.
fn count(engine: &Engine, providers: &[ProviderId], outcomes: &[ReceiptOutcome], now: Millis) {
    let early = outcomes
        .iter()
        .filter(|outcome| **outcome == ReceiptOutcome::Early)
        .count();
    if early > 0 {
        metrics::counter!("tuma_reports_early_total").increment(early as u64);
    }
    let Some(first) = providers.first() else { return };
    // An adapter reports for its own provider alone.
    let Some(lane) = engine.registry.lane(*first) else {
        return;
    };
    let ended = |outcome: &&ReceiptOutcome| matches!(outcome, ReceiptOutcome::Moved(state) if state.is_final());
    let all = outcomes.iter().filter(ended).count() as u64;
    let delivered = ReceiptOutcome::Moved(MessageState::Delivered);
    let good = outcomes.iter().filter(|outcome| **outcome == delivered).count() as u64;
    if all > 0 {
        lane.reports.add(now, good, all);
    }
}

impl Engine {
    /// The carrier refused a message because the person opted out there: so it is here from now on.
    pub(crate) async fn opted_out_at_carrier(&self, message: &LaneMessage) {
        if message.provider == TEST_PROVIDER {
            return;
        }
        if let Err(error) = self.suppress_for(message.organization, &message.to).await {
            // The message itself ends as REJECTED; the next one finds out again.
            tracing::warn!(%error, "an opt-out that a carrier told of could not be stored");
        }
    }

    async fn suppress_for(&self, organization: OrganizationId, number: &str) -> Result<(), StoreError> {
        let suppression = Suppression {
            organization,
            number: number.to_owned(),
            reason: suppress::CARRIER.to_owned(),
            at: self.now(),
        };
        self.store.suppression_insert(suppression).await.map(|_| ())
    }

    /// A carrier's notice that a person left: for every organization that it can concern.
    async fn carrier_opt_out(
        &self,
        provider: ProviderId,
        sender: Option<&str>,
        number: &str,
    ) -> Result<(), StoreError> {
        let Some(number) = self.carrier_number(provider, number) else {
            return Ok(());
        };
        for organization in self.concerned(provider, sender) {
            self.suppress_for(organization, &number).await?;
        }
        Ok(())
    }

    /// A carrier's word about a message that is not known (yet): it is about somebody of the provider's own organization;
    /// whose somebody of a shared provider is, its message tells once it is known.
    async fn own_opt_out(&self, provider: ProviderId, number: &str) -> Result<(), StoreError> {
        let own = self
            .registry
            .lane(provider)
            .and_then(|lane| lane.provider().organization);
        match (own, self.carrier_number(provider, number)) {
            (Some(organization), Some(number)) => self.suppress_for(organization, &number).await,
            _ => Ok(()),
        }
    }

    /// A carrier's notice that a person came back lifts what a carrier's notice or a STOP had set.
    async fn carrier_opt_in(&self, provider: ProviderId, sender: Option<&str>, number: &str) -> Result<(), StoreError> {
        let Some(number) = self.carrier_number(provider, number) else {
            return Ok(());
        };
        for organization in self.concerned(provider, sender) {
            self.store
                .suppression_lift(organization, &number, &[suppress::CARRIER, suppress::STOP])
                .await?;
        }
        Ok(())
    }

    /// The provider's own organization; of a shared one, those that receive through it (by the sender, where known).
    fn concerned(&self, provider: ProviderId, sender: Option<&str>) -> Vec<OrganizationId> {
        let own = self
            .registry
            .lane(provider)
            .and_then(|lane| lane.provider().organization);
        own.map_or_else(|| self.numbers.organizations(provider, sender), |own| vec![own])
    }

    /// A number as a carrier wrote it, E.164; `None` (and a line in the log) where it is none.
    fn carrier_number(&self, provider: ProviderId, number: &str) -> Option<String> {
        let region = self.region_of(provider);
        match PhoneNumber::parse(number, &region) {
            Ok(number) => Some(number.e164().to_owned()),
            Err(_) => {
                tracing::warn!(provider = %provider, "a carrier's opt-out names no phone number");
                None
            }
        }
    }
}
