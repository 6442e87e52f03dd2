//! The byte stream cut into PDUs. Nothing is allocated for a length before the ceiling has been checked, and nothing
//! after a broken length is read: the stream cannot be aligned again.

use bytes::{Buf, BufMut, BytesMut};

use crate::command::Command;
use crate::status::Status;

/// Octets of the header.
pub const HEADER_OCTETS: usize = 16;
/// The largest PDU that is read, unless a setting says otherwise; ample for a message_payload.
pub const MAX_PDU_OCTETS: usize = 64 * 1024;

/// The header without its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Which command, bit 31 set in a response.
    pub command_id: u32,
    /// The result, in a response.
    pub status: Status,
    /// What ties a response to its request.
    pub sequence: u32,
}

/// One PDU, its body not read yet.
#[derive(Debug)]
pub struct Frame {
    /// The header.
    pub header: Header,
    /// What follows it.
    pub body: BytesMut,
}

/// A command_length below 16 or above the ceiling: answer with generic_nack ESME_RINVCMDLEN, then close.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a command_length of {length} octets")]
pub struct BadLength {
    /// The length that was claimed.
    pub length: u32,
    /// The sequence number to answer with: that of the header when it looks like one, else 0.
    pub sequence: u32,
}

/// Takes the first PDU off `input`; `None` when it is not whole yet.
pub fn next(input: &mut BytesMut, max_octets: usize) -> Result<Option<Frame>, BadLength> {
    let Some(length) = input.first_chunk().map(|octets| u32::from_be_bytes(*octets)) else {
        return Ok(None);
    };
    let octets = usize::try_from(length).unwrap_or(usize::MAX);
    if octets < HEADER_OCTETS || octets > max_octets {
        let sequence = sequence_of_broken(input);
        return Err(BadLength { length, sequence });
    }
    if input.len() < octets {
        input.reserve(octets - input.len());
        return Ok(None);
    }
    let mut body = input.split_to(octets);
    body.advance(4);
    let header = Header {
        command_id: body.get_u32(),
        status: Status(body.get_u32()),
        sequence: body.get_u32(),
    };
    Ok(Some(Frame { header, body }))
}

fn sequence_of_broken(input: &[u8]) -> u32 {
    let word = |at: usize| input.get(at..at + 4).map(|mut octets| octets.get_u32());
    match (word(4).and_then(Command::from_id), word(12)) {
        (Some(_), Some(sequence)) => sequence,
        _ => 0,
    }
}

/// Writes a header, its length 0 until [`finish`] knows it; gives the place of the PDU.
pub(crate) fn begin(output: &mut BytesMut, header: Header) -> usize {
    let start = output.len();
    output.put_u32(0);
    output.put_u32(header.command_id);
    output.put_u32(header.status.0);
    output.put_u32(header.sequence);
    start
}

/// Fills in the length of the PDU that began at `start` and ends here.
pub(crate) fn finish(output: &mut BytesMut, start: usize) {
    // A PDU is made of bounded fields and TLVs of at most 64 KiB; its length fits.
    let length = (output.len() - start) as u32;
    output[start..start + 4].copy_from_slice(&length.to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pdu(sequence: u32, body: &[u8]) -> Vec<u8> {
        let mut output = BytesMut::new();
        let header = Header {
            command_id: 4,
            status: Status::ROK,
            sequence,
        };
        let start = begin(&mut output, header);
        output.put_slice(body);
        finish(&mut output, start);
        output.to_vec()
    }

    fn read_all(chunks: &[&[u8]]) -> Vec<(u32, Vec<u8>)> {
        let mut input = BytesMut::new();
        let mut frames = Vec::new();
        for chunk in chunks {
            input.put_slice(chunk);
            while let Some(frame) = next(&mut input, MAX_PDU_OCTETS).unwrap() {
                frames.push((frame.header.sequence, frame.body.to_vec()));
            }
        }
        assert!(input.is_empty());
        frames
    }

    #[test]
    fn lengths_out_of_bounds_are_refused_at_once() {
        for (octets, length, sequence) in [
            (&b"GET / HTTP/1.1\r\nHost: x"[..], 0x4745_5420, 0),
            (&[0, 0, 0, 15], 15, 0),
            (&[0, 0, 0, 0, 0, 0, 0, 0x15, 0, 0, 0, 0, 0, 0, 0, 1], 0, 1),
            (
                &[0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0x15, 0, 0, 0, 0, 0, 0, 0, 9],
                0x7FFF_FFFF,
                9,
            ),
            (&[0, 1, 0, 1], 65_537, 0),
        ] {
            let mut input = BytesMut::from(octets);
            let capacity = input.capacity();
            assert_eq!(
                next(&mut input, MAX_PDU_OCTETS).unwrap_err(),
                BadLength { length, sequence }
            );
            assert_eq!(
                input.capacity(),
                capacity,
                "nothing may be allocated for a refused length"
            );
        }
    }

    #[test]
    fn a_pdu_at_the_ceiling_is_read() {
        let octets = pdu(1, &vec![7; MAX_PDU_OCTETS - HEADER_OCTETS]);
        assert_eq!(octets.len(), MAX_PDU_OCTETS);
        assert_eq!(read_all(&[&octets]).len(), 1);
    }

    proptest! {
        #[test]
        fn however_the_stream_is_split_the_pdus_are_the_same(
            bodies in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..60), 1..8),
            cuts in proptest::collection::vec(any::<prop::sample::Index>(), 0..12),
        ) {
            let expected: Vec<_> = (1u32..).zip(bodies.clone()).collect();
            let stream: Vec<u8> = expected.iter().flat_map(|(sequence, body)| pdu(*sequence, body)).collect();
            let octets: Vec<&[u8]> = stream.chunks(1).collect();
            prop_assert_eq!(read_all(&octets), expected.clone());
            let mut places: Vec<usize> = cuts.iter().map(|cut| cut.index(stream.len())).collect();
            places.extend([0, stream.len()]);
            places.sort_unstable();
            let chunks: Vec<&[u8]> = places.windows(2).map(|pair| &stream[pair[0]..pair[1]]).collect();
            prop_assert_eq!(read_all(&chunks), expected);
        }

        #[test]
        fn arbitrary_octets_never_panic_or_allocate_beyond_the_ceiling(
            octets in proptest::collection::vec(any::<u8>(), 0..200),
            ceiling in 16usize..4096,
        ) {
            let mut input = BytesMut::from(&octets[..]);
            while let Ok(Some(frame)) = next(&mut input, ceiling) {
                prop_assert!(frame.body.len() + HEADER_OCTETS <= ceiling);
            }
            prop_assert!(input.capacity() <= octets.len().max(8) + 2 * ceiling);
        }
    }
}
