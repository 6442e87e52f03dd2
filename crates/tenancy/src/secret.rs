//! The text of an API key: `sk_live_` (or `sk_test_`) and 32 random bytes in base62 (43 characters), and its SHA-256.
//!
//! Nothing here prints or keeps a key: [`NewSecret`] is handed to its maker once.

use sha2::{Digest, Sha256};

/// What an API key starts with.
pub const KEY_PREFIX: &str = "sk_live_";
/// What one starts with that reaches the simulated carrier alone.
pub const TEST_KEY_PREFIX: &str = "sk_test_";
/// How many characters of a key are kept and shown, so that people can tell keys apart.
pub const KEY_SHOWN_LENGTH: usize = KEY_PREFIX.len() + 6;

/// Letters and digits that nobody mistakes for each other.
const READABLE: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
/// Letters of a text that people type: 80 bits.
pub(crate) const READABLE_LETTERS: usize = 16;
/// Letters between two dashes of it.
const GROUP_LETTERS: usize = 4;
const SECRET_BYTES: usize = 32;
const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// 62^43 is the first power of 62 above 2^256.
const BASE62_DIGITS: usize = 43;

/// SHA-256 of a key's text.
pub(crate) type KeyHash = [u8; 32];

/// A key that was made just now.
pub(crate) struct NewSecret {
    /// The key itself, to be shown once.
    pub(crate) text: String,
    /// What the store keeps.
    pub(crate) hash: KeyHash,
    /// The part that lists show.
    pub(crate) shown: String,
}

/// Makes a key from 32 random bytes.
pub(crate) fn make(random: &dyn Fn(&mut [u8]), test: bool) -> NewSecret {
    let mut bytes = [0u8; SECRET_BYTES];
    random(&mut bytes);
    let prefix = if test { TEST_KEY_PREFIX } else { KEY_PREFIX };
    let text = format!("{prefix}{}", base62(bytes));
    NewSecret {
        hash: sha256(&text),
        shown: text[..KEY_SHOWN_LENGTH].to_owned(),
        text,
    }
}

/// The hash of `bearer`, or `None` when it cannot be a key at all, so that nonsense costs no read.
pub(crate) fn hash_of(bearer: &str) -> Option<KeyHash> {
    let live = bearer.strip_prefix(KEY_PREFIX);
    let digits = live.or_else(|| bearer.strip_prefix(TEST_KEY_PREFIX))?;
    is_base62(digits).then(|| sha256(bearer))
}

/// 32 random bytes as text, for what is not an API key.
pub(crate) fn token(random: &dyn Fn(&mut [u8])) -> String {
    let mut bytes = [0u8; SECRET_BYTES];
    random(&mut bytes);
    base62(bytes)
}

/// 80 random bits as people type them: `abcd-efgh-jkmn-pqrs`.
pub(crate) fn readable(random: &dyn Fn(&mut [u8])) -> String {
    let mut bytes = [0u8; READABLE_LETTERS];
    random(&mut bytes);
    let letters = bytes.map(|byte| char::from(READABLE[usize::from(byte) % READABLE.len()]));
    let groups = letters
        .chunks(GROUP_LETTERS)
        .map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<_>>().join("-")
}

/// The hash under which a text that [`token`] made is kept; `None` when nothing made it.
pub(crate) fn token_hash(text: &str) -> Option<KeyHash> {
    is_base62(text).then(|| sha256(text))
}

fn is_base62(digits: &str) -> bool {
    digits.len() == BASE62_DIGITS && digits.bytes().all(|b| b.is_ascii_alphanumeric())
}

pub(crate) fn sha256(text: &str) -> KeyHash {
    Sha256::digest(text.as_bytes()).into()
}

/// The number with these big-endian bytes, in 43 base62 digits.
fn base62(mut bytes: [u8; SECRET_BYTES]) -> String {
    let mut digits = [b'0'; BASE62_DIGITS];
    for digit in digits.iter_mut().rev() {
        let mut remainder = 0u32;
        for byte in &mut bytes {
            let value = (remainder << 8) | u32::from(*byte);
            *byte = (value / 62) as u8;
            remainder = value % 62;
        }
        *digit = BASE62[remainder as usize];
    }
    digits.iter().map(|b| char::from(*b)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base62_writes_numbers_as_43_digits() {
        assert_eq!(base62([0; 32]), "0".repeat(43));
        let mut one_more_than_61 = [0; 32];
        one_more_than_61[31] = 62;
        assert_eq!(base62(one_more_than_61), format!("{}10", "0".repeat(41)));
        // 2^256 - 1, worked out with Python.
        assert_eq!(base62([0xff; 32]), "yhjskwdA6OZ1AL1YmHWZWm8LLG7HjnuCA2j5rOw8Xp1");
    }

    #[test]
    fn a_made_key_hashes_to_what_the_store_keeps() {
        for (test, prefix) in [(false, "sk_live_"), (true, "sk_test_")] {
            let secret = make(&|buffer| buffer.fill(7), test);
            assert_eq!(hash_of(&secret.text), Some(secret.hash));
            assert!(secret.text.starts_with(&secret.shown) && secret.shown.starts_with(prefix));
            assert_eq!((secret.text.len(), secret.shown.len()), (51, KEY_SHOWN_LENGTH));
        }
    }

    #[test]
    fn what_cannot_be_a_key_is_not_even_hashed() {
        let key = make(&|buffer| buffer.fill(9), false).text;
        for wrong in [
            "",
            "sk_live_",
            "sk_test_abc",
            &key[1..],
            &key[..50],
            &format!("{key}0"),
            &key.replace("sk", "SK"),
        ] {
            assert_eq!(hash_of(wrong), None, "{wrong}");
        }
        let with_sign = format!("{}!", &key[..50]);
        assert_eq!(hash_of(&with_sign), None);
    }
}
