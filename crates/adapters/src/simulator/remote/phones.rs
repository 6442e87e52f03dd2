//! The phones behind a carrier in another process: asked for there, over the connection that messages take.

use async_trait::async_trait;

use super::Remote;
use super::calls::Found;
use crate::simulator::wire::{ClientFrame, WireNumber, WireText};
use crate::{AskError, Handset, Handsets, Received, Written};

impl Remote {
    async fn ask_phones(&self, question: impl FnOnce(u64) -> ClientFrame) -> Result<Found, AskError> {
        let failed = |why: &str| AskError::Failed(why.to_owned());
        let link = self.link().await;
        let link = link.ok_or_else(|| failed("there is no connection to the carrier"))?;
        let found = self.ask(&link, question).await;
        found.ok_or_else(|| failed("the carrier did not answer in time"))
    }
}

#[async_trait]
impl Handsets for Remote {
    async fn list(&self) -> Result<Vec<Handset>, AskError> {
        match self.ask_phones(|number| ClientFrame::Phones { number }).await? {
            Found::Phones(phones) => Ok(phones),
            _ => Err(unexpected()),
        }
    }

    async fn received(&self, number: &str) -> Result<Vec<Received>, AskError> {
        let of = WireNumber(number.into());
        match self.ask_phones(|number| ClientFrame::Phone { number, of }).await? {
            Found::Phone(messages) => Ok(messages),
            _ => Err(unexpected()),
        }
    }

    async fn write(&self, text: Written) -> Result<(), AskError> {
        let text = WireText {
            id: text.id,
            from: text.from,
            to: text.to,
            body: text.body,
        };
        match self.ask_phones(|number| ClientFrame::Text { number, text }).await? {
            Found::Written => Ok(()),
            _ => Err(unexpected()),
        }
    }
}

fn unexpected() -> AskError {
    AskError::Failed("the carrier answered another question".to_owned())
}
