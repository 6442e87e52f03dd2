//! data_coding to an alphabet and back. What 0x00 means is agreed with each peer, so the default alphabet is handed in.

use std::borrow::Cow;

use domain::alphabet::Alphabet;
use domain::gsm7::packing;

/// What a data_coding says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coding {
    /// How the text is written.
    pub alphabet: Alphabet,
    /// The message class, when there is one; 0 is a message shown at once and not stored ("flash").
    pub class: Option<u8>,
}

/// data_coding 0x00 to 0x08; `None` is an alphabet that Tuma does not read. 0x00 is the peer's default.
const PLAIN: [Option<Alphabet>; 9] = [
    None,
    Some(Alphabet::Ascii),
    Some(Alphabet::Binary),
    Some(Alphabet::Latin1),
    Some(Alphabet::Binary),
    None,
    Some(Alphabet::Cyrillic),
    Some(Alphabet::Hebrew),
    Some(Alphabet::Ucs2),
];

/// Reads `data_coding` for a peer whose 0x00 is `default`; `None` when Tuma does not read that alphabet (JIS, KS C 5601,
/// pictograms, reserved values).
pub fn decode(data_coding: u8, default: Alphabet) -> Option<Coding> {
    let gsm = match default {
        Alphabet::Gsm7Packed => Alphabet::Gsm7Packed,
        _ => Alphabet::Gsm7,
    };
    let class = Some(data_coding & 0x03);
    let (alphabet, class) = match data_coding {
        0x00 => (default, None),
        0x01..=0x08 => (PLAIN[usize::from(data_coding)]?, None),
        0x10..=0x1F => match data_coding >> 2 & 0x03 {
            0 => (gsm, class),
            1 => (Alphabet::Binary, class),
            2 => (Alphabet::Ucs2, class),
            _ => return None,
        },
        // Message waiting: discard or store, in the default alphabet; 0xE0 on stores UCS-2.
        0xC0..=0xDF => (gsm, None),
        0xE0..=0xEF => (Alphabet::Ucs2, None),
        0xF0..=0xFF if data_coding & 0x04 == 0 => (gsm, class),
        0xF0..=0xFF => (Alphabet::Binary, class),
        _ => return None,
    };
    Some(Coding { alphabet, class })
}

/// The data_coding of `alphabet`, as a flash message or not, for a peer whose 0x00 is `default`; `None` when there is
/// none: the alphabet cannot be said to this peer.
pub fn encode(alphabet: Alphabet, default: Alphabet, flash: bool) -> Option<u8> {
    match (alphabet, flash) {
        (Alphabet::Gsm7 | Alphabet::Gsm7Packed, true) if alphabet == default => Some(0x10),
        (_, false) if alphabet == default => Some(0x00),
        (Alphabet::Ascii, false) => Some(0x01),
        (Alphabet::Latin1, false) => Some(0x03),
        (Alphabet::Binary, false) => Some(0x04),
        (Alphabet::Binary, true) => Some(0xF4),
        (Alphabet::Cyrillic, false) => Some(0x06),
        (Alphabet::Hebrew, false) => Some(0x07),
        (Alphabet::Ucs2, false) => Some(0x08),
        (Alphabet::Ucs2, true) => Some(0x18),
        _ => None,
    }
}

/// The text's octets in `user_data`, behind a header of `header_octets` (0 without one), and how they are written: what
/// the parts of a message are joined by. Packed septets are unpacked, since their fill bits are each part's own; seven
/// bits of zeros at the end are fill, as the standard says.
///
/// Some peers say ASCII and write GSM 7-bit, npm's `smpp` unless it is told a data_coding. What shows it are octets that
/// no text in ASCII has and that are letters and signs in the other.
pub fn text_octets(user_data: &[u8], header_octets: usize, alphabet: Alphabet) -> (Alphabet, Cow<'_, [u8]>) {
    let octets = user_data.get(header_octets..).unwrap_or_default();
    match alphabet {
        Alphabet::Gsm7Packed => {}
        Alphabet::Ascii if octets.iter().any(|octet| is_control(*octet)) => {
            return (Alphabet::Gsm7, Cow::Borrowed(octets));
        }
        _ => return (alphabet, Cow::Borrowed(octets)),
    }
    let fill_bits = packing::fill_bits(header_octets);
    let bits = (octets.len() * 8).saturating_sub(usize::from(fill_bits));
    let mut septets = packing::unpack(octets, bits / 7, fill_bits);
    if bits.is_multiple_of(7) && septets.last() == Some(&0) {
        septets.pop();
    }
    (Alphabet::Gsm7, Cow::Owned(septets))
}

