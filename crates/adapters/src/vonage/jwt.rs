//! JSON Web Tokens, as far as Vonage uses them: RS256 for our requests, HS256 for its webhooks.
//!
//! Written on ring, which TLS brings along: the usual library brings an RSA with a known side channel (RUSTSEC-2023-0071)
//! and a second calendar.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use domain::{Fault, Millis, ProviderId};
use parking_lot::Mutex;
use ring::rand::SystemRandom;
use ring::rsa::KeyPair;
use ring::signature::RSA_PKCS1_SHA256;
use serde::Deserialize;
use serde_json::json;

use crate::http::verify::{Hash, hmac, same};

/// How long a token of ours is valid, ms.
const VALID_MS: Millis = 900_000;
/// How long one is used before the next is made, ms.
const USED_MS: Millis = 600_000;

/// An application at Vonage: its id and its private key.
#[derive(Clone)]
pub(super) struct Application {
    id: String,
    key: Arc<KeyPair>,
}

impl Application {
    /// Reads a key in PEM, PKCS #8 as Vonage makes it or PKCS #1.
    pub fn read(id: &str, pem: &str) -> Result<Self, Fault> {
        if id.trim().is_empty() {
            return Err(Fault::new(
                "applicationId",
                "is empty",
                "give the id of the application at Vonage",
            ));
        }
        let mend = "give the whole private key file of the application, from -----BEGIN to END PRIVATE KEY-----";
        let broken = || Fault::new("privateKey", "is no RSA key in PEM", mend);
        let (label, der) = pem_block(pem).ok_or_else(broken)?;
        let key = match label {
            "PRIVATE KEY" => KeyPair::from_pkcs8(&der),
            "RSA PRIVATE KEY" => KeyPair::from_der(&der),
            _ => return Err(broken()),
        };
        let key = key.map_err(|_| broken())?;
        Ok(Self {
            id: id.to_owned(),
            key: Arc::new(key),
        })
    }
}

/// The label and the octets of the first block.
fn pem_block(pem: &str) -> Option<(&str, Vec<u8>)> {
    let (_, rest) = pem.split_once("-----BEGIN ")?;
    let (label, rest) = rest.split_once("-----")?;
    let (body, _) = rest.split_once("-----END ")?;
    // A key that was pasted into JSON or a variable may have its line ends as two characters.
    let body: String = body.replace("\\n", "").split_whitespace().collect();
    Some((label, STANDARD.decode(body).ok()?))
}

/// Makes the tokens of our requests, each used for a while: signing takes a millisecond.
pub(super) struct Tokens {
    application: Application,
    provider: ProviderId,
    count: AtomicU64,
    current: Mutex<Option<(String, Millis)>>,
}

impl Tokens {
    /// A maker of tokens; one is made at once, so that a key that cannot sign is known now.
    pub fn new(application: Application, provider: ProviderId) -> Result<Self, Fault> {
        let tokens = Self {
            application,
            provider,
            count: AtomicU64::new(0),
            current: Mutex::default(),
        };
        match tokens.make(0) {
            Some(_) => Ok(tokens),
            None => Err(Fault::new(
                "privateKey",
                "cannot sign",
                "make a new key pair for the application",
            )),
        }
    }

    /// The token to send at `now`.
    pub fn token(&self, now: Millis) -> Option<String> {
        let mut current = self.current.lock();
        let usable = |until: Millis| now < until && until - now <= USED_MS;
        if let Some((token, _)) = current.as_ref().filter(|(_, until)| usable(*until)) {
            return Some(token.clone());
        }
        let token = self.make(now)?;
        *current = Some((token.clone(), now + USED_MS));
        Some(token)
    }

    fn make(&self, now: Millis) -> Option<String> {
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        let claims = json!({
            "application_id": self.application.id,
            "iat": now / 1_000,
            "exp": (now + VALID_MS) / 1_000,
            "jti": format!("{}-{now}-{count}", self.provider),
        });
        let header = json!({"alg": "RS256", "typ": "JWT"});
        let coded = |value: serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", coded(header), coded(claims));
        let key = &self.application.key;
        let mut signature = vec![0; key.public().modulus_len()];
        let random = SystemRandom::new();
        key.sign(&RSA_PKCS1_SHA256, &random, signed.as_bytes(), &mut signature)
            .ok()?;
        Some(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

/// What a webhook's token says.
#[derive(Deserialize)]
pub(super) struct Claims {
    #[serde(default)]
    pub api_key: String,
    pub iat: i64,
    pub jti: String,
    #[serde(default)]
    pub payload_hash: Option<String>,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
}

/// The claims of `token`, not to be trusted.
pub(super) fn unverified(token: &str) -> Option<Claims> {
    let mut parts = token.split('.');
    let claims = parts.nth(1)?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).ok()?).ok()
}

/// Whether `token` is signed with HS256 and `secret`.
pub(super) fn is_signed(token: &str, secret: &str) -> bool {
    let Some((signed, signature)) = token.rsplit_once('.') else {
        return false;
    };
    let header = signed
        .split('.')
        .next()
        .and_then(|header| URL_SAFE_NO_PAD.decode(header).ok());
    let header = header.and_then(|header| serde_json::from_slice::<Header>(&header).ok());
    let given = URL_SAFE_NO_PAD.decode(signature);
    header.is_some_and(|header| header.alg == "HS256")
        && signed.matches('.').count() == 1
        && given.is_ok_and(|given| same(&given, &hmac(Hash::Sha256, secret.as_bytes(), signed.as_bytes())))
}
