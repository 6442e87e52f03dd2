//! The signature of a callback, by the Standard Webhooks specification: HMAC-SHA256 over `id.timestamp.body`, in base64,
//! behind `v1,`. The secret is shown as `whsec_` and base64.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// What a secret's text starts with.
pub(crate) const PREFIX: &str = "whsec_";
/// Bytes of a secret.
pub(crate) const SECRET_BYTES: usize = 32;

/// Signs the callbacks of one organization.
#[derive(Clone)]
pub(crate) struct Signer(Hmac<Sha256>);

impl Signer {
    /// A signer with the secret as it is shown; `None` where it is none.
    pub(crate) fn new(secret: &str) -> Option<Self> {
        let key = STANDARD.decode(secret.strip_prefix(PREFIX)?).ok()?;
        Hmac::new_from_slice(&key).ok().map(Self)
    }

    /// The header's value.
    pub(crate) fn sign(&self, id: &str, seconds: i64, body: &str) -> String {
        let mut mac = self.0.clone();
        mac.update(format!("{id}.{seconds}.").as_bytes());
        mac.update(body.as_bytes());
        format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
    }
}

/// A secret's text.
pub(crate) fn shown(secret: &[u8; SECRET_BYTES]) -> String {
    format!("{PREFIX}{}", STANDARD.encode(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_that_of_the_specification() {
        // The example of the specification's reference libraries.
        let signer = Signer::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        assert_eq!(
            signer.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, r#"{"test": 2432232314}"#),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
        assert!(Signer::new("secret").is_none());
    }

    #[test]
    fn a_shown_secret_can_be_signed_with() {
        assert!(Signer::new(&shown(&[7; SECRET_BYTES])).is_some());
    }
}
