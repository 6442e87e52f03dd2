//! As much of SMPP 3.4 as the two ends of a benchmark need: whole PDUs cut out of a buffer, and PDUs written into one.
//!
//! Written beside the product's own crate on purpose: what stands on the other side of the wire must cost little, and
//! must not be mistaken in the same way.

use std::io;

/// Octets of the header.
pub const HEADER_BYTES: usize = 16;
/// The longest PDU that is read, and the size of the buffers for reading.
pub const BUFFER_BYTES: usize = 1 << 20;

/// Command ids of SMPP 3.4, 5.1.2.1.
pub const BIND_RECEIVER: u32 = 1;
pub const BIND_TRANSMITTER: u32 = 2;
pub const SUBMIT: u32 = 4;
pub const DELIVER: u32 = 5;
pub const UNBIND: u32 = 6;
pub const BIND_TRANSCEIVER: u32 = 9;
pub const ENQUIRE_LINK: u32 = 0x15;
/// The bit that makes a command its response.
pub const RESPONSE: u32 = 0x8000_0000;
/// The command status of what went well.
pub const OK: u32 = 0;

/// One PDU.
#[derive(Debug, Clone, Copy)]
pub struct Pdu<'a> {
    /// Which command.
    pub command: u32,
    /// The result, in a response.
    pub status: u32,
    /// What ties a response to its request.
    pub sequence: u32,
    /// What follows the header.
    pub body: &'a [u8],
}

impl<'a> Pdu<'a> {
    /// The first whole PDU in `bytes`; `None` where it is not whole yet.
    ///
    /// # Errors
    /// Where its length makes no sense.
    pub fn first(bytes: &'a [u8]) -> io::Result<Option<Self>> {
        if bytes.len() < HEADER_BYTES {
            return Ok(None);
        }
        let length = word(bytes, 0) as usize;
        if !(HEADER_BYTES..=BUFFER_BYTES).contains(&length) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "not a PDU"));
        }
        Ok(bytes.get(HEADER_BYTES..length).map(|body| Self {
            command: word(bytes, 4),
            status: word(bytes, 8),
            sequence: word(bytes, 12),
            body,
        }))
    }

    /// Octets with the header.
    pub fn length(&self) -> usize {
        HEADER_BYTES + self.body.len()
    }
}

/// Writes a PDU behind what is in `out`.
pub fn push(out: &mut Vec<u8>, command: u32, sequence: u32, body: &[u8]) {
    let length = (HEADER_BYTES + body.len()) as u32;
    for value in [length, command, OK, sequence] {
        out.extend_from_slice(&value.to_be_bytes());
    }
    out.extend_from_slice(body);
}

/// The text that ends at the next zero byte, and the rest behind it.
pub fn text(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| *byte == 0)?;
    Some((&bytes[..end], &bytes[end + 1..]))
}

fn word(bytes: &[u8], at: usize) -> u32 {
    let octets = bytes[at..at + 4].iter();
    octets.fold(0, |word, octet| (word << 8) | u32::from(*octet))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_when_it_is_whole() {
        let mut bytes = Vec::new();
        push(&mut bytes, SUBMIT, 7, b"body");
        for cut in 0..bytes.len() {
            assert!(Pdu::first(&bytes[..cut]).unwrap().is_none());
        }
        let pdu = Pdu::first(&bytes).unwrap().unwrap();
        assert_eq!((pdu.command, pdu.status, pdu.sequence), (SUBMIT, OK, 7));
        assert_eq!((pdu.body, pdu.length()), (&b"body"[..], bytes.len()));
    }

    #[test]
    fn what_is_no_pdu_is_an_error() {
        assert!(Pdu::first(b"GET / HTTP/1.1\r\n\r\n").is_err());
        assert!(Pdu::first(&[0; 16]).is_err());
    }
}
