//! SMPP's bytes: the numbers of commands, statuses and TLVs, and how fields are read and written. Written from the
//! standard, apart from Tuma's own codec, so that one cannot hide the other's faults.

use bytes::{BufMut, Bytes, BytesMut};

/// The octets of a header.
pub const HEADER: usize = 16;
/// The largest PDU that is read, octets; a longer one is answered ESME_RINVCMDLEN.
pub const MAX_PDU: usize = 64 << 10;
/// The bit of a response.
pub const RESPONSE: u32 = 0x8000_0000;

/// command_id.
pub mod command {
    #![allow(missing_docs, reason = "the names are the standard's")]
    pub const GENERIC_NACK: u32 = 0x8000_0000;
    pub const BIND_RECEIVER: u32 = 0x01;
    pub const BIND_TRANSMITTER: u32 = 0x02;
    pub const QUERY_SM: u32 = 0x03;
    pub const SUBMIT_SM: u32 = 0x04;
    pub const DELIVER_SM: u32 = 0x05;
    pub const UNBIND: u32 = 0x06;
    pub const REPLACE_SM: u32 = 0x07;
    pub const CANCEL_SM: u32 = 0x08;
    pub const BIND_TRANSCEIVER: u32 = 0x09;
    pub const OUTBIND: u32 = 0x0B;
    pub const ENQUIRE_LINK: u32 = 0x15;
    pub const SUBMIT_MULTI: u32 = 0x21;
    pub const DATA_SM: u32 = 0x103;
}

/// command_status.
pub mod status {
    #![allow(missing_docs, reason = "the names are the standard's")]
    pub const OK: u32 = 0x00;
    pub const INVALID_MESSAGE_LENGTH: u32 = 0x01;
    pub const INVALID_COMMAND_LENGTH: u32 = 0x02;
    pub const INVALID_COMMAND: u32 = 0x03;
    pub const INVALID_BIND_STATUS: u32 = 0x04;
    pub const ALREADY_BOUND: u32 = 0x05;
    pub const INVALID_PRIORITY: u32 = 0x06;
    pub const INVALID_REGISTERED_DELIVERY: u32 = 0x07;
    pub const SYSTEM_ERROR: u32 = 0x08;
    pub const INVALID_SOURCE: u32 = 0x0A;
    pub const INVALID_DESTINATION: u32 = 0x0B;
    pub const INVALID_MESSAGE_ID: u32 = 0x0C;
    pub const BIND_FAILED: u32 = 0x0D;
    pub const INVALID_PASSWORD: u32 = 0x0E;
    pub const INVALID_SYSTEM_ID: u32 = 0x0F;
    pub const CANCEL_FAILED: u32 = 0x11;
    pub const REPLACE_FAILED: u32 = 0x13;
    pub const QUEUE_FULL: u32 = 0x14;
    pub const INVALID_SERVICE_TYPE: u32 = 0x15;
    pub const SUBMIT_FAILED: u32 = 0x45;
    pub const INVALID_SYSTEM_TYPE: u32 = 0x53;
    pub const THROTTLED: u32 = 0x58;
    pub const INVALID_SCHEDULE: u32 = 0x61;
    pub const INVALID_EXPIRY: u32 = 0x62;
    pub const TEMPORARY: u32 = 0x64;
    pub const QUERY_FAILED: u32 = 0x67;
    pub const INVALID_TLV_STREAM: u32 = 0xC0;
    pub const MISSING_TLV: u32 = 0xC3;
}

/// Tags of TLVs.
pub mod tag {
    #![allow(missing_docs, reason = "the names are the standard's")]
    pub const RECEIPTED_MESSAGE_ID: u16 = 0x001E;
    pub const USER_MESSAGE_REFERENCE: u16 = 0x0204;
    pub const SAR_REFERENCE: u16 = 0x020C;
    pub const SAR_TOTAL: u16 = 0x020E;
    pub const SAR_NUMBER: u16 = 0x020F;
    pub const INTERFACE_VERSION: u16 = 0x0210;
    pub const NETWORK_ERROR_CODE: u16 = 0x0423;
    pub const MESSAGE_PAYLOAD: u16 = 0x0424;
    pub const MESSAGE_STATE: u16 = 0x0427;
}

/// The header of a PDU.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// The whole PDU, header included.
    pub length: u32,
    /// Which PDU it is.
    pub command: u32,
    /// The result, in a response.
    pub status: u32,
    /// What the response repeats.
    pub sequence: u32,
}

impl Header {
    /// The header at the start of `octets`, once all of it is there.
    pub fn read(octets: &[u8]) -> Option<Self> {
        let mut fields = octets
            .get(..HEADER)?
            .chunks_exact(4)
            .map(|four| four.iter().fold(0, |number, octet| (number << 8) | u32::from(*octet)));
        Some(Self {
            length: fields.next()?,
            command: fields.next()?,
            status: fields.next()?,
            sequence: fields.next()?,
        })
    }
}

/// One whole PDU in octets.
pub fn pdu(command: u32, status: u32, sequence: u32, body: &[u8]) -> Bytes {
    let mut out = BytesMut::with_capacity(HEADER + body.len());
    for number in [(HEADER + body.len()) as u32, command, status, sequence] {
        out.put_u32(number);
    }
    out.put_slice(body);
    out.freeze()
}

/// Reads fields from a body; `None` where the body is too short or a text does not end in time.
pub struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    /// One octet.
    pub fn octet(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// `count` octets.
    pub fn octets(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// A text that ends in NUL, of at most `most` octets with it.
    pub fn text(&mut self, most: usize) -> Option<String> {
        let end = self.0.iter().take(most).position(|octet| *octet == 0)?;
        let text = String::from_utf8_lossy(&self.0[..end]).into_owned();
        self.0 = &self.0[end + 1..];
        Some(text)
    }

    /// All TLVs to the end of the body.
    pub fn tlvs(&mut self) -> Option<Vec<(u16, Vec<u8>)>> {
        let mut tlvs = Vec::new();
        while !self.0.is_empty() {
            let tag = u16::from_be_bytes([self.octet()?, self.octet()?]);
            let length = u16::from_be_bytes([self.octet()?, self.octet()?]);
            tlvs.push((tag, self.octets(usize::from(length))?.to_vec()));
        }
        Some(tlvs)
    }
}

/// Writes fields of a body.
pub trait Write: BufMut {
    /// A text and its NUL.
    fn put_text(&mut self, text: &str) {
        self.put_slice(text.as_bytes());
        self.put_u8(0);
    }

    /// A TLV.
    fn put_tlv(&mut self, tag: u16, value: &[u8]) {
        self.put_u16(tag);
        self.put_u16(u16::try_from(value.len()).expect("no double writes a TLV of 64 KiB"));
        self.put_slice(value);
    }
}

impl<T: BufMut> Write for T {}
