//! The signatures of requests, by the Standard Webhooks specification: HMAC-SHA256 over `id.timestamp.body`, in base64,
//! behind `v1,`; two of them, with a space between, while a secret is being changed. A secret is shown as `whsec_` and
//! base64.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Millis;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// What a secret's text starts with.
pub(crate) const PREFIX: &str = "whsec_";
/// Bytes of a secret.
pub(crate) const SECRET_BYTES: usize = 32;

/// One secret, ready to sign: its key is scheduled once.
#[derive(Clone)]
pub(crate) struct Signer(Hmac<Sha256>);

impl Signer {
    /// A signer with the secret as it is shown; `None` where it is none.
    pub(crate) fn new(secret: &str) -> Option<Self> {
        let key = STANDARD.decode(secret.strip_prefix(PREFIX)?).ok()?;
        Hmac::new_from_slice(&key).ok().map(Self)
    }

    fn sign_into(&self, header: &mut String, id: &str, seconds: &str, body: &[u8]) {
        let mut mac = self.0.clone();
        for part in [id.as_bytes(), b".", seconds.as_bytes(), b".", body] {
            mac.update(part);
        }
        header.push_str("v1,");
        STANDARD.encode_string(mac.finalize().into_bytes(), header);
    }
}

/// What an endpoint's requests are signed with.
#[derive(Clone)]
pub(crate) struct Signers {
    /// The secret.
    pub(crate) current: Signer,
    /// The one before, and until when it signs too.
    pub(crate) previous: Option<(Signer, Millis)>,
}

impl Signers {
    /// The header's value for a request of these `seconds`, sent at `now`.
    pub(crate) fn sign(&self, (id, seconds): (&str, &str), body: &[u8], now: Millis) -> String {
        let mut header = String::with_capacity(96);
        self.current.sign_into(&mut header, id, seconds, body);
        if let Some((previous, _)) = self.previous.as_ref().filter(|(_, until)| now < *until) {
            header.push(' ');
            previous.sign_into(&mut header, id, seconds, body);
        }
        header
    }
}

impl From<Signer> for Signers {
    fn from(current: Signer) -> Self {
        Self {
            current,
            previous: None,
        }
    }
}

/// A secret's text.
pub(crate) fn shown(secret: &[u8; SECRET_BYTES]) -> String {
    format!("{PREFIX}{}", STANDARD.encode(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's reference libraries.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const SIGNED: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    fn sign(signers: &Signers, now: Millis) -> String {
        let id = ("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330");
        signers.sign(id, br#"{"test": 2432232314}"#, now)
    }

    #[test]
    fn the_signature_is_that_of_the_specification() {
        let signer = Signer::new(SECRET).unwrap();
        assert_eq!(sign(&signer.into(), 0), SIGNED);
        assert!(Signer::new("secret").is_none());
    }

    #[test]
    fn both_secrets_sign_until_the_old_one_ends() {
        let signers = Signers {
            current: Signer::new(&shown(&[7; SECRET_BYTES])).unwrap(),
            previous: Signer::new(SECRET).map(|old| (old, 1_000)),
        };
        let both = sign(&signers, 999);
        let (new, old) = both.split_once(' ').expect("two signatures");
        assert_eq!(old, SIGNED);
        assert_eq!(sign(&signers, 1_000), new);
    }
}
