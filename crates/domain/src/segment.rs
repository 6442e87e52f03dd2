//! How a text is carried: GSM-7 or UCS-2, in how many segments (3GPP TS 23.040), and cut into them.
//!
//! A *unit* is what a segment's room is counted in: a septet in GSM-7, where a character of the extension table takes
//! two, and a 16-bit unit in UCS-2, where a character above U+FFFF takes two. A two-unit character is never cut;
//! grapheme clusters may be, the handset joins the parts. [`count`] is on accept's path: it reads the text once and
//! allocates only to name the characters that force UCS-2.

mod split;

pub use split::{Header, Reference, Segment, TooManySegments, split};

use serde::{Deserialize, Serialize};

use crate::gsm7;

/// The most characters [`SegmentCount::offending`] names.
pub const MAX_OFFENDING: usize = 50;
/// The most segments one message can have: the header counts them in one octet.
pub const MAX_SEGMENTS: usize = 255;
/// Octets of user data in one SMS, header included.
const USER_DATA_OCTETS: u32 = 140;
/// Octets of the header with an 8-bit reference, which [`count`] counts with.
const HEADER_OCTETS_8_BITS: u32 = 6;

/// How characters become units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Encoding {
    /// The GSM 7-bit default alphabet with its extension table.
    #[serde(rename = "GSM-7")]
    Gsm7,
    /// UTF-16, big end first.
    #[serde(rename = "UCS-2")]
    Ucs2,
}

impl Encoding {
    /// `GSM-7` or `UCS-2`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gsm7 => "GSM-7",
            Self::Ucs2 => "UCS-2",
        }
    }

    /// Units that fit one segment beside a header of `header_octets`: 160, 153, 152 or 70, 67, 66.
    const fn room(self, header_octets: u32) -> u32 {
        let octets = USER_DATA_OCTETS - header_octets;
        match self {
            Self::Gsm7 => octets * 8 / 7,
            Self::Ucs2 => octets / 2,
        }
    }

    /// Units of `character`, which must be in the alphabet for GSM-7.
    fn cost(self, character: char) -> u32 {
        match self {
            Self::Gsm7 => gsm7::cost(character).unwrap_or(1),
            Self::Ucs2 => character.len_utf16() as u32,
        }
    }
}

impl std::fmt::Display for Encoding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a text takes to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentCount {
    /// GSM-7 when every character is in its alphabet.
    pub encoding: Encoding,
    /// Segments, with 8-bit references; 1 for an empty text.
    pub segments: u16,
    /// Units of the text, headers not counted.
    pub units: u32,
    /// Units still free in the last segment.
    pub units_left: u32,
    /// The distinct characters that force UCS-2, in order, at most [`MAX_OFFENDING`].
    pub offending: Vec<char>,
}

/// Counts what `text` takes, with 8-bit references.
pub fn count(text: &str) -> SegmentCount {
    let (encoding, units) = measure(text);
    let (segments, used) = fill(text, encoding, units);
    let room = encoding.room(if segments > 1 { HEADER_OCTETS_8_BITS } else { 0 });
    SegmentCount {
        encoding,
        segments: u16::try_from(segments).unwrap_or(u16::MAX),
        units,
        units_left: room - used,
        offending: match encoding {
            Encoding::Gsm7 => Vec::new(),
            Encoding::Ucs2 => offending(text),
        },
    }
}

/// The encoding `text` needs, and its units.
fn measure(text: &str) -> (Encoding, u32) {
    match ascii_septets(text) {
        Some(units) => (Encoding::Gsm7, units),
        None => measure_characters(text),
    }
}

/// Segments and the units used in the last one.
fn fill(text: &str, encoding: Encoding, units: u32) -> (u32, u32) {
    if units <= encoding.room(0) {
        return (1, units);
    }
    let room = encoding.room(HEADER_OCTETS_8_BITS);
    if text.chars().count() == units as usize {
        // Every character takes one unit, so nothing can straddle a border.
        let segments = units.div_ceil(room);
        return (segments, units - (segments - 1) * room);
    }
    let mut filling = Filling::new(room);
    for character in text.chars() {
        filling.add(encoding.cost(character));
    }
    (filling.segments, filling.used)
}

/// Fills segments greedily; a character that does not fit whole begins the next one.
struct Filling {
    room: u32,
    segments: u32,
    used: u32,
}

impl Filling {
    const fn new(room: u32) -> Self {
        Self {
            room,
            segments: 1,
            used: 0,
        }
    }

    /// Adds a character of `cost` units; true when it begins a new segment.
    fn add(&mut self, cost: u32) -> bool {
        let begins = self.used + cost > self.room;
        if begins {
            self.segments += 1;
            self.used = 0;
        }
        self.used += cost;
        begins
    }
}

/// In [`ASCII_COSTS`], an octet that needs a closer look: not in the alphabet, or part of a longer character.
const UNKNOWN: u64 = 1 << 40;
const ASCII_COSTS: [u64; 256] = ascii_costs();

const fn ascii_costs() -> [u64; 256] {
    let mut costs = [UNKNOWN; 256];
    let mut octet = 0;
    while octet < 128 {
        costs[octet] = match gsm7::low_cost(octet as u8) {
            0 => UNKNOWN,
            cost => cost as u64,
        };
        octet += 1;
    }
    costs
}

/// The septets of a text that is all ASCII and all in the alphabet, which most texts are.
fn ascii_septets(text: &str) -> Option<u32> {
    let total: u64 = text.bytes().map(|octet| ASCII_COSTS[usize::from(octet)]).sum();
    u32::try_from(total).ok().filter(|_| total < UNKNOWN)
}

fn measure_characters(text: &str) -> (Encoding, u32) {
    let septets = text
        .chars()
        .try_fold(0, |sum: u32, character| Some(sum + gsm7::cost(character)?));
    match septets {
        Some(units) => (Encoding::Gsm7, units),
        None => (
            Encoding::Ucs2,
            text.chars().map(|character| character.len_utf16() as u32).sum(),
        ),
    }
}

fn offending(text: &str) -> Vec<char> {
    let mut found = Vec::new();
    for character in text.chars() {
        if gsm7::cost(character).is_none() && !found.contains(&character) {
            found.push(character);
            if found.len() == MAX_OFFENDING {
                break;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;