/// A control character of ASCII, apart from tabs and the ends of lines.
const fn is_control(octet: u8) -> bool {
    octet.is_ascii_control() && !matches!(octet, b'\t' | b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;
    use Alphabet::{Ascii, Binary, Cyrillic, Gsm7, Gsm7Packed, Hebrew, Latin1, Ucs2, Utf8};

    #[test]
    fn data_codings_are_read_by_the_table() {
        for (data_coding, default, expected) in [
            (0x00, Gsm7, Some((Gsm7, None))),
            (0x00, Latin1, Some((Latin1, None))),
            (0x01, Gsm7, Some((Ascii, None))),
            (0x02, Gsm7, Some((Binary, None))),
            (0x03, Gsm7, Some((Latin1, None))),
            (0x04, Gsm7, Some((Binary, None))),
            (0x05, Gsm7, None),
            (0x06, Gsm7, Some((Cyrillic, None))),
            (0x07, Gsm7, Some((Hebrew, None))),
            (0x08, Gsm7, Some((Ucs2, None))),
            (0x09, Gsm7, None),
            (0x0E, Gsm7, None),
            (0x10, Gsm7Packed, Some((Gsm7Packed, Some(0)))),
            (0x18, Gsm7, Some((Ucs2, Some(0)))),
            (0xC0, Gsm7, Some((Gsm7, None))),
            (0xDF, Latin1, Some((Gsm7, None))),
            (0xF0, Latin1, Some((Gsm7, Some(0)))),
            (0xF1, Gsm7Packed, Some((Gsm7Packed, Some(1)))),
            (0xF5, Gsm7, Some((Binary, Some(1)))),
            (0x80, Gsm7, None),
        ] {
            let read = decode(data_coding, default).map(|coding| (coding.alphabet, coding.class));
            assert_eq!(read, expected, "{data_coding:#04x} {default:?}");
        }
    }

    #[test]
    fn what_is_written_is_read_as_the_same_alphabet() {
        for default in Alphabet::ALL {
            for alphabet in Alphabet::ALL {
                for flash in [false, true] {
                    let Some(data_coding) = encode(alphabet, default, flash) else {
                        continue;
                    };
                    let read = decode(data_coding, default).unwrap();
                    assert_eq!(read.alphabet, alphabet, "{data_coding:#04x} {default:?}");
                    assert_eq!(read.class == Some(0), flash, "{data_coding:#04x} {default:?}");
                }
            }
        }
    }

    #[test]
    fn an_alphabet_that_the_peer_cannot_be_told_is_refused() {
        assert_eq!(encode(Utf8, Gsm7, false), None);
        assert_eq!(encode(Utf8, Utf8, false), Some(0));
        assert_eq!(encode(Gsm7, Latin1, false), None);
        assert_eq!(encode(Latin1, Latin1, true), None);
    }

    #[test]
    fn what_says_ascii_and_cannot_be_is_gsm_7_bit() {
        for (octets, alphabet, read) in [
            (&b"Price [5]\t{a}\r\nb@c"[..], Ascii, "Price [5]\t{a}\r\nb@c"),
            (b"Pay \x025 @ \x1Be", Gsm7, "Pay $5 ¡ €"),
            (b"caf\x05", Gsm7, "café"),
            (b"voil\x7F", Gsm7, "voilà"),
            (b"", Ascii, ""),
        ] {
            let (found, text) = text_octets(octets, 0, Ascii);
            assert_eq!((found, found.decode(&text).as_str()), (alphabet, read));
        }
        assert_eq!(text_octets(b"\x00\x01", 0, Latin1).0, Latin1);
    }
}
