//! A text cut into the PDUs that carry it: by user data headers, by sar TLVs, or whole in a message_payload.
//!
//! GSM-7 and UCS-2 are cut where `domain::segment` counted; every other alphabet by octets, and no character of any is
//! ever cut in two. Nothing is replaced: a character that the alphabet does not have is refused.

use bytes::Bytes;
use domain::alphabet::{Alphabet, NotInAlphabet};
use domain::gsm7::packing;
use domain::segment::{self, Encoding, MAX_SEGMENTS, Reference};

use crate::tlv::{Tlvs, tag};
use crate::udh::Concatenation;

/// Octets of user data in one SMS, header included.
const USER_DATA_OCTETS: usize = 140;
/// Characters of one SMS in an alphabet that the network turns into GSM-7.
const USER_DATA_SEPTETS: usize = 160;
/// The most octets that a message_payload is given; with the rest of its PDU it stays below the ceiling.
pub const MAX_PAYLOAD_OCTETS: usize = 60_000;

/// How the parts of a long message are held together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A header in the user data, with a reference of 8 or 16 bits.
    Header(Reference),
    /// The three sar TLVs; the peer makes the header.
    Sar(u16),
    /// One PDU, the text in message_payload; the peer cuts it.
    Payload,
}

/// One PDU's share of a text.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// The short_message, its header first when there is one.
    pub short_message: Bytes,
    /// Whether it begins with a header: esm_class gets 0x40.
    pub has_header: bool,
    /// The sar TLVs or the message_payload.
    pub tlvs: Tlvs,
}

impl std::fmt::Debug for Part {
    /// Without the text.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Part({} octets, {:?})", self.short_message.len(), self.tlvs)
    }
}

/// A text that cannot be carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotCarry {
    /// The alphabet does not have a character.
    #[error(transparent)]
    Alphabet(#[from] NotInAlphabet),
    /// More parts than a header can count, or a payload beyond [`MAX_PAYLOAD_OCTETS`].
    #[error("the text is too long: {0} parts or octets")]
    TooLong(usize),
}

/// Cuts `text`, written in `alphabet`; one part without header or TLVs when it fits.
pub fn split(text: &str, alphabet: Alphabet, way: Way) -> Result<Vec<Part>, CannotCarry> {
    let pieces = cut(text, alphabet, way)?;
    if let [piece] = pieces.as_slice() {
        return Ok(vec![Part {
            short_message: alphabet.encode(piece)?.into(),
            ..Part::default()
        }]);
    }
    if way == Way::Payload {
        return Ok(vec![payload(alphabet.encode(text)?)?]);
    }
    let total = u8::try_from(pieces.len()).map_err(|_| CannotCarry::TooLong(pieces.len()))?;
    pieces
        .iter()
        .zip(1..=total)
        .map(|(piece, number)| part(piece, alphabet, way, (total, number)))
        .collect()
}

fn payload(octets: Vec<u8>) -> Result<Part, CannotCarry> {
    if octets.len() > MAX_PAYLOAD_OCTETS {
        return Err(CannotCarry::TooLong(octets.len()));
    }
    Ok(Part {
        tlvs: Tlvs::new().with(tag::MESSAGE_PAYLOAD, octets),
        ..Part::default()
    })
}

fn part(piece: &str, alphabet: Alphabet, way: Way, (total, number): (u8, u8)) -> Result<Part, CannotCarry> {
    let (reference, wide) = match way {
        Way::Header(Reference::Bits8(reference)) => (u16::from(reference), false),
        Way::Header(Reference::Bits16(reference)) => (reference, true),
        Way::Sar(reference) => {
            return Ok(Part {
                short_message: alphabet.encode(piece)?.into(),
                has_header: false,
                tlvs: Tlvs::new()
                    .with_u16(tag::SAR_MSG_REF_NUM, reference)
                    .with_u8(tag::SAR_TOTAL_SEGMENTS, total)
                    .with_u8(tag::SAR_SEGMENT_SEQNUM, number),
            });
        }
        Way::Payload => (0, false),
    };
    let mut octets = Concatenation {
        reference,
        total,
        number,
    }
    .header(wide);
    if alphabet == Alphabet::Gsm7Packed {
        // Only packed septets have fill bits; unpacked ones follow the header at once.
        let septets = Alphabet::Gsm7.encode(piece)?;
        octets.extend(packing::pack(&septets, packing::fill_bits(octets.len())));
    } else {
        octets.extend(alphabet.encode(piece)?);
    }
    Ok(Part {
        short_message: octets.into(),
        has_header: true,
        tlvs: Tlvs::new(),
    })
}

/// The pieces of `text` that fit one SMS each: one when all of it does.
fn cut(text: &str, alphabet: Alphabet, way: Way) -> Result<Vec<&str>, CannotCarry> {
    // The peer makes the header of sar parts; it is reckoned with 8 bits, as segments are counted.
    let reference = match way {
        Way::Header(reference) => reference,
        Way::Sar(_) | Way::Payload => Reference::Bits8(0),
    };
    let encoding = match alphabet {
        Alphabet::Gsm7 | Alphabet::Gsm7Packed => Some(Encoding::Gsm7),
        Alphabet::Ucs2 => Some(Encoding::Ucs2),
        _ => None,
    };
    let Some(encoding) = encoding else {
        return cut_by_octets(text, alphabet, reference);
    };
    match segment::split(text, reference) {
        Ok(segments) if segments.iter().all(|segment| segment.encoding == encoding) => {
            Ok(segments.into_iter().map(|segment| segment.text).collect())
        }
        Err(too_many) if way != Way::Payload => Err(CannotCarry::TooLong(too_many.0)),
        // To be UCS-2 though GSM-7 would do, or not in the alphabet, or for the peer to cut.
        _ => cut_by_octets(text, alphabet, reference),
    }
}

/// Fills parts greedily with whole characters. Also cuts a text that GSM-7 would hold but is to be UCS-2.
fn cut_by_octets(text: &str, alphabet: Alphabet, reference: Reference) -> Result<Vec<&str>, CannotCarry> {
    let total = alphabet.encode(text)?.len();
    let header = match reference {
        Reference::Bits8(_) => 6,
        Reference::Bits16(_) => 7,
    };
    let (single, room) = match alphabet {
        Alphabet::Ascii => (USER_DATA_SEPTETS, (USER_DATA_OCTETS - header) * 8 / 7),
        _ => (USER_DATA_OCTETS, USER_DATA_OCTETS - header),
    };
    if total <= single {
        return Ok(vec![text]);
    }
    let mut pieces = Vec::with_capacity(total / room + 1);
    let (mut start, mut used) = (0, 0);
    for (at, character) in text.char_indices() {
        let cost = octets_of(alphabet, character);
        if used + cost > room {
            pieces.push(&text[start..at]);
            (start, used) = (at, 0);
        }
        used += cost;
    }
    pieces.push(&text[start..]);
    if pieces.len() > MAX_SEGMENTS && pieces.len() * room > MAX_PAYLOAD_OCTETS {
        return Err(CannotCarry::TooLong(pieces.len()));
    }
    Ok(pieces)
}

fn octets_of(alphabet: Alphabet, character: char) -> usize {
    match alphabet {
        Alphabet::Ucs2 => character.len_utf16() * 2,
        Alphabet::Utf8 => character.len_utf8(),
        _ => 1,
    }
}

#[cfg(test)]
mod tests;
