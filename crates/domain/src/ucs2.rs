//! UCS-2 as carriers mean it: UTF-16, big end first, surrogate pairs allowed.

/// `text` in octets, two a unit.
pub fn encode(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

/// The text of `octets`; half a surrogate pair and half a unit show U+FFFD.
pub fn decode(octets: &[u8]) -> String {
    let units = octets
        .chunks_exact(2)
        .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    let mut text: String = char::decode_utf16(units)
        .map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    if octets.len() % 2 == 1 {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn half_a_pair_and_half_a_unit_are_shown_not_lost() {
        assert_eq!(decode(&[0xD8, 0x3D, 0x00, 0x41, 0x42]), "\u{FFFD}A\u{FFFD}");
    }

    proptest! {
        #[test]
        fn every_text_survives(text in any::<String>()) {
            prop_assert_eq!(decode(&encode(&text)), text);
        }
    }
}
