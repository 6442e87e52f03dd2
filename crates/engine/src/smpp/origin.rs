//! Where a message came from when an SMPP account sent it: what its receipts need, written as the message's callback.
//!
//! `smpp:<account>?s=<source>&d=<destination>&i=<receipts>`. Addresses are not written out, since the message has them:
//! only how the account spelled them. Nothing here is read from a request: callers' URLs are http or https.

use std::fmt::Write;

use ::smpp::address::Address;
use domain::SmppAccountId;

/// Trailing digits of a number that must agree before a spelling is told by them.
const MIN_SHARED: usize = 4;
/// The longest prefix that is kept, in characters: `00`, `0`, a country code.
const MAX_PREFIX: usize = 6;
/// registered_delivery: which receipts are asked for.
const RECEIPT_BITS: u8 = 0x03;

/// How an address was spelled that is stored in Tuma's way.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Spelling {
    ton: u8,
    npi: u8,
    /// What stands before the shared end.
    prefix: String,
    /// Characters at the end that both have.
    shared: usize,
}

impl Spelling {
    /// How `written` spells the stored address.
    pub fn of(written: &Address, stored: &str) -> Self {
        let text = written.text.trim();
        let pairs = text.chars().rev().zip(stored.chars().rev());
        let shared = pairs.take_while(|(one, other)| one == other).count();
        let prefix: String = text.chars().take(text.chars().count() - shared).collect();
        let plain = prefix.chars().all(|c| c.is_ascii_alphanumeric() || c == '+');
        let whole = shared == text.chars().count();
        let tells = whole || (shared >= MIN_SHARED && plain && prefix.len() <= MAX_PREFIX);
        // One that cannot be told is answered as the stored number in international form.
        let (prefix, shared) = match tells {
            true => (prefix, shared),
            false => (String::new(), stored.chars().filter(|c| *c != '+').count()),
        };
        Self {
            ton: written.ton,
            npi: written.npi,
            prefix,
            shared,
        }
    }

    /// The address as it was spelled.
    pub fn address(&self, stored: &str) -> Address {
        let skip = stored.chars().count().saturating_sub(self.shared);
        let end: String = stored.chars().skip(skip).collect();
        Address {
            ton: self.ton,
            npi: self.npi,
            text: format!("{}{end}", self.prefix),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let mut fields = text.splitn(4, '.');
        Some(Self {
            ton: fields.next()?.parse().ok()?,
            npi: fields.next()?.parse().ok()?,
            shared: fields.next()?.parse().ok()?,
            prefix: fields.next()?.to_owned(),
        })
    }
}

/// A receipt that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The id that was given out; `None` for the message's own.
    pub id: Option<i64>,
    /// registered_delivery.
    pub registered: u8,
    /// The account's own reference, which comes back.
    pub reference: Option<u16>,
}

impl Asked {
    /// Whether any receipt is wanted.
    pub const fn wants_any(self) -> bool {
        self.registered & RECEIPT_BITS != 0
    }

    /// Whether a receipt is wanted of a message that ended well or not.
    pub const fn wants(self, well: bool) -> bool {
        match self.registered & RECEIPT_BITS {
            1 => true,
            2 => !well,
            3 => well,
            _ => false,
        }
    }
}

/// What the receipts of a message need.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Origin {
    /// How the source was spelled.
    pub source: Spelling,
    /// How the destination was spelled.
    pub destination: Spelling,
    /// The receipts.
    pub asked: Vec<Asked>,
}

impl Origin {
    /// The callback that says it; `None` where no receipt is wanted, so that none is written.
    pub fn callback(&self, account: SmppAccountId) -> Option<String> {
        let wanted: Vec<&Asked> = self.asked.iter().filter(|asked| asked.wants_any()).collect();
        if wanted.is_empty() {
            return None;
        }
        let mut url = format!("smpp:{}?s=", account.get());
        for (spelling, next) in [(&self.source, "&d="), (&self.destination, "&i=")] {
            let Spelling {
                ton,
                npi,
                prefix,
                shared,
            } = spelling;
            // Writing to a string cannot fail.
            let _ = write!(url, "{ton}.{npi}.{shared}.{prefix}{next}");
        }
        for (at, asked) in wanted.into_iter().enumerate() {
            let comma = if at > 0 { "," } else { "" };
            let id = asked.id.map(|id| id.to_string()).unwrap_or_default();
            let reference = asked.reference.map(|one| one.to_string()).unwrap_or_default();
            let _ = write!(url, "{comma}{id}.{}.{reference}", asked.registered);
        }
        Some(url)
    }

