//! Texts cut every way, and put together again.

use proptest::prelude::*;

use super::*;
use crate::{coding, udh};

const HEADER: Way = Way::Header(Reference::Bits8(0xA7));
const WIDE_HEADER: Way = Way::Header(Reference::Bits16(0x1234));

/// The octets of each part's text, without its header.
fn texts(parts: &[Part], alphabet: Alphabet) -> Vec<String> {
    parts
        .iter()
        .map(|part| {
            let octets = part.tlvs.get(tag::MESSAGE_PAYLOAD).unwrap_or(&part.short_message);
            let start = if part.has_header {
                udh::parse(octets).unwrap().length
            } else {
                0
            };
            let coding = coding::Coding {
                alphabet,
                is_guess: false,
                class: None,
            };
            let (alphabet, octets) = coding::text_octets(octets, start, coding);
            alphabet.decode(&octets)
        })
        .collect()
}

#[test]
fn parts_are_as_long_as_their_alphabet_allows() {
    for (alphabet, way, characters, parts, first_octets) in [
        (Alphabet::Gsm7, HEADER, 160, 1, 160),
        (Alphabet::Gsm7, HEADER, 161, 2, 6 + 153),
        (Alphabet::Gsm7, WIDE_HEADER, 161, 2, 7 + 152),
        (Alphabet::Gsm7, Way::Sar(9), 161, 2, 153),
        (Alphabet::Gsm7, Way::Payload, 161, 1, 0),
        (Alphabet::Gsm7Packed, HEADER, 160, 1, 140),
        (Alphabet::Gsm7Packed, HEADER, 161, 2, 140),
        (Alphabet::Gsm7Packed, WIDE_HEADER, 161, 2, 140),
        (Alphabet::Ucs2, HEADER, 70, 1, 140),
        (Alphabet::Ucs2, HEADER, 71, 2, 140),
        (Alphabet::Ucs2, WIDE_HEADER, 71, 2, 7 + 132),
        (Alphabet::Latin1, HEADER, 140, 1, 140),
        (Alphabet::Latin1, HEADER, 141, 2, 140),
        (Alphabet::Ascii, HEADER, 160, 1, 160),
        (Alphabet::Ascii, HEADER, 161, 2, 6 + 153),
        (Alphabet::Utf8, WIDE_HEADER, 141, 2, 140),
    ] {
        let text = "a".repeat(characters);
        let cut = split(&text, alphabet, way).unwrap();
        assert_eq!(
            (cut.len(), cut[0].short_message.len()),
            (parts, first_octets),
            "{alphabet:?} {way:?} {characters}"
        );
        assert_eq!(cut[0].has_header, parts > 1 && matches!(way, Way::Header(_)));
        assert_eq!(texts(&cut, alphabet).concat(), text);
    }
}

#[test]
fn the_parts_are_numbered_under_one_reference() {
    let text = "é".repeat(200);
    for (way, reference) in [(HEADER, 0xA7), (WIDE_HEADER, 0x1234)] {
        for (number, part) in (1..).zip(split(&text, Alphabet::Gsm7, way).unwrap()) {
            let header = udh::parse(&part.short_message).unwrap();
            let expected = Concatenation {
                reference,
                total: 2,
                number,
            };
            assert_eq!(header.concatenation, Some(expected));
        }
    }
    for (number, part) in (1..).zip(split(&text, Alphabet::Gsm7, Way::Sar(0x1234)).unwrap()) {
        assert_eq!(part.tlvs.u16(tag::SAR_MSG_REF_NUM), Some(0x1234));
        assert_eq!(part.tlvs.u8(tag::SAR_TOTAL_SEGMENTS), Some(2));
        assert_eq!(part.tlvs.u8(tag::SAR_SEGMENT_SEQNUM), Some(number));
    }
}

#[test]
fn no_character_is_cut_in_two() {
    for (alphabet, text, first_units) in [
        (Alphabet::Ucs2, format!("{}🙂{}", "ж".repeat(66), "ж".repeat(60)), 66),
        (Alphabet::Gsm7, format!("{}€{}", "a".repeat(152), "a".repeat(60)), 152),
        (Alphabet::Utf8, format!("{}🙂{}", "a".repeat(131), "a".repeat(60)), 131),
    ] {
        let cut = texts(&split(&text, alphabet, HEADER).unwrap(), alphabet);
        assert_eq!(cut[0].chars().count(), first_units, "{alphabet:?}");
        assert_eq!(cut.concat(), text);
    }
}

#[test]
fn what_cannot_be_carried_is_refused() {
    assert_eq!(
        split("½", Alphabet::Gsm7, HEADER),
        Err(CannotCarry::Alphabet(NotInAlphabet('½')))
    );
    let long = "a".repeat(153 * 255 + 1);
    assert_eq!(split(&long, Alphabet::Gsm7, HEADER), Err(CannotCarry::TooLong(256)));
    assert_eq!(split(&long, Alphabet::Latin1, HEADER), Err(CannotCarry::TooLong(292)));
    assert_eq!(split(&long, Alphabet::Gsm7, Way::Payload).unwrap().len(), 1);
    let longer = "a".repeat(MAX_PAYLOAD_OCTETS + 1);
    assert!(matches!(
        split(&longer, Alphabet::Gsm7, Way::Payload),
        Err(CannotCarry::TooLong(_))
    ));
}

proptest! {
    #[test]
    fn every_text_comes_together_again(text in "[ -~€é🙂ж\\n]{0,700}", sar: bool, reference: u16) {
        for way in [if sar { Way::Sar(reference) } else { Way::Header(Reference::Bits16(reference)) }, HEADER, Way::Payload] {
            for alphabet in [Alphabet::Ucs2, Alphabet::Utf8, Alphabet::Gsm7] {
                let Ok(parts) = split(&text, alphabet, way) else {
                    prop_assert_eq!(alphabet, Alphabet::Gsm7);
                    continue;
                };
                prop_assert!(parts.iter().all(|part| part.short_message.len() <= 160));
                prop_assert_eq!(texts(&parts, alphabet).concat(), text.clone());
            }
        }
    }
}
