//! Inbound messages: how a text becomes one deliver_sm or many, in any order, with parts repeated or missing.

use bytes::{Bytes, BytesMut};
use domain::alphabet::Alphabet;

use super::pdu::Address;
use super::settings::ReceiptCarrier;
use super::wire::{Write, command, tag};

/// The largest short_message, octets.
const MAX_SHORT_MESSAGE: usize = 254;
/// Octets of a part's text with an 8-bit reference: 153 septets, or 134 octets.
const PART_SEPTETS: usize = 153;
const PART_OCTETS: usize = 134;

/// How the parts of a long message say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joined {
    /// One PDU: short_message, or message_payload where that is too short.
    Single,
    /// User data headers with an 8-bit reference.
    Udh8,
    /// User data headers with a 16-bit reference.
    Udh16,
    /// sar_* TLVs.
    Sar,
    /// One PDU with message_payload.
    Payload,
}

/// A message on its way to an ESME. Built up by its methods; every octet can be chosen.
#[derive(Clone)]
pub struct Delivery {
    account: Option<String>,
    source: Address,
    destination: Address,
    data_coding: u8,
    octets: Vec<u8>,
    joined: Joined,
    reference: u16,
    part_octets: Option<usize>,
    order: Option<Vec<usize>>,
    esm_class: u8,
    tlvs: Vec<(u16, Vec<u8>)>,
    carrier: ReceiptCarrier,
}

impl Delivery {
    /// A text, in the default alphabet where that has it, else in UCS-2.
    pub fn text(from: &str, to: &str, text: &str) -> Self {
        match Alphabet::Gsm7.encode(text) {
            Ok(octets) => Self::octets(from, to, 0, octets),
            Err(_) => Self::octets(
                from,
                to,
                8,
                Alphabet::Ucs2.encode(text).expect("UCS-2 has every character"),
            ),
        }
    }

    /// Octets with a data_coding.
    pub fn octets(from: &str, to: &str, data_coding: u8, octets: Vec<u8>) -> Self {
        Self {
            account: None,
            source: address(from),
            destination: address(to),
            data_coding,
            octets,
            joined: Joined::Single,
            reference: 1,
            part_octets: None,
            order: None,
            esm_class: 0,
            tlvs: Vec::new(),
            carrier: ReceiptCarrier::DeliverSm,
        }
    }

    /// To this system_id; otherwise to whoever is bound, or binds first.
    #[must_use]
    pub fn account(mut self, system_id: &str) -> Self {
        self.account = Some(system_id.to_owned());
        self
    }

    /// In parts that say so like this, all with this reference.
    #[must_use]
    pub fn joined(mut self, how: Joined, reference: u16) -> Self {
        (self.joined, self.reference) = (how, reference);
        self
    }

    /// So many octets of text a part, wherever that cuts a character.
    #[must_use]
    pub fn part_octets(mut self, count: usize) -> Self {
        self.part_octets = Some(count.max(1));
        self
    }

    /// Which parts go out, in this order, from 0: `[1, 0]` swaps two, `[0, 0, 1]` repeats one, `[0, 2]` leaves one out.
    #[must_use]
    pub fn order(mut self, parts: &[usize]) -> Self {
        self.order = Some(parts.to_vec());
        self
    }

    /// With these bits of esm_class, beside UDHI where headers ask for it.
    #[must_use]
    pub fn esm_class(mut self, bits: u8) -> Self {
        self.esm_class = bits;
        self
    }

    /// With one more TLV.
    #[must_use]
    pub fn tlv(mut self, tag: u16, value: &[u8]) -> Self {
        self.tlvs.push((tag, value.to_vec()));
        self
    }

    /// As data_sm instead of deliver_sm.
    #[must_use]
    pub fn by_data_sm(mut self) -> Self {
        self.carrier = ReceiptCarrier::DataSm;
        self
    }

    pub(super) fn into_account(self) -> Option<String> {
        self.account
    }

    /// The command and the bodies, in the order in which they go out.
    pub(super) fn pdus(&self) -> (u32, Vec<Bytes>) {
        let parts: Vec<&[u8]> = match self.joined {
            Joined::Single | Joined::Payload => vec![&self.octets],
            _ => self.octets.chunks(self.chunk()).collect(),
        };
        let total = u8::try_from(parts.len()).expect("a long message has at most 255 parts");
        let every: Vec<usize> = (0..parts.len()).collect();
        let order = self.order.as_deref().unwrap_or(&every);
        let bodies = order.iter().filter_map(|at| {
            let number = u8::try_from(at + 1).ok()?;
            Some(self.body(parts.get(*at)?, total, number))
        });
        let command = match self.carrier {
            ReceiptCarrier::DeliverSm => command::DELIVER_SM,
            ReceiptCarrier::DataSm => command::DATA_SM,
        };
        (command, bodies.collect())
    }

