//! PDUs of an ESME, decoded as far as a test wants to know them.

use super::wire::{Header, RESPONSE, Reader, command, status, tag};

/// What an ESME sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pdu {
    /// bind_transmitter, bind_receiver or bind_transceiver.
    Bind(Bind),
    /// submit_sm or data_sm.
    Message(Message),
    /// query_sm.
    Query {
        /// Which message.
        message_id: String,
        /// Its source address.
        source: Address,
    },
    /// cancel_sm.
    Cancel {
        /// Which message; empty to select by addresses.
        message_id: String,
        /// Its source address.
        source: Address,
        /// Its destination address.
        destination: Address,
    },
    /// enquire_link.
    EnquireLink,
    /// unbind.
    Unbind,
    /// A response to a request of the SMSC, or a generic_nack.
    Response {
        /// Its command_id, such as 0x80000005 for deliver_sm_resp.
        command: u32,
        /// Its command_status.
        status: u32,
    },
    /// A request that this SMSC does not know, or whose body is not as the standard says.
    Refused {
        /// Its command_id.
        command: u32,
    },
}

/// A bind.
#[derive(Clone, PartialEq, Eq)]
pub struct Bind {
    /// Whether the ESME may submit.
    pub transmits: bool,
    /// Whether the ESME gets deliver_sm.
    pub receives: bool,
    /// Who binds.
    pub system_id: String,
    /// Its password; not in `Debug`.
    pub password: String,
    /// system_type.
    pub system_type: String,
    /// interface_version, 0x34 for 3.4.
    pub version: u8,
    /// address_range.
    pub address_range: String,
}

impl std::fmt::Debug for Bind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Bind({} version {:#x})", self.system_id, self.version)
    }
}

/// An address with its type.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// Type of number.
    pub ton: u8,
    /// Numbering plan.
    pub npi: u8,
    /// The address itself, without `+`.
    pub address: String,
}

impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let masked = domain::phone::mask(&self.address);
        write!(f, "{}/{}:{masked}", self.ton, self.npi)
    }
}

/// A submit_sm or a data_sm.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Message {
    /// Whether it came as data_sm.
    pub by_data_sm: bool,
    /// service_type.
    pub service_type: String,
    /// The sender.
    pub source: Address,
    /// The receiver.
    pub destination: Address,
    /// esm_class.
    pub esm_class: u8,
    /// protocol_id.
    pub protocol_id: u8,
    /// priority_flag.
    pub priority: u8,
    /// schedule_delivery_time.
    pub schedule: String,
    /// validity_period.
    pub validity: String,
    /// registered_delivery.
    pub registered_delivery: u8,
    /// replace_if_present_flag.
    pub replace: u8,
    /// data_coding.
    pub data_coding: u8,
    /// short_message, user data header included.
    pub short_message: Vec<u8>,
    /// TLVs in their order.
    pub tlvs: Vec<(u16, Vec<u8>)>,
}

impl std::fmt::Debug for Message {
    /// Without the text.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (source, destination) = (&self.source, &self.destination);
        let octets = self.payload().len();
        let (class, coding) = (self.esm_class, self.data_coding);
        write!(
            f,
            "Message({source:?} to {destination:?}, {octets} octets, esm_class {class:#x}, data_coding {coding:#x})"
        )
    }
}

/// The place of a message among the parts of a long one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// What all parts share.
    pub reference: u16,
    /// How many there are.
    pub total: u8,
    /// Which this is, from 1.
    pub number: u8,
}

impl Message {
    /// The value of the first TLV with this tag.
    pub fn tlv(&self, tag: u16) -> Option<&[u8]> {
        self.tlvs
            .iter()
            .find(|(one, _)| *one == tag)
            .map(|(_, value)| value.as_slice())
    }

    /// short_message, or message_payload where there is one; user data header included.
    pub fn payload(&self) -> &[u8] {
        self.tlv(tag::MESSAGE_PAYLOAD).unwrap_or(&self.short_message)
    }

