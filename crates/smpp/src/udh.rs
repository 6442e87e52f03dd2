//! The user data header: found, told apart from the text, and read for what joins the parts of a message.
//!
//! Lenient where a part of a message would be lost otherwise: unknown elements are skipped, an element that claims more
//! than the header holds ends the reading. Only a header longer than the user data is an error.

/// Information element: concatenation with an 8-bit reference.
const IEI_CONCATENATION_8_BITS: u8 = 0x00;
/// Information element: application ports of 16 bits.
const IEI_PORTS_16_BITS: u8 = 0x05;
/// Information element: concatenation with a 16-bit reference.
const IEI_CONCATENATION_16_BITS: u8 = 0x08;

/// Which part of which message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Concatenation {
    /// The same in all parts.
    pub reference: u16,
    /// How many parts, at least 1.
    pub total: u8,
    /// Which one, from 1 to `total`.
    pub number: u8,
}

/// What a user data header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UserDataHeader {
    /// Octets of the header, the length octet counted: the text begins here.
    pub length: usize,
    /// The part, when the header joins parts and makes sense.
    pub concatenation: Option<Concatenation>,
    /// Destination and source port.
    pub ports: Option<(u16, u16)>,
}

/// A header that is longer than the user data, or user data too short for any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the user data header is longer than the user data")]
pub struct MalformedHeader;

impl Concatenation {
    /// `None` when the numbers make no sense; the standard has such an element ignored.
    pub fn new(reference: u16, total: u8, number: u8) -> Option<Self> {
        (number >= 1 && number <= total).then_some(Self {
            reference,
            total,
            number,
        })
    }

    /// The header of the part, with a reference of 8 bits (its low ones) or 16.
    pub fn header(self, wide: bool) -> Vec<u8> {
        let [high, low] = self.reference.to_be_bytes();
        if wide {
            vec![6, IEI_CONCATENATION_16_BITS, 4, high, low, self.total, self.number]
        } else {
            vec![5, IEI_CONCATENATION_8_BITS, 3, low, self.total, self.number]
        }
    }
}

/// Reads the header at the beginning of `user_data`, for PDUs whose esm_class has the UDHI bit.
pub fn parse(user_data: &[u8]) -> Result<UserDataHeader, MalformedHeader> {
    let (length, rest) = user_data.split_first().ok_or(MalformedHeader)?;
    let mut elements = rest.get(..usize::from(*length)).ok_or(MalformedHeader)?;
    let mut header = UserDataHeader {
        length: 1 + elements.len(),
        ..UserDataHeader::default()
    };
    while let [identifier, length, rest @ ..] = elements {
        let Some((value, rest)) = rest.split_at_checked(usize::from(*length)) else {
            break;
        };
        read_element(&mut header, *identifier, value);
        elements = rest;
    }
    Ok(header)
}

fn read_element(header: &mut UserDataHeader, identifier: u8, value: &[u8]) {
    match (identifier, value) {
        (IEI_CONCATENATION_8_BITS, &[reference, total, number]) => {
            let part = Concatenation::new(u16::from(reference), total, number);
            header.concatenation = header.concatenation.or(part);
        }
        (IEI_CONCATENATION_16_BITS, &[high, low, total, number]) => {
            let part = Concatenation::new(u16::from_be_bytes([high, low]), total, number);
            header.concatenation = header.concatenation.or(part);
        }
        (IEI_PORTS_16_BITS, &[to_high, to_low, from_high, from_low]) => {
            header.ports = Some((
                u16::from_be_bytes([to_high, to_low]),
                u16::from_be_bytes([from_high, from_low]),
            ));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn part(reference: u16, total: u8, number: u8) -> Option<Concatenation> {
        Some(Concatenation {
            reference,
            total,
            number,
        })
    }

    #[test]
    fn headers_are_read_leniently() {
        let cases: [(&[u8], usize, Option<Concatenation>); 8] = [
            (&[5, 0, 3, 0xA7, 2, 1, b'a'], 6, part(0xA7, 2, 1)),
            (&[6, 8, 4, 0x12, 0x34, 2, 1, b'a'], 7, part(0x1234, 2, 1)),
            // A port element before the concatenation.
            (&[11, 5, 4, 0x0B, 0x84, 0, 0, 0, 3, 9, 3, 2], 12, part(9, 3, 2)),
            // An unknown element after it.
            (&[8, 0, 3, 9, 3, 2, 0x24, 1, 4], 9, part(9, 3, 2)),
            // An element that claims more than the header holds.
            (&[7, 0, 3, 9, 3, 2, 0x70, 9], 8, part(9, 3, 2)),
            // Numbers that make no sense.
            (&[5, 0, 3, 9, 2, 3], 6, None),
            (&[5, 0, 3, 9, 0, 0], 6, None),
            (&[0, b'a'], 1, None),
        ];
        for (user_data, length, concatenation) in cases {
            let header = parse(user_data).unwrap();
            assert_eq!(
                (header.length, header.concatenation),
                (length, concatenation),
                "{user_data:?}"
            );
        }
    }

    #[test]
    fn a_header_longer_than_the_user_data_is_refused() {
        assert_eq!(parse(&[]), Err(MalformedHeader));
        assert_eq!(parse(&[5, 0, 3, 1]), Err(MalformedHeader));
    }

    proptest! {
        #[test]
        fn a_written_header_is_read_back(reference: u16, total in 1u8.., number in 1u8.., wide: bool) {
            prop_assume!(number <= total);
            let reference = if wide { reference } else { reference & 0xFF };
            let written = Concatenation { reference, total, number };
            prop_assert_eq!(parse(&written.header(wide)).unwrap().concatenation, Some(written));
        }

        #[test]
        fn no_octets_make_parsing_panic(user_data in proptest::collection::vec(any::<u8>(), 0..160)) {
            if let Ok(header) = parse(&user_data) {
                prop_assert!(header.length <= user_data.len());
            }
        }
    }
}
