//! What an SMSC does wrong, one thing at a time. Each waits in the script for the next occasion that it fits; a script
//! that mixes occasions keeps the order within each of them.

use std::collections::VecDeque;

use serde::Deserialize;

/// One misbehaviour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Misbehaviour {
    /// Takes a connection and never says a word.
    BlackHole,
    /// Closes a connection as soon as it is there.
    CloseAtConnect,
    /// Sends a deliver_sm before the bind.
    DeliverBeforeBound,
    /// Sends an outbind as soon as the connection is there.
    Outbind,
    /// Answers a bind with this status.
    RefuseBind(u32),
    /// Never answers a bind.
    SilentBind,
    /// Takes a message and never answers.
    NoResponse,
    /// Takes a message, answers neither it nor anything after it on this session.
    FallSilent,
    /// Answers a message with a generic_nack of this status and the message's sequence_number; does not take it.
    Nack(u32),
    /// The same with sequence_number 0.
    NackWithoutSequence(u32),
    /// Refuses a message with this status.
    Refuse(u32),
    /// Sends unbind instead of an answer, does not take the message, and closes after unbind_resp.
    UnbindAtSubmit,
    /// Closes instead of an answer; does not take the message.
    CloseAtSubmit,
    /// Takes a message and closes without an answer.
    TakeAndClose,
    /// Takes a message and answers with a PDU whose command_length is below 16.
    ShortLength,
    /// Takes a message and answers with a PDU whose command_length is absurd.
    LongLength,
    /// Sends a request that no standard knows, then answers as usual.
    UnknownCommand,
    /// Sends a submit_sm_resp that answers nothing, then answers as usual.
    StrayResponse,
    /// Takes a message and closes in the middle of its response.
    CutMidPdu,
    /// Writes everything of this session one octet at a time from here on.
    ByteByByte,
    /// Holds so many responses, this message's first, and sends them last first (sooner, where no more come).
    ReverseOrder(usize),
    /// Sends a receipt for an id that was never given, then answers as usual.
    UnknownReceipt,
    /// Does not answer an enquire_link.
    SilentEnquireLink,
}

/// When a misbehaviour can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// A connection is there.
    Connect,
    /// A bind came.
    Bind,
    /// A submit_sm or data_sm came.
    Submit,
    /// An enquire_link came.
    EnquireLink,
}

impl Misbehaviour {
    /// When it shows.
    pub const fn occasion(self) -> Occasion {
        match self {
            Self::BlackHole | Self::CloseAtConnect | Self::DeliverBeforeBound | Self::Outbind => Occasion::Connect,
            Self::RefuseBind(_) | Self::SilentBind => Occasion::Bind,
            Self::SilentEnquireLink => Occasion::EnquireLink,
            _ => Occasion::Submit,
        }
    }
}

/// The misbehaviours that wait.
#[derive(Debug, Default)]
pub struct Script(VecDeque<Misbehaviour>);

impl Script {
    /// One more, after those that wait.
    pub fn push(&mut self, how: Misbehaviour) {
        self.0.push_back(how);
    }

    /// The next for `occasion`.
    pub fn take(&mut self, occasion: Occasion) -> Option<Misbehaviour> {
        let at = self.0.iter().position(|how| how.occasion() == occasion)?;
        self.0.remove(at)
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}
