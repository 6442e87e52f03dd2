//! Top-ups by a payment provider: a page to pay on, and what the provider tells of it.
//!
//! The top-up's row is on disk before the provider is asked, and no transaction is open while it is: a crash in between
//! leaves a row that is pending, and the provider's event, which names the row, credits it all the same.

use adapters::WebhookRequest;
use adapters::payments::{CheckoutError, CheckoutRequest, EventError, PaymentEvent};
use domain::{Fault, Money, TopUpId};
use store::{Credited, Payment, TopUp, TopUpState};
use tenancy::{Caller, MAX_AMOUNT_MICROS};

use crate::Engine;
use crate::request::Refusal;

/// A page on which somebody pays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedCheckout {
    /// The top-up that waits for it.
    pub top_up: TopUp,
    /// Where the page is.
    pub url: String,
}

/// Why a payment provider's webhook is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentError {
    /// No payment provider of this name is set up.
    NotFound,
    /// It is not the payment provider's own, or cannot be read, or is not what was asked for.
    Refused(&'static str),
    /// It could not be stored: it must be sent again.
    NotStored,
}

impl Engine {
    /// Whether somebody can pay through a payment provider.
    pub fn takes_payments(&self) -> bool {
        self.payments.is_some()
    }

    /// Opens a page on which somebody pays `amount` into the caller's balance, who goes on to the URLs afterwards.
    ///
    /// # Errors
    /// `Invalid` where the amount cannot be paid or nothing is set up; `Unavailable` where the payment provider is.
    pub async fn top_up_checkout(
        &self,
        caller: &Caller,
        amount: Money,
        (success_url, cancel_url): (String, String),
    ) -> Result<OpenedCheckout, Refusal> {
        let Some(provider) = &self.payments else {
            let mend = "ask the operator to set one up, or to top up by hand";
            return Err(Refusal::of(Fault::new(
                "provider",
                "there is no payment provider",
                mend,
            )));
        };
        self.check_payable(caller, amount).await?;
        let now = self.now();
        let mut top_up = TopUp {
            id: TopUpId::new(self.store.ids().next(now)),
            organization: caller.organization.id,
            source: provider.name().to_owned(),
            reference: None,
            state: TopUpState::Pending,
            amount_micros: amount.micros,
            currency: amount.currency,
            actor: caller.actor.shown(),
            note: None,
            entry: None,
            created_at: now,
            ended_at: None,
        };
        self.store.top_up_begin(top_up.clone()).await?;
        let request = CheckoutRequest {
            top_up: top_up.id,
            amount,
            description: format!("{}: messages, {amount}", caller.organization.name),
            success_url,
            cancel_url,
        };
        match provider.checkout(&request).await {
            Ok(page) => {
                let noted = self
                    .store
                    .top_up_reference(top_up.organization, top_up.id, page.reference.clone());
                noted.await?;
                top_up.reference = Some(page.reference);
                Ok(OpenedCheckout { top_up, url: page.url })
            }
            Err(CheckoutError::Refused(why)) => {
                let source = top_up.source.clone();
                self.store.top_up_fail_all(top_up.id, source, why.clone(), now).await?;
                Err(Refusal::of(Fault::new("amount", why, "give another amount")))
            }
            // It may have opened one: the row stays, and an event can still credit it.
            Err(CheckoutError::Unavailable(why)) => {
                tracing::warn!(provider = provider.name(), %why, "no page to pay on");
                Err(Refusal::Unavailable)
            }
        }
    }

    async fn check_payable(&self, caller: &Caller, amount: Money) -> Result<(), Refusal> {
        if !(1..=MAX_AMOUNT_MICROS).contains(&amount.micros) {
            let mend = "give an amount above 0 and at most 1000000000";
            return Err(Refusal::of(Fault::new("amount", "is out of bounds", mend)));
        }
        let balance = self.store.balance_get(caller.organization.id).await?;
        match balance.map(|balance| balance.billing.currency) {
            Some(currency) if currency == amount.currency => Ok(()),
            Some(currency) => Err(Refusal::of(Fault::new(
                "currency",
                format!("is not {currency}, in which the balance is kept"),
                format!("give the amount in {currency}"),
            ))),
            None => Err(Refusal::of(Fault::new(
                "amount",
                "would go into a balance that the organization does not have",
                "ask the operator to make the organization prepaid",
            ))),
        }
    }

    /// Takes what the payment provider called `name` tells; `Ok` means that it is on disk, or concerns nobody.
    ///
    /// # Errors
    /// Why it was not taken.
    pub async fn payment_event(&self, name: &str, request: &WebhookRequest) -> Result<(), PaymentError> {
        let provider = self.payments.as_ref().filter(|provider| provider.name() == name);
        let provider = provider.ok_or(PaymentError::NotFound)?;
        let event = provider.event(request).map_err(|error| match error {
            EventError::NotAuthentic(why) | EventError::Malformed(why) => PaymentError::Refused(why),
        })?;
        match event {
            PaymentEvent::Other => Ok(()),
            PaymentEvent::Failed { top_up, why } => {
                let ended = self.store.top_up_fail_all(top_up, name.to_owned(), why, self.now());
                ended.await.map_err(|_| PaymentError::NotStored)?;
                Ok(())
            }
            PaymentEvent::Paid {
                top_up,
                reference,
                amount,
            } => {
                let payment = Payment {
                    top_up,
                    source: name.to_owned(),
                    reference,
                    amount_micros: amount.micros,
                    currency: amount.currency,
                };
                self.credit(payment).await
            }
        }
    }

    async fn credit(&self, payment: Payment) -> Result<(), PaymentError> {
        let (id, source) = (payment.top_up, payment.source.clone());
        let credited = self
            .store
            .top_up_pay_all(payment)
            .await
            .map_err(|_| PaymentError::NotStored)?;
        match credited {
            Credited::Now(top_up) => {
                tracing::info!(top_up = %id, organization = %top_up.organization, %source, "a top-up was paid");
                Ok(())
            }
            Credited::Already(_) => Ok(()),
            Credited::Unknown => {
                tracing::error!(top_up = %id, %source, "a payment for a top-up that is not known");
                Err(PaymentError::Refused("there is no such top-up"))
            }
            Credited::Mismatch(_) | Credited::NoBalance(_) => {
                tracing::error!(top_up = %id, %source, "a payment is not the one that was asked for, and is not credited");
                Err(PaymentError::Refused("it is not the payment that was asked for"))
            }
        }
    }
}