    fn chunk(&self) -> usize {
        let whole = match usual_alphabet(self.data_coding) {
            Alphabet::Gsm7 => PART_SEPTETS,
            _ => PART_OCTETS,
        };
        // The wider header takes one octet more; in UCS-2 a unit is two.
        let usual = match self.joined {
            Joined::Udh16 if self.data_coding == 8 => whole - 2,
            Joined::Udh16 => whole - 1,
            _ => whole,
        };
        self.part_octets.unwrap_or(usual)
    }

    fn body(&self, text: &[u8], total: u8, number: u8) -> Bytes {
        let [high, low] = self.reference.to_be_bytes();
        let (header, tlvs): (Vec<u8>, Vec<(u16, Vec<u8>)>) = match self.joined {
            Joined::Udh8 => (vec![5, 0, 3, low, total, number], Vec::new()),
            Joined::Udh16 => (vec![6, 8, 4, high, low, total, number], Vec::new()),
            Joined::Sar => (
                Vec::new(),
                vec![
                    (tag::SAR_REFERENCE, vec![high, low]),
                    (tag::SAR_TOTAL, vec![total]),
                    (tag::SAR_NUMBER, vec![number]),
                ],
            ),
            Joined::Single | Joined::Payload => Default::default(),
        };
        let udhi = if header.is_empty() { 0 } else { 0x40 };
        let tlvs = [tlvs, self.tlvs.clone()].concat();
        let by_payload = self.joined == Joined::Payload;
        Body {
            source: &self.source,
            destination: &self.destination,
            esm_class: self.esm_class | udhi,
            data_coding: self.data_coding,
            payload: [header, text.to_vec()].concat(),
            by_payload,
            tlvs: &tlvs,
            carrier: self.carrier,
        }
        .encode()
    }
}

/// The fields of a deliver_sm or data_sm.
pub(super) struct Body<'a> {
    pub source: &'a Address,
    pub destination: &'a Address,
    pub esm_class: u8,
    pub data_coding: u8,
    pub payload: Vec<u8>,
    /// message_payload instead of short_message, whatever the length.
    pub by_payload: bool,
    pub tlvs: &'a [(u16, Vec<u8>)],
    pub carrier: ReceiptCarrier,
}

impl Body<'_> {
    /// The body in octets.
    pub fn encode(&self) -> Bytes {
        let mut out = BytesMut::with_capacity(self.payload.len() + 64);
        out.put_text("");
        for address in [self.source, self.destination] {
            out.extend_from_slice(&[address.ton, address.npi]);
            out.put_text(&address.address);
        }
        let by_data_sm = self.carrier == ReceiptCarrier::DataSm;
        let by_payload = by_data_sm || self.by_payload || self.payload.len() > MAX_SHORT_MESSAGE;
        if by_data_sm {
            out.extend_from_slice(&[self.esm_class, 0, self.data_coding]);
        } else {
            // protocol_id, priority_flag, no schedule, no validity, registered_delivery, replace_if_present_flag.
            out.extend_from_slice(&[self.esm_class, 0, 0, 0, 0, 0, 0, self.data_coding, 0]);
            let short: &[u8] = if by_payload { &[] } else { &self.payload };
            out.extend_from_slice(&[u8::try_from(short.len()).expect("it is at most 254")]);
            out.extend_from_slice(short);
        }
        if by_payload && !self.payload.is_empty() {
            out.put_tlv(tag::MESSAGE_PAYLOAD, &self.payload);
        }
        for (tag, value) in self.tlvs {
            out.put_tlv(*tag, value);
        }
        out.freeze()
    }
}

/// An address with the usual type: a number, a shortcode or a name.
fn address(text: &str) -> Address {
    let digits = text.trim_start_matches('+');
    let is_number = !digits.is_empty() && digits.bytes().all(|octet| octet.is_ascii_digit());
    let (ton, npi) = match digits.len() {
        _ if !is_number => (5, 0),
        0..=6 => (3, 0),
        _ => (1, 1),
    };
    Address {
        ton,
        npi,
        address: digits.to_owned(),
    }
}

/// What a data_coding usually means.
pub fn usual_alphabet(data_coding: u8) -> Alphabet {
    match data_coding {
        0x01 => Alphabet::Ascii,
        0x02 | 0x04 => Alphabet::Binary,
        0x03 => Alphabet::Latin1,
        0x06 => Alphabet::Cyrillic,
        0x07 => Alphabet::Hebrew,
        0x08 | 0x18 => Alphabet::Ucs2,
        0xF0..=0xFF if data_coding & 0x04 != 0 => Alphabet::Binary,
        _ => Alphabet::Gsm7,
    }
}
