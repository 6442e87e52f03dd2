//! What is kept of a submit_sm beside its text, until a message is made of it: the addresses as they were written, the
//! times, and the receipts that are asked for. Travels with the parts of long messages through the database.

use std::fmt;

use ::smpp::address::{Address, TON_ALPHANUMERIC, TON_INTERNATIONAL};
use domain::Millis;
use domain::phone::mask;
use domain::sender::SHORTCODE_DIGITS;
use serde::{Deserialize, Serialize};

use super::origin::Asked;
use crate::inbound::phone;

/// An address as the peer wrote it; prints masked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Written {
    pub ton: u8,
    pub npi: u8,
    pub text: String,
}

/// What is kept of a submit_sm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Slip {
    pub source: Written,
    pub destination: Written,
    pub scheduled_at: Option<Millis>,
    pub validity_ms: Option<Millis>,
    pub registered: u8,
    pub reference: Option<u16>,
}

impl Written {
    pub fn address(&self) -> Address {
        Address {
            ton: self.ton,
            npi: self.npi,
            text: self.text.clone(),
        }
    }

    /// The number in E.164 where it can be read as one, however the peer wrote it.
    pub fn number(&self, region: &str) -> String {
        let text = self.address().text_form();
        match self.ton {
            TON_INTERNATIONAL => text,
            _ => phone(&text, region).0,
        }
    }

    /// The sender as Tuma writes it: a name or a shortcode as it stands, a number in E.164.
    pub fn sender(&self, region: &str) -> String {
        let text = self.text.trim();
        let is_short = SHORTCODE_DIGITS.contains(&text.len()) && text.bytes().all(|octet| octet.is_ascii_digit());
        match self.ton {
            TON_ALPHANUMERIC => text.to_owned(),
            _ if is_short || text.contains(|c: char| c.is_ascii_alphabetic()) => text.to_owned(),
            _ => self.number(region),
        }
    }
}

impl fmt::Debug for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{} {}", self.ton, self.npi, mask(&self.text))
    }
}

impl Slip {
    /// The receipt that it asks for, under the id that was given out.
    pub fn asked(&self, id: Option<i64>) -> Asked {
        Asked {
            id,
            registered: self.registered,
            reference: self.reference,
        }
    }

    /// Reads one that was kept with a part; `None` for what a carrier wrote.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_by_their_type_and_the_organizations_region() {
        for (ton, text, number, sender) in [
            (1, "254722000111", "+254722000111", "+254722000111"),
            (1, "+254722000111", "+254722000111", "+254722000111"),
            (0, "254722000111", "+254722000111", "+254722000111"),
            (2, "0722000111", "+254722000111", "+254722000111"),
            (0, "+923001234567", "+923001234567", "+923001234567"),
            (0, "923001234567", "+923001234567", "+923001234567"),
            (5, "My Shop", "My Shop", "My Shop"),
            (0, "CLINIC", "CLINIC", "CLINIC"),
            (3, "20880", "20880", "20880"),
            (1, "20880", "+20880", "20880"),
        ] {
            let written = Written {
                ton,
                npi: 1,
                text: text.to_owned(),
            };
            assert_eq!(
                (written.number("KE").as_str(), written.sender("KE").as_str()),
                (number, sender),
                "{ton} {text}"
            );
        }
    }

    #[test]
    fn a_slip_is_told_from_what_a_carrier_wrote() {
        let written = Written {
            ton: 1,
            npi: 1,
            text: "254722000111".to_owned(),
        };
        let slip = Slip {
            source: written.clone(),
            destination: written,
            scheduled_at: None,
            validity_ms: Some(5_000),
            registered: 1,
            reference: None,
        };
        assert_eq!(Slip::parse(&serde_json::to_string(&slip).unwrap()), Some(slip.clone()));
        assert!(!format!("{slip:?}").contains("722000"));
        for raw in ["", "{}", "{\"from\":\"254722000111\"}"] {
            assert_eq!(Slip::parse(raw), None, "{raw}");
        }
    }
}
