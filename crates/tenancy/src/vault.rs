//! Seals what must not be readable in the database: AES-256-GCM, with a key that has a name, bound to what it is for.
//!
//! A sealed text names the key it was sealed with, so that keys can change: the newest seals, all of them open.

use std::collections::HashMap;

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac};
use sha2::Sha256;

use crate::RandomSource;

/// Bytes of a key.
pub const VAULT_KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 12;
const VERSION: &str = "v1";

/// A key's name and the key.
pub type VaultKey = (String, [u8; VAULT_KEY_BYTES]);

/// Why a sealed text cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// It is no sealed text.
    #[error("it is not a sealed text")]
    Malformed,
    /// Its key is not among those that this process has.
    #[error("it was sealed with the key `{0}`, which is not here")]
    UnknownKey(String),
    /// It was changed, or sealed for something else.
    #[error("it was changed, or sealed for something else")]
    Refused,
}

/// The keys, and the way to use them.
pub struct Vault {
    current: String,
    keys: HashMap<String, Opener>,
    random: RandomSource,
}

/// One key: as the cipher that seals, and as the root of keys for other things.
struct Opener {
    cipher: Aes256Gcm,
    root: Hmac<Sha256>,
}

impl Opener {
    fn new(key: [u8; VAULT_KEY_BYTES]) -> Self {
        Self {
            cipher: Aes256Gcm::new(&Key::<Aes256Gcm>::from(key)),
            root: Hmac::new_from_slice(&key).expect("HMAC takes keys of any length"),
        }
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Vault(current key {})", self.current)
    }
}

impl Vault {
    /// Seals with `current`; opens with it and the older ones. Nonces come from `random`.
    pub fn new(current: VaultKey, older: Vec<VaultKey>, random: RandomSource) -> Self {
        let name = current.0.clone();
        Self {
            current: name,
            // The current one last, so that it wins over an older one of its name.
            keys: older
                .into_iter()
                .chain([current])
                .map(|(name, key)| (name, Opener::new(key)))
                .collect(),
            random,
        }
    }

    /// `plain`, sealed for what `aad` names.
    pub fn seal(&self, aad: &str, plain: &str) -> String {
        let mut nonce = [0; NONCE_BYTES];
        (self.random)(&mut nonce);
        let payload = Payload {
            msg: plain.as_bytes(),
            aad: aad.as_bytes(),
        };
        let mut sealed = self.keys[&self.current]
            .cipher
            .encrypt(&Nonce::from(nonce), payload)
            .expect("AES-GCM seals any text shorter than 64 GiB");
        let mut bytes = nonce.to_vec();
        bytes.append(&mut sealed);
        format!("{VERSION}:{}:{}", self.current, STANDARD.encode(bytes))
    }

    /// What was sealed for `aad`.
    ///
    /// # Errors
    /// When it is no sealed text, its key is not here, or it was changed or sealed for something else.
    pub fn open(&self, aad: &str, sealed: &str) -> Result<String, VaultError> {
        let (name, bytes) = parts(sealed).ok_or(VaultError::Malformed)?;
        let key = self
            .keys
            .get(name)
            .ok_or_else(|| VaultError::UnknownKey(name.to_owned()))?;
        let (nonce, body) = bytes.split_at_checked(NONCE_BYTES).ok_or(VaultError::Malformed)?;
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().map_err(|_| VaultError::Malformed)?;
        let payload = Payload {
            msg: body,
            aad: aad.as_bytes(),
        };
        let plain = key
            .cipher
            .decrypt(&Nonce::from(nonce), payload)
            .map_err(|_| VaultError::Refused)?;
        String::from_utf8(plain).map_err(|_| VaultError::Malformed)
    }

    /// A key for `purpose` alone, with the name of the key that it comes from: the current one, or the one called
    /// `name` if there is one.
    pub fn derived(&self, purpose: &str, name: Option<&str>) -> Option<VaultKey> {
        let name = name.unwrap_or(&self.current);
        let mut root = self.keys.get(name)?.root.clone();
        root.update(purpose.as_bytes());
        Some((name.to_owned(), root.finalize().into_bytes().into()))
    }

