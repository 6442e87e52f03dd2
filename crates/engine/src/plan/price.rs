//! What a plan's messages cost: each for its own number, provider and class, and at most with any provider of its order.

use domain::phone::PhoneNumber;
use domain::{Direction, Fault, MessageId, Money, PriceSubject};
use store::Provider;

use super::{Draft, Plan, no_provider};
use crate::route::Selection;

impl Plan {
    /// Whether the messages are paid from the organization's balance.
    pub fn is_paid(&self) -> bool {
        self.paid_in.is_some()
    }

    /// Prices previews as for this number.
    pub fn price_for(&mut self, to: &str) -> Result<(), Fault> {
        let number = PhoneNumber::parse(to, &self.region).map_err(|fault| fault.into_fault("to"))?;
        let subject = self.subject(&number);
        let lane = self.router.look(&subject, 0).ok_or_else(no_provider)?.lane;
        self.price = self
            .segment_price(number.e164(), &lane.provider())
            .ok_or_else(|| self.no_price())?;
        Ok(())
    }

    /// The way of a draft that gets the id `id`, and what it costs.
    pub fn select(&self, id: MessageId, draft: &Draft) -> Result<Selection, Fault> {
        let mut selection = self.way(id, draft)?;
        let number = draft.to.e164();
        let price = self.segment_price(number, &selection.lane.provider());
        selection.price = price.ok_or_else(|| self.no_price())?;
        selection.ceiling_micros = selection.price.micros;
        if self.is_paid() {
            // Whichever provider of the order takes it in the end, so much is enough.
            for other in selection.decision.providers.iter().skip(1) {
                let lane = self.router.lane(*other);
                let price = lane.and_then(|lane| self.segment_price(number, &lane.provider()));
                let micros = price.map_or(0, |price| price.micros);
                selection.ceiling_micros = selection.ceiling_micros.max(micros);
            }
        }
        Ok(selection)
    }

    /// What `segments` segments cost where no number says which way they go.
    pub fn cost(&self, segments: i64) -> Money {
        Money::new(self.price.micros.saturating_mul(segments), self.price.currency)
    }

    pub(super) fn segment_price(&self, number: &str, provider: &Provider) -> Option<Money> {
        let subject = PriceSubject {
            number,
            provider: provider.id,
            class: self.class,
            direction: Direction::Outbound,
            at: self.now,
            currency: self.paid_in,
        };
        self.prices.segment(self.organization.id, provider, &subject)
    }

    fn no_price(&self) -> Fault {
        let currency = self.paid_in.unwrap_or(self.price.currency);
        Fault::new(
            "to",
            format!("has no price in {currency}, which the organization pays in"),
            "ask the operator for a price for this destination",
        )
    }
}