    /// Reads a callback; `None` where it is none of ours.
    pub fn parse(callback: &str) -> Option<Self> {
        let (_, query) = callback.strip_prefix("smpp:")?.split_once('?')?;
        let mut origin = Self::default();
        for pair in query.split('&') {
            match pair.split_once('=')? {
                ("s", value) => origin.source = Spelling::parse(value)?,
                ("d", value) => origin.destination = Spelling::parse(value)?,
                ("i", value) => origin.asked = value.split(',').map(asked).collect::<Option<_>>()?,
                _ => {}
            }
        }
        Some(origin)
    }
}

fn asked(text: &str) -> Option<Asked> {
    let mut fields = text.splitn(3, '.');
    let id = fields.next()?;
    let registered = fields.next()?.parse().ok()?;
    let reference = fields.next()?;
    let optional = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Some(Asked {
        id: optional(id).map(|id| id.parse()).transpose().ok()?,
        registered,
        reference: optional(reference).map(|one| one.parse()).transpose().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(ton: u8, text: &str) -> Address {
        Address {
            ton,
            npi: 1,
            text: text.to_owned(),
        }
    }

    #[test]
    fn an_address_is_spelled_back_as_it_was_written() {
        for (ton, written, stored) in [
            (1, "254722000111", "+254722000111"),
            (1, "+254722000111", "+254722000111"),
            (1, "00254722000111", "+254722000111"),
            (0, "0722000111", "+254722000111"),
            (5, "My Shop", "My Shop"),
            (3, "20880", "20880"),
            (0, "", ""),
            (0, "", "DEFAULT"),
        ] {
            let spelling = Spelling::of(&address(ton, written), stored);
            assert_eq!(spelling.address(stored), address(ton, written), "{written}");
        }
        let odd = Spelling::of(&address(0, "0722-000-111"), "+254722000111");
        assert_eq!(odd.address("+254722000111").text, "254722000111");
    }

    #[test]
    fn a_callback_is_read_back_and_names_no_number() {
        let origin = Origin {
            source: Spelling::of(&address(5, "My Shop"), "My Shop"),
            destination: Spelling::of(&address(0, "0722000111"), "+254722000111"),
            asked: vec![
                Asked {
                    id: None,
                    registered: 1,
                    reference: Some(7),
                },
                Asked {
                    id: Some(99),
                    registered: 2,
                    reference: None,
                },
            ],
        };
        let callback = origin.callback(SmppAccountId::new(42)).unwrap();
        assert_eq!(callback, "smpp:42?s=5.1.7.&d=0.1.9.0&i=.1.7,99.2.");
        assert_eq!(Origin::parse(&callback), Some(origin.clone()));
        assert_eq!(store::outbox_target(domain::OrganizationId::new(7), &callback), 42);
        let silent = Origin {
            asked: vec![Asked {
                id: None,
                registered: 0x10,
                reference: None,
            }],
            ..origin
        };
        assert_eq!(silent.callback(SmppAccountId::new(42)), None);
        assert_eq!(Origin::parse("https://example.org/?s=1"), None);
    }

    #[test]
    fn registered_delivery_says_which_receipts_are_sent() {
        for (registered, well, badly) in [
            (0, false, false),
            (1, true, true),
            (2, false, true),
            (3, true, false),
            (0x11, true, true),
        ] {
            let asked = Asked {
                id: None,
                registered,
                reference: None,
            };
            assert_eq!((asked.wants(true), asked.wants(false)), (well, badly), "{registered}");
        }
    }
}
