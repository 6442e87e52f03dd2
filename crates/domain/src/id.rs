//! Ids: 63-bit, time-ordered integers, shown as a prefix and thirteen Crockford base32 digits (`msg_01hzy…`).
//!
//! Layout, high to low: 41 bits of milliseconds since 2024-01-01 UTC, 10 bits of node number, 12 bits of sequence.
//! The same integer is the SQLite rowid and the PostgreSQL key. A sequence never hands out an id at or below its
//! floor, whatever the clock does: it runs ahead of a clock that stands still or turns back.

use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::Millis;

/// 2024-01-01T00:00:00Z, the zero of the id's time part, in ms since 1970.
pub const EPOCH_MS: Millis = 1_704_067_200_000;
/// How many node numbers fit an id.
pub const MAX_NODES: u16 = 1 << NODE_BITS;
const NODE_BITS: u32 = 10;
const SEQUENCE_BITS: u32 = 12;
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const DIGITS: usize = 13;

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a {prefix}_ id: {prefix}_ and {DIGITS} letters and digits are expected")]
pub struct IdError {
    prefix: &'static str,
}

/// The lowest id that can be made at `at`; ids made earlier are smaller.
pub fn floor_at(at: Millis) -> i64 {
    (at - EPOCH_MS).max(0) << (NODE_BITS + SEQUENCE_BITS)
}

/// When an id's time part says it was made, in ms since 1970.
pub fn made_at(id: i64) -> Millis {
    (id >> (NODE_BITS + SEQUENCE_BITS)) + EPOCH_MS
}

/// Draws ids for one node; shared between threads without a lock.
#[derive(Debug)]
pub struct IdSequence {
    node: u16,
    /// The last id's time part and sequence, without the node number.
    last: AtomicI64,
}

impl IdSequence {
    /// A sequence for node `node` (below [`MAX_NODES`]) whose ids are all above `floor`.
    pub fn new(node: u16, floor: i64) -> Self {
        let ticks = (floor >> (NODE_BITS + SEQUENCE_BITS)) + i64::from(floor > 0);
        Self {
            node: node % MAX_NODES,
            last: AtomicI64::new(ticks << SEQUENCE_BITS),
        }
    }

    /// The next id at `now`.
    pub fn next(&self, now: Millis) -> i64 {
        self.take(now, 1)
    }

    /// The first of `count` ids at `now`; [`IdSequence::nth`] gives the others.
    pub fn take(&self, now: Millis, count: usize) -> i64 {
        let clock = (now - EPOCH_MS).max(0) << SEQUENCE_BITS;
        let count = count.max(1) as i64;
        let mut last = self.last.load(Ordering::Relaxed);
        loop {
            let first = clock.max(last + 1);
            let end = first + count - 1;
            match self
                .last
                .compare_exchange_weak(last, end, Ordering::Relaxed, Ordering::Relaxed)
            {
                Ok(_) => return self.compose(first),
                Err(seen) => last = seen,
            }
        }
    }

    /// The id `offset` places after `first`, within a block that [`IdSequence::take`] drew.
    pub fn nth(&self, first: i64, offset: usize) -> i64 {
        let ticks = (first >> (NODE_BITS + SEQUENCE_BITS)) << SEQUENCE_BITS;
        let sequence = first & ((1 << SEQUENCE_BITS) - 1);
        self.compose(ticks + sequence + offset as i64)
    }

    fn compose(&self, ticks_and_sequence: i64) -> i64 {
        let ticks = ticks_and_sequence >> SEQUENCE_BITS;
        let sequence = ticks_and_sequence & ((1 << SEQUENCE_BITS) - 1);
        (ticks << (NODE_BITS + SEQUENCE_BITS)) | (i64::from(self.node) << SEQUENCE_BITS) | sequence
    }
}

fn encode(value: i64) -> [u8; DIGITS] {
    let mut digits = [b'0'; DIGITS];
    let mut rest = value as u64;
    for digit in digits.iter_mut().rev() {
        *digit = ALPHABET[(rest & 31) as usize];
        rest >>= 5;
    }
    digits
}

