//! Addresses with their type of number and numbering plan, and the usual rules from and to the way Tuma writes them:
//! `+254…` for a number, digits for a shortcode, anything else for a name.

use std::fmt;

use domain::phone;

/// Type of number: unknown.
pub const TON_UNKNOWN: u8 = 0;
/// Type of number: international.
pub const TON_INTERNATIONAL: u8 = 1;
/// Type of number: national.
pub const TON_NATIONAL: u8 = 2;
/// Type of number: network specific, which shortcodes usually are.
pub const TON_NETWORK: u8 = 3;
/// Type of number: alphanumeric.
pub const TON_ALPHANUMERIC: u8 = 5;
/// Type of number: abbreviated, which some peers want for shortcodes.
pub const TON_ABBREVIATED: u8 = 6;
/// Numbering plan: unknown.
pub const NPI_UNKNOWN: u8 = 0;
/// Numbering plan: ISDN, E.164.
pub const NPI_ISDN: u8 = 1;

/// The most digits that are taken for a shortcode.
pub const MAX_SHORTCODE_DIGITS: usize = 8;

/// An address as a PDU carries it. `Debug` prints it masked.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Address {
    /// Type of number.
    pub ton: u8,
    /// Numbering plan indicator.
    pub npi: u8,
    /// The digits or the name, without `+`.
    pub text: String,
}

/// The TON and NPI that a peer wants for each kind of address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Of a number in international form.
    pub international: (u8, u8),
    /// Of a number of up to [`MAX_SHORTCODE_DIGITS`] digits.
    pub shortcode: (u8, u8),
    /// Of a name.
    pub alphanumeric: (u8, u8),
    /// Of digits that are neither.
    pub other: (u8, u8),
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            international: (TON_INTERNATIONAL, NPI_ISDN),
            shortcode: (TON_NETWORK, NPI_UNKNOWN),
            alphanumeric: (TON_ALPHANUMERIC, NPI_UNKNOWN),
            other: (TON_UNKNOWN, NPI_UNKNOWN),
        }
    }
}

impl Rules {
    /// The address of `text`, which is `+` and digits, digits, or a name. Empty stays empty, all unknown.
    pub fn address(&self, text: &str) -> Address {
        let digits = text.strip_prefix('+').unwrap_or(text);
        let is_number = digits.bytes().all(|octet| octet.is_ascii_digit());
        let (ton, npi) = match () {
            () if text.is_empty() => (TON_UNKNOWN, NPI_UNKNOWN),
            () if !is_number => self.alphanumeric,
            () if digits.len() < text.len() => self.international,
            () if digits.len() <= MAX_SHORTCODE_DIGITS => self.shortcode,
            () => self.other,
        };
        let text = if is_number { digits } else { text };
        Address {
            ton,
            npi,
            text: text.to_owned(),
        }
    }
}

impl Address {
    /// The address as Tuma writes it: an international number with `+`, whatever prefix the peer put before it; the
    /// rest as it came. Numbers of an unknown or national type come back as bare digits: which country they are of is
    /// the peer's setting.
    pub fn text_form(&self) -> String {
        let text = self.text.trim();
        if self.ton != TON_INTERNATIONAL {
            return text.to_owned();
        }
        let digits = text.trim_start_matches('+');
        let digits = digits.strip_prefix("00").unwrap_or(digits);
        if digits.is_empty() || !digits.bytes().all(|octet| octet.is_ascii_digit()) {
            return text.to_owned();
        }
        format!("+{digits}")
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{} {}", self.ton, self.npi, phone::mask(&self.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_address_decides_ton_and_npi() {
        let abbreviated = Rules {
            shortcode: (TON_ABBREVIATED, NPI_ISDN),
            ..Rules::default()
        };
        for (rules, text, ton, npi, written) in [
            (Rules::default(), "+254722000000", 1, 1, "254722000000"),
            (Rules::default(), "20880", 3, 0, "20880"),
            (abbreviated, "20880", 6, 1, "20880"),
            (Rules::default(), "CLINIC", 5, 0, "CLINIC"),
            (Rules::default(), "+CLINIC", 5, 0, "+CLINIC"),
            (Rules::default(), "0722000000", 0, 0, "0722000000"),
            (Rules::default(), "", 0, 0, ""),
        ] {
            let address = rules.address(text);
            assert_eq!((address.ton, address.npi, address.text.as_str()), (ton, npi, written));
        }
    }

    #[test]
    fn an_international_number_comes_back_with_one_plus() {
        for (ton, text, written) in [
            (1, "254722000000", "+254722000000"),
            (1, "+254722000000", "+254722000000"),
            (1, "00254722000000", "+254722000000"),
            (1, "CLINIC", "CLINIC"),
            (0, "254722000000", "254722000000"),
            (3, "20880", "20880"),
            (5, "My Shop", "My Shop"),
        ] {
            let address = Address {
                ton,
                npi: 1,
                text: text.to_owned(),
            };
            assert_eq!(address.text_form(), written);
        }
    }

    #[test]
    fn a_number_is_printed_masked() {
        let shown = format!("{:?}", Rules::default().address("+254722123456"));
        assert!(!shown.contains("722123"), "{shown}");
    }
}
