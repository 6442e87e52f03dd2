//! The code that speaks each kind of provider's protocol, behind one trait.
//!
//! An adapter turns outgoing messages into the carrier's requests and the carrier's answers into a closed set of
//! outcomes; it pushes delivery reports, inbound messages and opt-outs into the sink it was made with and answers the
//! carrier only after the sink has them on disk. It never touches the database and never decides about retries.

pub mod africastalking;
pub mod catalog;
pub mod generic;
mod handset;
pub mod http;
mod inbound;
pub mod infobip;
mod outcome;
mod outgoing;
pub mod payments;
mod raw;
mod reason;
mod report;
mod rules;
pub mod senders;
mod settings;
pub mod simulator;
pub mod smpp;
pub mod twilio;
pub mod veevo;
pub mod vonage;
mod webhook;
mod when;

use async_trait::async_trait;
use domain::{MessageId, Millis, Money, ProviderId};

pub use handset::{Handset, Handsets, Received, Written};
pub use inbound::{Content, Inbound, Likeness, OptOut, OptOutWord, Part};
pub use outcome::{Lookup, Outcomes, ProviderFault, Rejection, SendOutcome};
pub use outgoing::Outgoing;
pub use report::Report;
pub use webhook::{WebhookAnswer, WebhookKind, WebhookRefusal, WebhookRequest};

/// What came from the carrier could not be stored: the carrier must send it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it could not be stored; send it again")]
pub struct NotStored;

/// Takes what comes from the carrier's side.
#[async_trait]
pub trait CarrierSink: Send + Sync + 'static {
    /// Stores delivery reports; `Ok` only after they are on disk.
    async fn reports(&self, reports: Vec<Report>) -> Result<(), NotStored>;

    /// Stores inbound messages, or parts of them; `Ok` only after they are on disk.
    async fn inbound(&self, messages: Vec<Inbound>) -> Result<(), NotStored>;

    /// The carrier has our answer to these deliveries for certain (by [`Likeness::key`], and by when they were stored):
    /// what is like them from now on is new.
    async fn inbound_certain(&self, _provider: ProviderId, _certain: Vec<(String, Millis)>) -> Result<(), NotStored> {
        Ok(())
    }

    /// Stores opt-outs (or opt-ins) that the carrier tells of by themselves; `Ok` only after they are on disk.
    async fn opt_outs(&self, opt_outs: Vec<OptOut>) -> Result<(), NotStored>;
}

/// Why a carrier could not be asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AskError {
    /// The carrier has no such question.
    #[error("this carrier does not tell")]
    Unsupported,
    /// It did not answer, or its answer was a refusal; without credentials or whole phone numbers.
    #[error("{0}")]
    Failed(String),
}

/// One provider's connection.
#[async_trait]
pub trait Adapter: Send + Sync + 'static {
    /// The most messages one [`Adapter::send`] takes.
    fn max_batch(&self) -> usize;

    /// Hands the batch to the carrier and pushes an outcome for each message into `outcomes`, as they become known.
    /// Returns when no more outcomes will come.
    async fn send(&self, batch: Vec<Outgoing>, outcomes: Outcomes);

    /// Asks the carrier whether it took this attempt.
    async fn lookup(&self, _message: MessageId, _attempt: u16) -> Lookup {
        Lookup::CannotTell
    }

    /// Asks the carrier what became of the message that it knows as `carrier_id`. The number it went to is E.164.
    async fn query(&self, _carrier_id: &str, _to: &str) -> Result<Report, AskError> {
        Err(AskError::Unsupported)
    }

    /// Asks the carrier for the account's balance.
    async fn balance(&self) -> Result<Money, AskError> {
        Err(AskError::Unsupported)
    }

    /// Whether the carrier can be reached and takes the credentials: the probe of a provider that is DOWN. `Unsupported`
    /// where only a message can tell.
    async fn check(&self) -> Result<(), AskError> {
        match self.balance().await {
            Ok(_) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Takes a webhook of the carrier: verifies it, parses it, pushes it into the sink, and only then answers.
    async fn webhook(&self, _request: &WebhookRequest) -> Result<WebhookAnswer, WebhookRefusal> {
        Err(WebhookRefusal::NotMine)
    }

    /// The phones behind a simulated carrier; `None` where they are real.
    fn handsets(&self) -> Option<&dyn Handsets> {
        None
    }

    /// Opens connections, where the carrier wants them open before the first message; called once, after the lane is
    /// there.
    async fn open(&self) {}

    /// Closes connections; called once after the last [`Adapter::send`] returned.
    async fn close(&self) {}
}
