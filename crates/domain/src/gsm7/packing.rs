//! Septets packed into octets, seven bits each, lowest bit first (3GPP TS 23.038, 6.1.2.1).
//!
//! After a user data header the first septet begins at the next septet boundary: `fill_bits` says how many zero bits
//! that leaves. The number of septets travels beside the octets (the user data length), so trailing bits are not data.

/// Zero bits between a user data header of `header_octets` (its length octet included) and the first septet: 0 to 6.
pub const fn fill_bits(header_octets: usize) -> u8 {
    let spare = (header_octets * 8) % 7;
    ((7 - spare) % 7) as u8
}

/// `septets` (the top bit of each is dropped) behind `fill_bits` zero bits (at most 7).
pub fn pack(septets: &[u8], fill_bits: u8) -> Vec<u8> {
    let bits = septets.len() * 7 + usize::from(fill_bits.min(7));
    let mut octets = Vec::with_capacity(bits.div_ceil(8));
    let mut waiting: u16 = 0;
    let mut waiting_bits = fill_bits.min(7);
    for septet in septets {
        waiting |= u16::from(septet & 0x7F) << waiting_bits;
        waiting_bits += 7;
        if waiting_bits >= 8 {
            octets.push(waiting as u8);
            waiting >>= 8;
            waiting_bits -= 8;
        }
    }
    if waiting_bits > 0 && !septets.is_empty() {
        octets.push(waiting as u8);
    }
    octets
}

/// At most `count` septets of `octets`, the first one behind `fill_bits` bits; fewer when the octets end before.
pub fn unpack(octets: &[u8], count: usize, fill_bits: u8) -> Vec<u8> {
    let bits = (octets.len() * 8).saturating_sub(usize::from(fill_bits.min(7)));
    let mut septets = Vec::with_capacity(count.min(bits / 7));
    let mut bit = usize::from(fill_bits.min(7));
    for _ in 0..count.min(bits / 7) {
        let low = u16::from(octets[bit / 8]);
        let high = u16::from(octets.get(bit / 8 + 1).copied().unwrap_or(0));
        septets.push(((low | high << 8) >> (bit % 8)) as u8 & 0x7F);
        bit += 7;
    }
    septets
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_well_known_example_packs_as_published() {
        let septets = crate::gsm7::encode("hellohello").expect("plain letters");
        assert_eq!(
            pack(&septets, 0),
            [0xE8, 0x32, 0x9B, 0xFD, 0x46, 0x97, 0xD9, 0xEC, 0x37]
        );
    }

    #[test]
    fn the_fill_bits_reach_the_next_septet_boundary() {
        let after_headers: Vec<u8> = [0, 4, 6, 7, 9, 10, 12, 13].map(fill_bits).to_vec();
        assert_eq!(after_headers, [0, 3, 1, 0, 5, 4, 2, 1]);
        for octets in 0..=140 {
            assert_eq!((octets * 8 + usize::from(fill_bits(octets))) % 7, 0, "{octets}");
        }
    }

    #[test]
    fn a_full_message_fills_its_octets_exactly() {
        assert_eq!(pack(&[0x7F; 160], 0).len(), 140);
        assert_eq!(pack(&[0x7F; 153], fill_bits(6)).len(), 134);
        assert_eq!(pack(&[0x7F; 152], fill_bits(7)).len(), 133);
        assert!(pack(&[], 1).is_empty());
    }

    proptest! {
        #[test]
        fn septets_survive_packing(septets in proptest::collection::vec(0u8..128, 0..320), fill in 0u8..7) {
            let octets = pack(&septets, fill);
            prop_assert_eq!(unpack(&octets, septets.len(), fill), septets);
        }

        #[test]
        fn any_octets_unpack_to_septets(octets in proptest::collection::vec(any::<u8>(), 0..160), count in 0usize..400, fill in any::<u8>()) {
            let septets = unpack(&octets, count, fill);
            prop_assert!(septets.len() <= count);
            prop_assert!(septets.iter().all(|septet| *septet < 128));
        }
    }
}
