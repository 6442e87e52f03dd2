//! Payment providers: whoever takes money from people for an organization's balance, behind one trait.
//!
//! A provider opens a page where somebody pays, and tells by a webhook what became of it. It never touches a balance:
//! what it says is an event that the engine takes, once, however often it is told.

mod minor;
pub mod stripe;

use async_trait::async_trait;
use domain::{Money, TopUpId};

use crate::WebhookRequest;

/// What somebody is to pay.
#[derive(Debug, Clone)]
pub struct CheckoutRequest {
    /// Which top-up it is for.
    pub top_up: TopUpId,
    /// How much.
    pub amount: Money,
    /// What the payer reads that it is for.
    pub description: String,
    /// Where the payer goes afterwards.
    pub success_url: String,
    /// Where the payer goes who gives up.
    pub cancel_url: String,
}

/// A page on which somebody pays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkout {
    /// The payment provider's reference.
    pub reference: String,
    /// Where the page is.
    pub url: String,
}

/// Why there is no page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckoutError {
    /// It does not take this amount or currency.
    #[error("{0}")]
    Refused(String),
    /// It cannot be reached, or is busy: try again later.
    #[error("{0}")]
    Unavailable(String),
}

/// What a payment provider tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaymentEvent {
    /// Somebody paid.
    Paid {
        /// For which top-up.
        top_up: TopUpId,
        /// The payment provider's reference.
        reference: String,
        /// How much.
        amount: Money,
    },
    /// Nobody will pay.
    Failed {
        /// For which top-up.
        top_up: TopUpId,
        /// Why.
        why: String,
    },
    /// Nothing that concerns a balance.
    Other,
}

/// Why a webhook is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EventError {
    /// It is not the payment provider's.
    #[error("{0}")]
    NotAuthentic(&'static str),
    /// It cannot be read.
    #[error("{0}")]
    Malformed(&'static str),
}

/// Takes money from people.
#[async_trait]
pub trait PaymentProvider: Send + Sync + 'static {
    /// Its name, as top-ups keep it.
    fn name(&self) -> &'static str;

    /// Opens a page for somebody to pay on. The same top-up gets the same page again.
    async fn checkout(&self, request: &CheckoutRequest) -> Result<Checkout, CheckoutError>;

    /// What a webhook tells, if it is the payment provider's own.
    fn event(&self, request: &WebhookRequest) -> Result<PaymentEvent, EventError>;
}
