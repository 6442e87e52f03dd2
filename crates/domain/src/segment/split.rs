//! A text cut into the segments that [`count`](super::count) counted, each with its concatenation header.

use super::{Encoding, Filling, MAX_SEGMENTS};

/// The concatenation reference that all segments of one message share; vary it per destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    /// `05 00 03 rr tt nn`: what every handset knows.
    Bits8(u8),
    /// `06 08 04 rrrr tt nn`: one octet more, and far fewer collisions.
    Bits16(u16),
}

impl Reference {
    pub(super) const fn header_octets(self) -> u32 {
        match self {
            Self::Bits8(_) => super::HEADER_OCTETS_8_BITS,
            Self::Bits16(_) => super::HEADER_OCTETS_8_BITS + 1,
        }
    }

    fn header(self, total: u8, number: u8) -> Header {
        match self {
            Self::Bits8(reference) => Header {
                octets: [5, 0, 3, reference, total, number, 0],
                length: 6,
            },
            Self::Bits16(reference) => {
                let [high, low] = reference.to_be_bytes();
                Header {
                    octets: [6, 8, 4, high, low, total, number],
                    length: 7,
                }
            }
        }
    }
}

/// The user data header of one segment; empty when the message has only one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Header {
    octets: [u8; 7],
    length: u8,
}

impl Header {
    /// Its octets, the length octet first.
    pub fn as_bytes(&self) -> &[u8] {
        &self.octets[..usize::from(self.length)]
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }
}

/// One SMS of a message.
#[derive(Clone, PartialEq, Eq)]
pub struct Segment<'a> {
    /// Its part of the text.
    pub text: &'a str,
    /// The whole message's encoding.
    pub encoding: Encoding,
    /// Units it takes, the header not counted.
    pub units: u32,
    /// The header that joins it to the others.
    pub header: Header,
}

impl std::fmt::Debug for Segment<'_> {
    /// Without the text: bodies do not belong in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Segment({} {}, header {:02x?})",
            self.units,
            self.encoding,
            self.header.as_bytes()
        )
    }
}

/// A text that one message cannot carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the text takes {0} segments, a message has at most {MAX_SEGMENTS}")]
pub struct TooManySegments(pub usize);

/// Cuts `text` into segments, filled greedily; one without a header when it fits.
pub fn split(text: &str, reference: Reference) -> Result<Vec<Segment<'_>>, TooManySegments> {
    let (encoding, units) = super::measure(text);
    if units <= encoding.room(0) {
        return Ok(vec![Segment {
            text,
            encoding,
            units,
            header: Header::default(),
        }]);
    }
    let mut segments = cut(text, encoding, encoding.room(reference.header_octets()));
    let total = segments.len();
    let total_octet = u8::try_from(total).map_err(|_| TooManySegments(total))?;
    for (segment, number) in segments.iter_mut().zip(1..=total_octet) {
        segment.header = reference.header(total_octet, number);
    }
    Ok(segments)
}

fn cut(text: &str, encoding: Encoding, room: u32) -> Vec<Segment<'_>> {
    let mut segments = Vec::new();
    let mut filling = Filling::new(room);
    let mut start = 0;
    let mut units = 0;
    for (at, character) in text.char_indices() {
        if filling.add(encoding.cost(character)) {
            segments.push(Segment {
                text: &text[start..at],
                encoding,
                units,
                header: Header::default(),
            });
            start = at;
        }
        units = filling.used;
    }
    segments.push(Segment {
        text: &text[start..],
        encoding,
        units,
        header: Header::default(),
    });
    segments
}
