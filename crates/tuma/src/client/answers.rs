//! What the API answers with, as far as the command line uses it.
//!
//! Fields that it does not know are left alone, so that an older `tuma` can talk to a newer server; [`Whole`] keeps them
//! for `--json`.

use std::ops::Deref;

use domain::MessageState;
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// An answer as far as it is understood, and as it came.
#[derive(Debug, Clone)]
pub struct Whole<T> {
    read: T,
    came: Value,
}

impl<T> Deref for Whole<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.read
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Whole<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let came = Value::deserialize(from)?;
        let read = T::deserialize(&came).map_err(D::Error::custom)?;
        Ok(Self { read, came })
    }
}

impl<T> Serialize for Whole<T> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.came.serialize(out)
    }
}

/// The answer to a single send.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SentMessage {
    /// Its id.
    pub message_id: String,
    /// `QUEUED` or `SCHEDULED`.
    pub status: MessageState,
    /// E.164.
    pub to: String,
    /// Segments it takes.
    pub segments: u16,
    /// `GSM-7` or `UCS-2`.
    pub encoding: String,
    /// What it will cost.
    pub estimated_cost: String,
    /// Currency of the cost.
    pub currency: String,
    /// When it is due.
    #[serde(default)]
    pub scheduled_at: Option<String>,
}

/// A message with its timeline.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MessageStatus {
    /// Its id.
    pub message_id: String,
    /// Its state.
    pub status: MessageState,
    /// Whether it waits with an unknown outcome.
    #[serde(default)]
    pub held: bool,
    /// E.164.
    pub to: String,
    /// Segments it takes.
    pub segments: u16,
    /// `GSM-7` or `UCS-2`.
    #[serde(default)]
    pub encoding: Option<String>,
    /// The provider's name.
    #[serde(default)]
    pub provider: Option<String>,
    /// What became of it, oldest first.
    pub timeline: Vec<Whole<Event>>,
    /// What it costs.
    #[serde(default)]
    pub cost: Option<Cost>,
}

/// One step in a message's life.
#[derive(Debug, Clone, Deserialize)]
pub struct Event {
    /// What happened.
    pub event: String,
    /// When.
    pub at: String,
    /// In words.
    #[serde(default)]
    pub detail: Option<String>,
}

/// An amount of money.
#[derive(Debug, Clone, Deserialize)]
pub struct Cost {
    /// A decimal number.
    pub amount: String,
    /// Its currency.
    pub currency: String,
}

/// A batch as it stands.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchStatus {
    /// Its id.
    pub batch_id: String,
    /// `RUNNING`, `DONE` or `FAILED`.
    pub status: String,
    /// Rows in it, when known.
    #[serde(default)]
    pub total_recipients: Option<u64>,
    /// The last row taken so far.
    #[serde(default)]
    pub row: u64,
    /// Rows accepted as messages.
    pub accepted: u64,
    /// Rows refused.
    pub refused: u64,
    /// Rows left out as duplicates.
    pub duplicates: u64,
    /// Why it failed as a whole.
    #[serde(default)]
    pub failure: Option<String>,
    /// The first faults.
    #[serde(default)]
    pub faults: Vec<RowFault>,
    /// Whether there are more.
    #[serde(default)]
    pub more_faults: bool,
    /// Where the next page of faults starts.
    #[serde(default)]
    pub next_faults_after: Option<u64>,
}

/// What is wrong with a row, or worth knowing about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowFault {
    /// Row number, from 1, header excluded.
    pub row: u64,
    /// `refused`, `duplicate` or `notice`.
    pub kind: String,
    /// Which field.
    pub field: String,
    /// What is wrong with it.
    pub fault: String,
    /// What to do about it.
    pub mend: String,
}

/// A page of messages, as far as waiting for them needs it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MessagePage {
    /// The messages, newest first.
    pub messages: Vec<ListedMessage>,
    /// Where the next page starts.
    #[serde(default)]
    pub next_cursor: Option<String>,
}

/// A message in a list.
#[derive(Debug, Clone, Deserialize)]
pub struct ListedMessage {
    /// Its state.
    pub status: MessageState,
}

impl BatchStatus {
    /// Whether no more rows will be taken.
    pub fn has_ended(&self) -> bool {
        self.status != "RUNNING"
    }

    /// Whether the file could not be read to its end.
    pub fn has_failed(&self) -> bool {
        self.status == "FAILED"
    }
}
