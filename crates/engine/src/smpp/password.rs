//! Passwords of SMPP accounts: made here, kept as argon2id, verified away from the threads that serve everybody.
//!
//! A wrong system id costs the same hash as a wrong password, so that the time of an answer tells nothing. So many
//! hashes are computed at once and no more: each takes 19 MiB and a core.

use std::sync::LazyLock;

use argon2::password_hash::SaltString;
use argon2::{Argon2, PasswordHash, PasswordHasher, PasswordVerifier};
use tenancy::RandomSource;
use tokio::sync::Semaphore;

/// The longest password that SMPP can carry.
pub const MAX_PASSWORD: usize = 8;
/// Letters and digits that nobody mistakes for each other.
const LETTERS: &[u8; 56] = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const SALT_BYTES: usize = 16;
/// Hashes that are computed at once.
const AT_ONCE: usize = 2;

static GATE: Semaphore = Semaphore::const_new(AT_ONCE);
/// What a password is held against where there is no such account.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_with("", &[0; SALT_BYTES]).unwrap_or_default());

/// A password of eight characters.
pub fn generate(random: &RandomSource) -> String {
    let mut password = String::with_capacity(MAX_PASSWORD);
    let mut byte = [0];
    while password.len() < MAX_PASSWORD {
        random(&mut byte);
        // Bytes at the end of the range would make some letters likelier than others.
        let bound = 256 / LETTERS.len() * LETTERS.len();
        if usize::from(byte[0]) < bound {
            password.push(char::from(LETTERS[usize::from(byte[0]) % LETTERS.len()]));
        }
    }
    password
}

/// The hash that is kept of a password; `None` where it cannot be computed.
pub async fn hash(password: &str, random: &RandomSource) -> Option<String> {
    let mut salt = [0; SALT_BYTES];
    random(&mut salt);
    let password = password.to_owned();
    let _turn = GATE.acquire().await.ok()?;
    tokio::task::spawn_blocking(move || hash_with(&password, &salt))
        .await
        .ok()?
}

/// Whether `password` is the one that `kept` was made of; with `None` it is not, at the same cost.
pub async fn verify(password: &str, kept: Option<&str>) -> bool {
    let known = kept.is_some();
    let password = password.to_owned();
    let kept = kept.map(str::to_owned);
    let Ok(_turn) = GATE.acquire().await else { return false };
    let checked = tokio::task::spawn_blocking(move || {
        let kept = kept.unwrap_or_else(|| NOBODY.clone());
        let hash = PasswordHash::new(&kept).ok()?;
        Argon2::default().verify_password(password.as_bytes(), &hash).ok()
    });
    known && matches!(checked.await, Ok(Some(())))
}

fn hash_with(password: &str, salt: &[u8]) -> Option<String> {
    let salt = SaltString::encode_b64(salt).ok()?;
    let hash = Argon2::default().hash_password(password.as_bytes(), &salt).ok()?;
    Some(hash.to_string())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU8, Ordering};

    use super::*;

    fn counting() -> RandomSource {
        let next = AtomicU8::new(0);
        Arc::new(move |bytes: &mut [u8]| bytes.fill_with(|| next.fetch_add(1, Ordering::Relaxed)))
    }

    #[test]
    fn a_password_fits_its_field_and_is_easily_read() {
        let random = counting();
        for _ in 0..100 {
            let password = generate(&random);
            assert_eq!(password.len(), MAX_PASSWORD);
            assert!(password.bytes().all(|letter| LETTERS.contains(&letter)), "{password}");
        }
    }

    #[tokio::test]
    async fn only_the_right_password_is_taken() {
        let kept = hash("s3cret", &counting()).await.unwrap();
        assert!(kept.starts_with("$argon2id$"), "{kept}");
        assert!(verify("s3cret", Some(&kept)).await);
        assert!(!verify("s3cres", Some(&kept)).await);
        assert!(!verify("", None).await, "nobody has the empty password");
        assert!(!verify("s3cret", Some("nonsense")).await);
    }
}