    /// Whether it was sealed with another key than the current one.
    pub fn needs_reseal(&self, sealed: &str) -> bool {
        parts(sealed).is_none_or(|(name, _)| name != self.current)
    }
}

/// The key's name and the bytes behind it.
fn parts(sealed: &str) -> Option<(&str, Vec<u8>)> {
    let rest = sealed.strip_prefix(VERSION)?.strip_prefix(':')?;
    let (name, text) = rest.split_once(':')?;
    Some((name, STANDARD.decode(text).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU8, Ordering};

    fn random() -> RandomSource {
        let next = AtomicU8::new(1);
        Arc::new(move |buffer: &mut [u8]| buffer.fill(next.fetch_add(1, Ordering::Relaxed)))
    }

    fn key(name: &str, byte: u8) -> VaultKey {
        (name.to_owned(), [byte; VAULT_KEY_BYTES])
    }

    #[test]
    fn what_was_sealed_is_opened_for_the_same_thing_only() {
        let vault = Vault::new(key("k1", 1), Vec::new(), random());
        let sealed = vault.seal("provider:1", "hunter2");
        assert!(!sealed.contains("hunter2"));
        assert_ne!(
            sealed,
            vault.seal("provider:1", "hunter2"),
            "each has a nonce of its own"
        );
        assert_eq!(vault.open("provider:1", &sealed).unwrap(), "hunter2");
        assert_eq!(vault.open("provider:2", &sealed), Err(VaultError::Refused));
    }

    #[test]
    fn a_changed_or_broken_text_is_refused() {
        let vault = Vault::new(key("k1", 1), Vec::new(), random());
        let sealed = vault.seal("a", "hunter2");
        let (head, tail) = sealed.split_at(sealed.len() - 6);
        let changed = format!(
            "{head}{}",
            if tail.starts_with('A') {
                tail.replacen('A', "B", 1)
            } else {
                format!("A{}", &tail[1..])
            }
        );
        assert_eq!(vault.open("a", &changed), Err(VaultError::Refused));
        for broken in ["", "v1", "v1:k1", "v1:k1:!!", "v1:k1:AAAA", "v2:k1:AAAA"] {
            assert_eq!(vault.open("a", broken), Err(VaultError::Malformed), "{broken}");
        }
    }

    #[test]
    fn each_purpose_and_each_key_has_a_key_of_its_own() {
        let vault = Vault::new(key("k2", 2), vec![key("k1", 1)], random());
        let current = vault.derived("tokens", None).unwrap();
        assert_eq!(current.0, "k2");
        assert_eq!(vault.derived("tokens", Some("k2")), Some(current.clone()));
        assert_ne!(vault.derived("other", None).unwrap().1, current.1);
        let old = vault.derived("tokens", Some("k1")).unwrap();
        assert_ne!(old.1, current.1);
        assert_eq!(
            Vault::new(key("k1", 1), Vec::new(), random()).derived("tokens", None),
            Some(old)
        );
        assert_eq!(vault.derived("tokens", Some("k3")), None);
    }

    #[test]
    fn keys_change_without_losing_what_they_sealed() {
        let old = Vault::new(key("k1", 1), Vec::new(), random());
        let sealed = old.seal("a", "hunter2");
        let new = Vault::new(key("k2", 2), vec![key("k1", 1)], random());
        assert_eq!(new.open("a", &sealed).unwrap(), "hunter2");
        assert!(new.needs_reseal(&sealed));
        assert!(!new.needs_reseal(&new.seal("a", "hunter2")));
        let other = Vault::new(key("k3", 3), Vec::new(), random());
        assert_eq!(other.open("a", &sealed), Err(VaultError::UnknownKey("k1".to_owned())));
        assert!(!format!("{new:?}").contains("hunter2"));
    }
}
