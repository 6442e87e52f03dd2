//! Optional parameters as they stand on the wire: a tag and its octets, in their order.
//!
//! Kept raw so that unknown ones travel on and a wrong length in one never spoils the others; of duplicates the first
//! counts. The accessors read a value leniently. `Debug` shows tags and lengths, never values.

use std::fmt;

use bytes::{Buf, BufMut, Bytes, BytesMut};

use crate::status::Status;

macro_rules! tags {
    ($($value:literal $name:ident $meaning:literal)*) => {
        $(#[doc = concat!(stringify!($value), ": ", $meaning, ".")]
        pub const $name: u16 = $value;)*
    };
}

/// The tags that somebody here reads or writes.
pub mod tag {
    tags! {
        0x0005 DEST_ADDR_SUBUNIT "1 shows the message at once"
        0x0017 QOS_TIME_TO_LIVE "validity in seconds"
        0x001D ADDITIONAL_STATUS_INFO_TEXT "words about a status"
        0x001E RECEIPTED_MESSAGE_ID "the message_id that a receipt is about"
        0x0204 USER_MESSAGE_REFERENCE "the sender's own reference"
        0x020A SOURCE_PORT "application port"
        0x020B DESTINATION_PORT "application port"
        0x020C SAR_MSG_REF_NUM "the same in all parts of a message"
        0x020E SAR_TOTAL_SEGMENTS "how many parts"
        0x020F SAR_SEGMENT_SEQNUM "which part, from 1"
        0x0210 SC_INTERFACE_VERSION "the server's version"
        0x0381 CALLBACK_NUM "a number to call back"
        0x0422 MS_AVAILABILITY_STATUS "whether a handset can be reached"
        0x0423 NETWORK_ERROR_CODE "network type and error code"
        0x0424 MESSAGE_PAYLOAD "a text longer than short_message holds"
        0x0425 DELIVERY_FAILURE_REASON "why a delivery failed"
        0x0427 MESSAGE_STATE "what became of a message"
        0x0428 CONGESTION_STATE "0 idle to 99 congested"
    }
}

/// One optional parameter.
#[derive(Clone, PartialEq, Eq)]
pub struct Tlv {
    /// Which one.
    pub tag: u16,
    /// Its octets.
    pub value: Bytes,
}

/// The optional parameters of one PDU.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Tlvs(Vec<Tlv>);

impl Tlvs {
    /// None.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Reads the rest of a PDU. The fault is ESME_RINVTLVLEN for a length beyond the PDU, ESME_RINVTLVSTREAM for
    /// octets too few for a parameter; what was read before it is given too.
    pub fn parse(mut octets: Bytes) -> (Self, Result<(), Status>) {
        let mut tlvs = Self::new();
        while octets.len() >= 4 {
            let (tag, length) = (octets.get_u16(), usize::from(octets.get_u16()));
            if length > octets.len() {
                return (tlvs, Err(Status::RINVTLVLEN));
            }
            let value = octets.split_to(length);
            tlvs.0.push(Tlv { tag, value });
        }
        let result = match octets.len() {
            0 => Ok(()),
            _ => Err(Status::RINVTLVSTREAM),
        };
        (tlvs, result)
    }

    /// Adds one; a value longer than 65,535 octets is cut, which no PDU under the ceiling can have.
    #[must_use]
    pub fn with(mut self, tag: u16, value: impl Into<Bytes>) -> Self {
        let mut value = value.into();
        value.truncate(usize::from(u16::MAX));
        self.0.push(Tlv { tag, value });
        self
    }

    /// Adds one of one octet.
    #[must_use]
    pub fn with_u8(self, tag: u16, value: u8) -> Self {
        self.with(tag, vec![value])
    }

    /// Adds one of two octets.
    #[must_use]
    pub fn with_u16(self, tag: u16, value: u16) -> Self {
        self.with(tag, value.to_be_bytes().to_vec())
    }

    /// Adds a C-string.
    #[must_use]
    pub fn with_c_string(self, tag: u16, value: &str) -> Self {
        let mut octets = value.as_bytes().to_vec();
        octets.push(0);
        self.with(tag, octets)
    }