    /// The user data header, without its length octet; empty where there is none.
    pub fn header(&self) -> &[u8] {
        let payload = self.payload();
        match payload.first() {
            Some(length) if self.esm_class & 0x40 != 0 => payload.get(1..=usize::from(*length)).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The text's octets, without the user data header.
    pub fn text_octets(&self) -> &[u8] {
        let header = self.header().len();
        let skipped = if self.esm_class & 0x40 != 0 { header + 1 } else { 0 };
        self.payload().get(skipped..).unwrap_or_default()
    }

    /// Its place among parts, told by the user data header or by sar_* TLVs.
    pub fn segment(&self) -> Option<Segment> {
        let mut header = self.header();
        while let [element, length, rest @ ..] = header {
            let (value, after) = rest.split_at_checked(usize::from(*length))?;
            match (*element, value) {
                (0x00, [reference, total, number]) => return Some(segment(u16::from(*reference), *total, *number)),
                (0x08, [high, low, total, number]) => {
                    return Some(segment(u16::from_be_bytes([*high, *low]), *total, *number));
                }
                _ => header = after,
            }
        }
        let reference = self.tlv(tag::SAR_REFERENCE)?.try_into().ok()?;
        let [total] = self.tlv(tag::SAR_TOTAL)? else {
            return None;
        };
        let [number] = self.tlv(tag::SAR_NUMBER)? else {
            return None;
        };
        Some(segment(u16::from_be_bytes(reference), *total, *number))
    }

    /// The text, read in the usual alphabet of its data_coding.
    pub fn text(&self) -> String {
        super::deliver::usual_alphabet(self.data_coding).decode(self.text_octets())
    }
}

const fn segment(reference: u16, total: u8, number: u8) -> Segment {
    Segment {
        reference,
        total,
        number,
    }
}

/// Reads one PDU. A body that is not as the standard says gives the status of its response.
pub fn decode(header: Header, body: &[u8]) -> Result<Pdu, u32> {
    let mut reader = Reader(body);
    match header.command {
        command::BIND_RECEIVER => bind(&mut reader, false, true),
        command::BIND_TRANSMITTER => bind(&mut reader, true, false),
        command::BIND_TRANSCEIVER => bind(&mut reader, true, true),
        command::SUBMIT_SM => submit(&mut reader).map(Pdu::Message),
        command::DATA_SM => data(&mut reader).map(Pdu::Message),
        command::QUERY_SM => Ok(Pdu::Query {
            message_id: reader.text(65).ok_or(status::INVALID_MESSAGE_ID)?,
            source: address(&mut reader, 21).ok_or(status::INVALID_SOURCE)?,
        }),
        command::CANCEL_SM => {
            reader.text(6).ok_or(status::INVALID_SERVICE_TYPE)?;
            Ok(Pdu::Cancel {
                message_id: reader.text(65).ok_or(status::INVALID_MESSAGE_ID)?,
                source: address(&mut reader, 21).ok_or(status::INVALID_SOURCE)?,
                destination: address(&mut reader, 21).ok_or(status::INVALID_DESTINATION)?,
            })
        }
        command::ENQUIRE_LINK => Ok(Pdu::EnquireLink),
        command::UNBIND => Ok(Pdu::Unbind),
        other if other & RESPONSE != 0 => Ok(Pdu::Response {
            command: other,
            status: header.status,
        }),
        command::REPLACE_SM => Err(status::REPLACE_FAILED),
        command::SUBMIT_MULTI => Err(status::SUBMIT_FAILED),
        _ => Err(status::INVALID_COMMAND),
    }
}

fn bind(reader: &mut Reader<'_>, transmits: bool, receives: bool) -> Result<Pdu, u32> {
    let system_id = reader.text(16).ok_or(status::INVALID_SYSTEM_ID)?;
    let password = reader.text(9).ok_or(status::INVALID_PASSWORD)?;
    let system_type = reader.text(13).ok_or(status::INVALID_SYSTEM_TYPE)?;
    let version = reader.octet().ok_or(status::INVALID_COMMAND_LENGTH)?;
    let range = address(reader, 41).ok_or(status::INVALID_COMMAND_LENGTH)?;
    Ok(Pdu::Bind(Bind {
        transmits,
        receives,
        system_id,
        password,
        system_type,
        version,
        address_range: range.address,
    }))
}

fn address(reader: &mut Reader<'_>, most: usize) -> Option<Address> {
    Some(Address {
        ton: reader.octet()?,
        npi: reader.octet()?,
        address: reader.text(most)?,
    })
}

fn submit(reader: &mut Reader<'_>) -> Result<Message, u32> {
    let mut message = Message {
        service_type: reader.text(6).ok_or(status::INVALID_SERVICE_TYPE)?,
        source: address(reader, 21).ok_or(status::INVALID_SOURCE)?,
        destination: address(reader, 21).ok_or(status::INVALID_DESTINATION)?,
        ..Message::default()
    };
    let short = status::INVALID_COMMAND_LENGTH;
    message.esm_class = reader.octet().ok_or(short)?;
    message.protocol_id = reader.octet().ok_or(short)?;
    message.priority = reader.octet().ok_or(short)?;
    message.schedule = reader.text(17).ok_or(status::INVALID_SCHEDULE)?;
    message.validity = reader.text(17).ok_or(status::INVALID_EXPIRY)?;
    message.registered_delivery = reader.octet().ok_or(short)?;
    message.replace = reader.octet().ok_or(short)?;
    message.data_coding = reader.octet().ok_or(short)?;
    let _default_message = reader.octet().ok_or(short)?;
    let length = reader.octet().ok_or(short)?;
    let octets = reader
        .octets(usize::from(length))
        .ok_or(status::INVALID_MESSAGE_LENGTH)?;
    message.short_message = octets.to_vec();
    message.tlvs = reader.tlvs().ok_or(status::INVALID_TLV_STREAM)?;
    Ok(message)
}

fn data(reader: &mut Reader<'_>) -> Result<Message, u32> {
    let mut message = Message {
        by_data_sm: true,
        service_type: reader.text(6).ok_or(status::INVALID_SERVICE_TYPE)?,
        source: address(reader, 65).ok_or(status::INVALID_SOURCE)?,
        destination: address(reader, 65).ok_or(status::INVALID_DESTINATION)?,
        ..Message::default()
    };
    let short = status::INVALID_COMMAND_LENGTH;
    message.esm_class = reader.octet().ok_or(short)?;
    message.registered_delivery = reader.octet().ok_or(short)?;
    message.data_coding = reader.octet().ok_or(short)?;
    message.tlvs = reader.tlvs().ok_or(status::INVALID_TLV_STREAM)?;
    Ok(message)
}
