//! The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038, 6.2.1), as septets of one octet each.
//!
//! Encoding is exact or refused: a character outside the alphabet is named, never replaced. Decoding never fails: it
//! shows what a handset shows. `packing` puts seven bits a septet onto the wire; `national` holds the national shift
//! tables, which nothing sends yet.

pub mod national;
pub mod packing;

/// The septet that announces one of the extension table. It stands in the main table's cell 0x1B.
pub const ESCAPE: u8 = 0x1B;
const ESCAPE_CELL: char = '\u{1B}';
/// Set in a code of [`LOW_CODES`] when the septet follows an [`ESCAPE`].
const EXTENDED: u8 = 0x80;
/// The code of a character outside the alphabet.
const ABSENT: u8 = 0xFF;

/// The main table, by septet.
#[rustfmt::skip]
const MAIN: [char; 128] = [
    '@', '£', '$', '¥', 'è', 'é', 'ù', 'ì', 'ò', 'Ç', '\n', 'Ø', 'ø', '\r', 'Å', 'å',
    'Δ', '_', 'Φ', 'Γ', 'Λ', 'Ω', 'Π', 'Ψ', 'Σ', 'Θ', 'Ξ', ESCAPE_CELL, 'Æ', 'æ', 'ß', 'É',
    ' ', '!', '"', '#', '¤', '%', '&', '\'', '(', ')', '*', '+', ',', '-', '.', '/',
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ':', ';', '<', '=', '>', '?',
    '¡', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O',
    'P', 'Q', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z', 'Ä', 'Ö', 'Ñ', 'Ü', '§',
    '¿', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',
    'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', 'ä', 'ö', 'ñ', 'ü', 'à',
];

/// The extension table: the septet after [`ESCAPE`], and its character.
const EXTENSION: [(u8, char); 10] = [
    (0x0A, '\u{0C}'),
    (0x14, '^'),
    (0x28, '{'),
    (0x29, '}'),
    (0x2F, '\\'),
    (0x3C, '['),
    (0x3D, '~'),
    (0x3E, ']'),
    (0x40, '|'),
    (0x65, '€'),
];

/// The codes of the characters below U+0100: a septet, an extension septet with [`EXTENDED`] set, or [`ABSENT`].
const LOW_CODES: [u8; 256] = low_codes();

const fn low_codes() -> [u8; 256] {
    let mut codes = [ABSENT; 256];
    let mut septet = 0;
    while septet < MAIN.len() {
        let character = MAIN[septet] as usize;
        if character < codes.len() && septet as u8 != ESCAPE {
            codes[character] = septet as u8;
        }
        septet += 1;
    }
    let mut place = 0;
    while place < EXTENSION.len() {
        let (septet, character) = EXTENSION[place];
        if (character as usize) < codes.len() {
            codes[character as usize] = EXTENDED | septet;
        }
        place += 1;
    }
    codes
}

/// A character the alphabet does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not in the GSM 7-bit alphabet")]
pub struct NotInAlphabet(pub char);

/// How many septets `character` takes: 1, 2 through the extension table, `None` when the alphabet does not have it.
pub fn cost(character: char) -> Option<u32> {
    match code_of(character) {
        ABSENT => None,
        code if code & EXTENDED != 0 => Some(2),
        _ => Some(1),
    }
}

/// [`cost`] of an ASCII octet at compile time; 0 when the alphabet does not have it.
pub(crate) const fn low_cost(octet: u8) -> u8 {
    match LOW_CODES[octet as usize] {
        ABSENT => 0,
        code => 1 + (code >> 7),
    }
}

/// Whether every character of `text` is in the alphabet.
pub fn fits(text: &str) -> bool {
    text.chars().all(|character| code_of(character) != ABSENT)
}

/// `text` as septets, one an octet; or the first character the alphabet does not have.
pub fn encode(text: &str) -> Result<Vec<u8>, NotInAlphabet> {
    let mut septets = Vec::with_capacity(text.len());
    for character in text.chars() {
        match code_of(character) {
            ABSENT => return Err(NotInAlphabet(character)),
            code if code & EXTENDED != 0 => septets.extend([ESCAPE, code & !EXTENDED]),
            code => septets.push(code),
        }
    }
    Ok(septets)
}

/// The text of `septets`, one an octet. An escape before a septet without an extension shows the main table's
/// character; two escapes, or one at the end, show a space; an octet that is no septet shows U+FFFD.
pub fn decode(septets: &[u8]) -> String {
    let mut text = String::with_capacity(septets.len());
    let mut rest = septets.iter().copied();
    while let Some(septet) = rest.next() {
        let shown = match septet {
            ESCAPE => rest.next().map_or(' ', escaped),
            _ => main_character(septet),
        };
        text.push(shown);
    }
    text
}

fn escaped(septet: u8) -> char {
    let extended = EXTENSION.iter().find(|(extension, _)| *extension == septet);
    match extended {
        Some((_, character)) => *character,
        None if septet == ESCAPE => ' ',
        None => main_character(septet),
    }
}

fn main_character(septet: u8) -> char {
    MAIN.get(usize::from(septet))
        .copied()
        .unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn code_of(character: char) -> u8 {
    if let Some(code) = LOW_CODES.get(character as usize) {
        return *code;
    }
    match character {
        'Δ' => 0x10,
        'Φ' => 0x12,
        'Γ' => 0x13,
        'Λ' => 0x14,
        'Ω' => 0x15,
        'Π' => 0x16,
        'Ψ' => 0x17,
        'Σ' => 0x18,
        'Θ' => 0x19,
        'Ξ' => 0x1A,
        '€' => EXTENDED | 0x65,
        _ => ABSENT,
    }
}

#[cfg(test)]
mod tests;
