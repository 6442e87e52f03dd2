//! data_coding to an alphabet and back. What 0x00 means is agreed with each peer, and some peers mean by 0x01 what others
//! mean by 0x00, so how both are read is handed in.

use std::borrow::Cow;

use domain::alphabet::Alphabet;
use domain::gsm7::packing;

/// How a peer's data_coding 0x00 and 0x01 are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// What 0x00 stands for.
    pub zero: Alphabet,
    /// What 0x01 stands for; `None`: ASCII, as the standard says, unless the octets show that it is GSM 7-bit.
    pub one: Option<Alphabet>,
}

impl Reading {
    /// A peer whose 0x00 is `default` and whose 0x01 is read by what it holds.
    pub const fn of(default: Alphabet) -> Self {
        Self {
            zero: default,
            one: None,
        }
    }
}

/// What a data_coding says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coding {
    /// How the text is written.
    pub alphabet: Alphabet,
    /// Whether the octets may show that it is written otherwise.
    pub is_guess: bool,
    /// The message class, when there is one; 0 is a message shown at once and not stored ("flash").
    pub class: Option<u8>,
}

/// data_coding 0x00 to 0x08; `None` is an alphabet that Tuma does not read. 0x00 and 0x01 are as the peer means them.
const PLAIN: [Option<Alphabet>; 9] = [
    None,
    None,
    Some(Alphabet::Binary),
    Some(Alphabet::Latin1),
    Some(Alphabet::Binary),
    None,
    Some(Alphabet::Cyrillic),
    Some(Alphabet::Hebrew),
    Some(Alphabet::Ucs2),
];

/// Reads the `data_coding` of a peer; `None` when Tuma does not read that alphabet (JIS, KS C 5601, pictograms, reserved
/// values).
pub fn decode(data_coding: u8, reading: Reading) -> Option<Coding> {
    let gsm = match reading.zero {
        Alphabet::Gsm7Packed => Alphabet::Gsm7Packed,
        _ => Alphabet::Gsm7,
    };
    let class = Some(data_coding & 0x03);
    let (alphabet, class) = match data_coding {
        0x00 => (reading.zero, None),
        0x01 => (reading.one.unwrap_or(Alphabet::Ascii), None),
        0x02..=0x08 => (PLAIN[usize::from(data_coding)]?, None),
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
    Some(Coding {
        alphabet,
        is_guess: data_coding == 0x01 && reading.one.is_none(),
        class,
    })
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
/// Some peers say 0x01 and write GSM 7-bit, npm's `smpp` unless it is told a data_coding. Where it is not known of a peer,
/// what shows it are octets that no text in ASCII has and that are letters and signs in the other.
pub fn text_octets(user_data: &[u8], header_octets: usize, coding: Coding) -> (Alphabet, Cow<'_, [u8]>) {
    let octets = user_data.get(header_octets..).unwrap_or_default();
    let alphabet = coding.alphabet;
    match alphabet {
        Alphabet::Gsm7Packed => {}
        _ if coding.is_guess && octets.iter().any(|octet| is_control(*octet)) => {
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
            let read = decode(data_coding, Reading::of(default)).map(|coding| (coding.alphabet, coding.class));
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
                    let read = decode(data_coding, Reading::of(default)).unwrap();
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
    fn what_says_ascii_and_cannot_be_is_gsm_7_bit_unless_it_is_known_of_the_peer() {
        for (octets, alphabet, read) in [
            (&b"Price [5]\t{a}\r\nb@c"[..], Ascii, "Price [5]\t{a}\r\nb@c"),
            (b"Pay \x025 @ \x1Be", Gsm7, "Pay $5 ¡ €"),
            (b"caf\x05", Gsm7, "café"),
            (b"voil\x7F", Gsm7, "voilà"),
            (b"", Ascii, ""),
        ] {
            let coding = decode(0x01, Reading::of(Gsm7)).unwrap();
            let (found, text) = text_octets(octets, 0, coding);
            assert_eq!((found, found.decode(&text).as_str()), (alphabet, read));
            for known in [Ascii, Gsm7, Latin1] {
                let reading = Reading {
                    one: Some(known),
                    ..Reading::of(Gsm7)
                };
                let coding = decode(0x01, reading).unwrap();
                assert_eq!(text_octets(octets, 0, coding).0, known);
            }
        }
        // Only 0x01 is doubtful.
        for zero in [Ascii, Latin1] {
            let coding = decode(0x00, Reading::of(zero)).unwrap();
            assert_eq!(text_octets(b"\x00\x01", 0, coding).0, zero);
        }
    }

    #[test]
    fn how_a_peer_means_0_and_1_leaves_the_others_alone() {
        for zero in [Gsm7, Gsm7Packed, Ascii, Latin1] {
            for one in [None, Some(Ascii), Some(Gsm7), Some(Latin1)] {
                let reading = Reading { zero, one };
                let usual = Reading::of(zero);
                for data_coding in 0x02..=0xFF {
                    assert_eq!(
                        decode(data_coding, reading),
                        decode(data_coding, usual),
                        "{data_coding:#04x}"
                    );
                }
                assert_eq!(decode(0x00, reading).map(|coding| coding.alphabet), Some(zero));
                assert_eq!(decode(0x01, reading).map(|coding| coding.alphabet), one.or(Some(Ascii)));
            }
        }
    }
}
