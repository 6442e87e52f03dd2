//! The private key of an application at Vonage, made when a test needs it: none lies about in the repository.

use std::sync::OnceLock;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use rsa::PrivateKey;
use rsa::pkcs8::{EncodePrivateKey, LineEnding};

/// Always the same key: some seeds take much longer than others.
const SEED: u64 = 7;
/// The shortest that is taken for signing.
const BITS: usize = 2_048;

/// The key, PKCS #8 in PEM, as Vonage hands it out.
pub fn application_key() -> &'static str {
    static KEY: OnceLock<String> = OnceLock::new();
    KEY.get_or_init(|| {
        let key = PrivateKey::new(&mut ChaCha20Rng::seed_from_u64(SEED), BITS).expect("enough primes");
        let pem = key.to_pkcs8_pem(LineEnding::LF).expect("a key can be written");
        pem.to_string()
    })
}