    /// The octets of the first one with `tag`.
    pub fn get(&self, tag: u16) -> Option<&Bytes> {
        self.0.iter().find(|tlv| tlv.tag == tag).map(|tlv| &tlv.value)
    }

    /// An integer: the last octet of the value, however many it has.
    pub fn u8(&self, tag: u16) -> Option<u8> {
        self.get(tag)?.last().copied()
    }

    /// An integer of two octets; one octet is taken too.
    pub fn u16(&self, tag: u16) -> Option<u16> {
        match self.get(tag)?.as_ref() {
            [low] => Some(u16::from(*low)),
            [.., high, low] => Some(u16::from_be_bytes([*high, *low])),
            [] => None,
        }
    }

    /// A C-string, up to its NUL; a missing NUL is tolerated. Octets that are no UTF-8 show U+FFFD.
    pub fn text(&self, tag: u16) -> Option<String> {
        let octets = self.get(tag)?;
        let end = octets.iter().position(|octet| *octet == 0).unwrap_or(octets.len());
        Some(String::from_utf8_lossy(&octets[..end]).into_owned())
    }

    /// All, in their order.
    pub fn iter(&self) -> std::slice::Iter<'_, Tlv> {
        self.0.iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Octets they take in a PDU.
    pub fn encoded_length(&self) -> usize {
        self.0.iter().map(|tlv| 4 + tlv.value.len()).sum()
    }

    /// Writes them.
    pub fn encode(&self, into: &mut BytesMut) {
        for tlv in &self.0 {
            into.put_u16(tlv.tag);
            // `with` and `parse` let no longer value in.
            into.put_u16(tlv.value.len() as u16);
            into.put_slice(&tlv.value);
        }
    }
}

impl fmt::Debug for Tlv {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#06x}[{}]", self.tag, self.value.len())
    }
}

impl fmt::Debug for Tlvs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.0).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_duplicates_the_first_counts() {
        let tlvs = Tlvs::new()
            .with_u8(tag::MESSAGE_STATE, 2)
            .with_u8(tag::MESSAGE_STATE, 5);
        assert_eq!(tlvs.u8(tag::MESSAGE_STATE), Some(2));
    }

    #[test]
    fn a_missing_nul_is_tolerated() {
        let tlvs = Tlvs::new().with(tag::RECEIPTED_MESSAGE_ID, "4f1c2d");
        assert_eq!(tlvs.text(tag::RECEIPTED_MESSAGE_ID).unwrap(), "4f1c2d");
        let tlvs = Tlvs::new().with_c_string(tag::RECEIPTED_MESSAGE_ID, "4f1c2d");
        assert_eq!(tlvs.text(tag::RECEIPTED_MESSAGE_ID).unwrap(), "4f1c2d");
    }

    #[test]
    fn what_stands_before_a_fault_is_kept() {
        let octets = Bytes::from_static(&[0x04, 0x27, 0, 1, 2, 0x04, 0x24, 0xFF, 0xFF, 1]);
        let (tlvs, result) = Tlvs::parse(octets);
        assert_eq!(
            (tlvs.u8(tag::MESSAGE_STATE), result),
            (Some(2), Err(Status::RINVTLVLEN))
        );
        let (_, result) = Tlvs::parse(Bytes::from_static(&[0x04, 0x27, 0]));
        assert_eq!(result, Err(Status::RINVTLVSTREAM));
    }

    #[test]
    fn a_wrong_length_of_one_does_not_spoil_it() {
        let tlvs = Tlvs::new()
            .with_u16(tag::MESSAGE_STATE, 2)
            .with_u8(tag::SAR_MSG_REF_NUM, 7);
        assert_eq!(tlvs.u8(tag::MESSAGE_STATE), Some(2));
        assert_eq!(tlvs.u16(tag::SAR_MSG_REF_NUM), Some(7));
        assert_eq!(tlvs.u16(tag::USER_MESSAGE_REFERENCE), None);
    }
}
