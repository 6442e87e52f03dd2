//! The alphabets that carriers put texts in, and how to write and read each. Nothing is ever replaced silently: a text
//! that an alphabet does not have is refused.

use serde::{Deserialize, Serialize};

use crate::{gsm7, ucs2};

/// How the characters of a text are put into octets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[repr(i64)]
pub enum Alphabet {
    /// GSM 7-bit, one septet an octet.
    Gsm7 = 1,
    /// GSM 7-bit, eight septets in seven octets.
    Gsm7Packed = 2,
    /// UTF-16, big end first, which carriers call UCS-2.
    Ucs2 = 3,
    /// ISO-8859-1.
    Latin1 = 4,
    /// US-ASCII.
    Ascii = 5,
    /// UTF-8.
    Utf8 = 6,
    /// ISO-8859-5, Cyrillic.
    Cyrillic = 7,
    /// ISO-8859-8, Hebrew.
    Hebrew = 8,
    /// Octets that are no text; shown in hexadecimal.
    Binary = 9,
}

/// A character that an alphabet does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not in the alphabet")]
pub struct NotInAlphabet(pub char);

impl Alphabet {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Gsm7,
        Self::Gsm7Packed,
        Self::Ucs2,
        Self::Latin1,
        Self::Ascii,
        Self::Utf8,
        Self::Cyrillic,
        Self::Hebrew,
        Self::Binary,
    ];

    /// The alphabet stored as `code`.
    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|one| *one as i64 == code)
    }

    /// `text` in octets; or the first character that the alphabet does not have. `Binary` has none.
    pub fn encode(self, text: &str) -> Result<Vec<u8>, NotInAlphabet> {
        match self {
            Self::Gsm7 => gsm7::encode(text).map_err(|absent| NotInAlphabet(absent.0)),
            Self::Gsm7Packed => {
                let septets = gsm7::encode(text).map_err(|absent| NotInAlphabet(absent.0))?;
                Ok(gsm7::packing::pack(&septets, 0))
            }
            Self::Ucs2 => Ok(ucs2::encode(text)),
            Self::Utf8 => Ok(text.as_bytes().to_vec()),
            Self::Latin1 => octets(text, |c| u8::try_from(u32::from(c)).ok()),
            Self::Ascii => octets(text, |c| c.is_ascii().then_some(c as u8)),
            Self::Cyrillic => octets(text, |c| eight_bit(c, encoding_rs::ISO_8859_5)),
            Self::Hebrew => octets(text, |c| eight_bit(c, encoding_rs::ISO_8859_8)),
            Self::Binary => Err(NotInAlphabet(text.chars().next().unwrap_or(' '))),
        }
    }

    /// The text of `octets`. What cannot be read shows U+FFFD; packed octets that end in a fill of seven bits lose the
    /// `@` that it looks like, as the standard asks.
    pub fn decode(self, octets: &[u8]) -> String {
        match self {
            Self::Gsm7 => gsm7::decode(octets),
            Self::Gsm7Packed => {
                let mut count = octets.len() * 8 / 7;
                let septets = gsm7::packing::unpack(octets, count, 0);
                if octets.len().is_multiple_of(7) && septets.last() == Some(&0) {
                    count -= 1;
                }
                gsm7::decode(&septets[..count.min(septets.len())])
            }
            Self::Ucs2 => ucs2::decode(octets),
            Self::Utf8 => String::from_utf8_lossy(octets).into_owned(),
            Self::Latin1 => octets.iter().map(|octet| char::from(*octet)).collect(),
            Self::Ascii => octets
                .iter()
                .map(|octet| {
                    if octet.is_ascii() {
                        char::from(*octet)
                    } else {
                        char::REPLACEMENT_CHARACTER
                    }
                })
                .collect(),
            Self::Cyrillic => encoding_rs::ISO_8859_5
                .decode_without_bom_handling(octets)
                .0
                .into_owned(),
            Self::Hebrew => encoding_rs::ISO_8859_8
                .decode_without_bom_handling(octets)
                .0
                .into_owned(),
            Self::Binary => octets.iter().map(|octet| format!("{octet:02x}")).collect(),
        }
    }
}

fn octets(text: &str, octet_of: impl Fn(char) -> Option<u8>) -> Result<Vec<u8>, NotInAlphabet> {
    text.chars().map(|c| octet_of(c).ok_or(NotInAlphabet(c))).collect()
}

fn eight_bit(character: char, encoding: &'static encoding_rs::Encoding) -> Option<u8> {
    let mut buffer = [0; 4];
    let (octets, _, unmappable) = encoding.encode(character.encode_utf8(&mut buffer));
    match (&*octets, unmappable) {
        ([octet], false) => Some(*octet),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_alphabet_refuses_what_it_does_not_have() {
        for (alphabet, text, absent) in [
            (Alphabet::Gsm7, "fee ½", '½'),
            (Alphabet::Latin1, "€5", '€'),
            (Alphabet::Ascii, "café", 'é'),
            (Alphabet::Cyrillic, "Привет 🙂", '🙂'),
            (Alphabet::Hebrew, "שלום ж", 'ж'),
        ] {
            assert_eq!(alphabet.encode(text), Err(NotInAlphabet(absent)));
        }
    }

    #[test]
    fn texts_come_back_as_they_were() {
        for (alphabet, text) in [
            (Alphabet::Gsm7, "Ünïts @ {5€}"),
            (Alphabet::Gsm7Packed, "hellohello"),
            (Alphabet::Gsm7Packed, "sevens!"),
            (Alphabet::Ucs2, "فیس 🙂"),
            (Alphabet::Latin1, "Señor ÿ"),
            (Alphabet::Cyrillic, "Привет"),
            (Alphabet::Hebrew, "שלום"),
            (Alphabet::Utf8, "فیس 🙂"),
        ] {
            let text = text.replace('ï', "i");
            assert_eq!(alphabet.decode(&alphabet.encode(&text).unwrap()), text, "{alphabet:?}");
        }
    }

    #[test]
    fn octets_that_are_no_text_are_shown_in_hexadecimal() {
        assert_eq!(Alphabet::Binary.decode(&[0x00, 0xFF]), "00ff");
        assert_eq!(Alphabet::Ascii.decode(&[0x41, 0xC3]), "A\u{FFFD}");
    }

    proptest! {
        #[test]
        fn no_octets_make_decoding_fail(octets in proptest::collection::vec(any::<u8>(), 0..300)) {
            for alphabet in Alphabet::ALL {
                let _ = alphabet.decode(&octets);
            }
        }
    }
}