fn decode(text: &str) -> Option<i64> {
    if text.len() != DIGITS {
        return None;
    }
    let mut value: u64 = 0;
    for byte in text.bytes() {
        let digit = match byte.to_ascii_lowercase() {
            b'o' => 0,
            b'i' | b'l' => 1,
            lower => ALPHABET.iter().position(|&c| c == lower)?,
        };
        if value >> 58 != 0 {
            return None;
        }
        value = (value << 5) | digit as u64;
    }
    i64::try_from(value).ok()
}

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i64);

        impl $name {
            /// What its text starts with, before the underscore.
            pub const PREFIX: &'static str = $prefix;

            /// The id with this integer.
            pub const fn new(value: i64) -> Self {
                Self(value)
            }

            /// The integer that databases keep.
            pub const fn get(self) -> i64 {
                self.0
            }

            /// When it was made, in ms since 1970.
            pub fn made_at(self) -> Millis {
                made_at(self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let digits = encode(self.0);
                let text = std::str::from_utf8(&digits).map_err(|_| fmt::Error)?;
                write!(f, "{}_{}", $prefix, text)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let wrong = IdError { prefix: $prefix };
                let digits = text.strip_prefix(concat!($prefix, "_")).ok_or(wrong.clone())?;
                decode(digits).map(Self).ok_or(wrong)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

id_type!(
    /// One SMS to or from one phone number.
    MessageId,
    "msg"
);
id_type!(
    /// A tenant.
    OrganizationId,
    "org"
);
id_type!(
    /// The recipients of one bulk call or file.
    BatchId,
    "bat"
);
id_type!(
    /// A machine's credential.
    ApiKeyId,
    "key"
);
id_type!(
    /// One configured connection to a carrier.
    ProviderId,
    "prv"
);
id_type!(
    /// A rule that turns a message into an ordered list of providers.
    RouteId,
    "rte"
);
id_type!(
    /// A sender ID that an organization asked for.
    SenderId,
    "snd"
);
id_type!(
    /// A part of an organization: a campus, a branch, a route.
    UnitId,
    "unt"
);
id_type!(
    /// A person who signs in.
    UserId,
    "usr"
);
id_type!(
    /// One sign-in of a person.
    SessionId,
    "ses"
);
id_type!(
    /// An invitation to an organization.
    InvitationId,
    "inv"
);
id_type!(
    /// An entry of the log of changes.
    AuditEntryId,
    "aud"
);
id_type!(
    /// An event of the security log.
    SecurityEventId,
    "sev"
);
id_type!(
    /// An organization's login to the SMPP server.
    SmppAccountId,
    "esm"
);
id_type!(
    /// An endpoint of an organization's that is told events.
    WebhookId,
    "whk"
);
id_type!(
    /// One event told to one endpoint, however often it is tried: the `webhook-id` of its requests.
    HookEventId,
    "evt"
);
id_type!(
    /// One try to tell an event.
    DeliveryId,
    "dlv"
);
id_type!(
    /// An uploaded list of numbers.
    FileId,
    "fil"
);
id_type!(
    /// One immutable movement of money or credits.
    LedgerEntryId,
    "ldg"
);
id_type!(
    /// Money that comes, or is to come, into an organization's balance.
    TopUpId,
    "tup"
);
id_type!(
    /// One line of a price list.
    PriceId,
    "prc"
);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Millis = EPOCH_MS + 1_000_000;

    #[test]
    fn ids_rise_even_when_the_clock_turns_back() {
        let sequence = IdSequence::new(7, 0);
        let a = sequence.next(NOW);
        let b = sequence.next(NOW - 50_000);
        let c = sequence.next(NOW);
        assert!(a < b && b < c);
        assert_eq!(made_at(a), NOW);
    }

    #[test]
    fn ids_start_above_the_stored_maximum() {
        let stored = IdSequence::new(1023, 0).next(NOW + 3_600_000);
        let sequence = IdSequence::new(0, stored);
        assert!(sequence.next(NOW) > stored);
    }

    #[test]
    fn a_block_is_distinct_and_rising_across_milliseconds() {
        let sequence = IdSequence::new(3, 0);
        let first = sequence.take(NOW, 10_000);
        let ids: Vec<i64> = (0..10_000).map(|n| sequence.nth(first, n)).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(sequence.next(NOW) > ids[9_999]);
    }

    #[test]
    fn another_kinds_id_is_refused() {
        let text = MessageId::new(42).to_string();
        assert!(text.parse::<BatchId>().is_err());
        assert!("msg_".parse::<MessageId>().is_err());
        assert!("msg_zzzzzzzzzzzzz".parse::<MessageId>().is_err());
    }

    proptest! {
        #[test]
        fn every_id_survives_its_text(value in 0..i64::MAX) {
            let id = MessageId::new(value);
            prop_assert_eq!(id.to_string().parse::<MessageId>().ok(), Some(id));
            prop_assert_eq!(id.to_string().to_uppercase().replace("MSG", "msg").parse::<MessageId>().ok(), Some(id));
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in ".{0,24}") {
            let _ = text.parse::<MessageId>();
        }
    }
}
