//! The fields of each command. Text fields are without their NUL; octet fields are what the standard says they are.

use std::fmt;

use bytes::Bytes;

use crate::address::Address;
use crate::status::Status;
use crate::tlv::{Tlvs, tag};

/// The mandatory fields of a PDU.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Body {
    /// None: unbind, enquire_link, generic_nack, most responses, and whatever response could not be read.
    #[default]
    Empty,
    /// A bind request.
    Bind(Box<Bind>),
    /// A bind response: the server's system_id.
    SystemId(String),
    /// outbind.
    Outbind(Outbind),
    /// submit_sm, deliver_sm and data_sm.
    Message(Box<Message>),
    /// The responses to those: the message_id.
    MessageId(String),
    /// query_sm.
    Query(Query),
    /// query_sm_resp.
    QueryAnswer(QueryAnswer),
    /// cancel_sm.
    Cancel(Box<Cancel>),
    /// replace_sm.
    Replace(Box<Replace>),
    /// alert_notification.
    Alert(Alert),
    /// submit_multi.
    Multi(Box<Multi>),
    /// submit_multi_resp.
    MultiAnswer(MultiAnswer),
    /// The broadcast commands and their responses: the octets, TLVs among them.
    Opaque(Bytes),
}

/// The large ones are boxed, so that a queue of PDUs is moved cheaply.
macro_rules! boxed {
    ($($name:ident)*) => {
        $(impl From<$name> for Body {
            fn from(fields: $name) -> Self {
                Self::$name(Box::new(fields))
            }
        })*
    };
}

boxed!(Bind Message Cancel Replace Multi);

/// bind_transmitter, bind_receiver, bind_transceiver.
#[derive(Clone, PartialEq, Eq)]
pub struct Bind {
    /// At most 15 characters.
    pub system_id: String,
    /// At most 8 characters.
    pub password: String,
    /// At most 12 characters.
    pub system_type: String,
    /// 0x34, 0x50; up to 0x33 the peer knows no TLVs.
    pub interface_version: u8,
    /// Of the addresses that the client serves, at most 40 characters.
    pub address_range: Address,
}

impl Default for Bind {
    fn default() -> Self {
        Self {
            system_id: String::new(),
            password: String::new(),
            system_type: String::new(),
            interface_version: 0x34,
            address_range: Address::default(),
        }
    }
}

/// outbind.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Outbind {
    /// At most 15 characters.
    pub system_id: String,
    /// At most 8 characters.
    pub password: String,
}

/// submit_sm, deliver_sm, and data_sm, which has fewer fields: those it lacks are at their default.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Message {
    /// At most 5 characters, mostly empty.
    pub service_type: String,
    /// At most 20 characters.
    pub source: Address,
    /// At most 20 characters.
    pub destination: Address,
    /// Mode, type, and the UDHI bit 0x40.
    pub esm_class: u8,
    /// TP-PID. Not in data_sm.
    pub protocol_id: u8,
    /// 0 to 3. Not in data_sm.
    pub priority: u8,
    /// Empty, or 16 characters ([`crate::time`]). Not in data_sm.
    pub schedule_delivery_time: String,
    /// Empty, or 16 characters ([`crate::time`]). Not in data_sm.
    pub validity_period: String,
    /// Which receipts are asked for.
    pub registered_delivery: u8,
    /// 0 or 1. Not in data_sm.
    pub replace_if_present: u8,
    /// The alphabet ([`crate::coding`]).
    pub data_coding: u8,
    /// A predefined message. Not in data_sm.
    pub default_message_id: u8,
    /// The text, at most 255 octets. Not in data_sm.
    pub short_message: Bytes,
}

impl Message {
    /// The octets of the text, wherever they are: message_payload when there is one, else short_message.
    pub fn user_data<'a>(&'a self, tlvs: &'a Tlvs) -> &'a Bytes {
        tlvs.get(tag::MESSAGE_PAYLOAD)
            .filter(|payload| !payload.is_empty())
            .unwrap_or(&self.short_message)
    }
}

/// submit_multi.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Multi {
    /// As of a submit_sm, but for the destination, which stays empty.
    pub message: Message,
    /// Where it goes, at most 255.
    pub destinations: Vec<Destination>,
}

/// A destination of a submit_multi.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// A phone, at most 20 characters.
    Address(Address),
    /// A list that the server keeps, by its name of at most 20 characters.
    List(String),
}

/// submit_multi_resp.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MultiAnswer {
    /// At most 64 characters: one id for all.
    pub message_id: String,
    /// The phones that it does not go to, each with why; at most 255.
    pub unsuccessful: Vec<(Address, Status)>,
}

/// query_sm.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// At most 64 characters.
    pub message_id: String,
    /// The source of the message asked about.
    pub source: Address,
}

/// query_sm_resp.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QueryAnswer {
    /// At most 64 characters.
    pub message_id: String,
    /// When it became final; empty before.
    pub final_date: String,
    /// [`crate::receipt::State`].
    pub message_state: u8,
    /// Network specific.
    pub error_code: u8,
}

/// cancel_sm.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cancel {
    /// At most 5 characters.
    pub service_type: String,
    /// Which message; empty cancels all from source to destination.
    pub message_id: String,
    /// The message's source.
    pub source: Address,
    /// The message's destination.
    pub destination: Address,
}

/// replace_sm.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Replace {
    /// Which message.
    pub message_id: String,
    /// The message's source.
    pub source: Address,
    /// Empty, or 16 characters.
    pub schedule_delivery_time: String,
    /// Empty, or 16 characters.
    pub validity_period: String,
    /// Which receipts are asked for.
    pub registered_delivery: u8,
    /// A predefined message.
    pub default_message_id: u8,
    /// The new text, at most 255 octets.
    pub short_message: Bytes,
}

/// alert_notification.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Alert {
    /// The handset that can be reached again.
    pub source: Address,
    /// Who asked to be told.
    pub esme: Address,
}

impl fmt::Debug for Bind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bind({:?}, version {:#04x})", self.system_id, self.interface_version)
    }
}

impl fmt::Debug for Outbind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Outbind({:?})", self.system_id)
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            source, destination, ..
        } = self;
        write!(
            f,
            "Message({source:?} to {destination:?}, esm_class {:#04x}, data_coding {:#04x}, {} octets)",
            self.esm_class,
            self.data_coding,
            self.short_message.len()
        )
    }
}

impl fmt::Debug for Replace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Replace({:?}, {} octets)", self.message_id, self.short_message.len())
    }
}
