//! Whether a webhook is Infobip's. The carrier signs only what its portal is told to sign, and neither the header nor
//! what is signed is fixed; so both are settings, one construction is pinned, and the other is never tried on the same
//! request: a signature of one must not pass for the other.
//!
//! A signed timestamp is not compared with the clock: the carrier repeats a report for hours, and a report or an inbound
//! message that comes twice is stored once.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Fault;
use serde::Deserialize;

use super::settings::Written;
use crate::http::door::Door;
use crate::http::verify::{self, Hash};
use crate::http::{Guard, check_url};
use crate::{WebhookRefusal, WebhookRequest};

/// The modes of the `verify` setting; the first is the default.
const MODES: &[&str] = &["token", "addresses", "none", "basic", "hmac"];
/// The algorithms that the carrier offers and Tuma checks.
const ALGORITHMS: [(&str, Hash); 5] = [
    ("sha256", Hash::Sha256),
    ("sha512", Hash::Sha512),
    ("sha384", Hash::Sha384),
    ("sha1", Hash::Sha1),
    ("md5", Hash::Md5),
];

/// The `signature` setting: what the account's webhooks are signed like.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct Signature {
    header: Option<String>,
    encoding: Encoding,
    scheme: Scheme,
    timestamp_header: Option<String>,
}

#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Encoding {
    #[default]
    Hex,
    Base64,
}

#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Scheme {
    /// The raw body.
    #[default]
    Body,
    /// The timestamp header's value, then the raw body.
    TimestampBody,
}

/// The check of an account's webhooks.
pub(super) struct Gate {
    door: Door,
    check: Check,
}

enum Check {
    Nothing,
    Basic { user: String, password: String },
    Hmac(Box<Hmac>),
}

struct Hmac {
    secret: String,
    hash: Hash,
    header: String,
    encoding: Encoding,
    /// The header of the timestamp, where it is signed.
    timestamp: Option<String>,
}

impl Gate {
    /// Reads `verify`, `signature`, the webhook credentials and `publicUrl`: the check, and the URL for reports that
    /// each message names. What is wrong goes into `faults`.
    pub fn read(written: &Written, faults: &mut Vec<Fault>) -> (Self, Option<String>) {
        let mode = written.verify.mode(MODES, "token").unwrap_or_else(|fault| {
            faults.push(fault);
            "token"
        });
        // The token is not asked for on top of a signature: a subscription of the account may call any path.
        let door_mode = if matches!(mode, "basic" | "hmac") { "none" } else { mode };
        let door = Door::of_mode(door_mode, &written.verify, faults);
        let check = match mode {
            "basic" => basic(written, faults),
            "hmac" => hmac(written, faults),
            _ => Check::Nothing,
        };
        let report_url = report_url(written, mode, faults);
        (Self { door, check }, report_url)
    }

    /// Whether `request` may come in.
    pub fn admit(&self, request: &WebhookRequest) -> Result<(), WebhookRefusal> {
        self.door.admit(request)?;
        match &self.check {
            Check::Nothing => Ok(()),
            Check::Basic { user, password } => verify::by_basic(user, password, request),
            Check::Hmac(hmac) => hmac.admit(request),
        }
    }
}

impl Hmac {
    fn admit(&self, request: &WebhookRequest) -> Result<(), WebhookRefusal> {
        let given = request
            .header(&self.header)
            .ok_or(WebhookRefusal::NotAuthentic("the signature is missing"))?;
        let mut signed = Vec::with_capacity(request.body.len() + 16);
        if let Some(name) = &self.timestamp {
            let stamp = request.header(name).filter(|stamp| !stamp.is_empty());
            let stamp = stamp.ok_or(WebhookRefusal::NotAuthentic("the signature's timestamp is missing"))?;
            signed.extend_from_slice(stamp.as_bytes());
        }
        signed.extend_from_slice(&request.body);
        let wanted = verify::hmac(self.hash, self.secret.as_bytes(), &signed);
        let is_same = match self.encoding {
            Encoding::Hex => {
                let given = given.trim().to_ascii_lowercase();
                verify::same(given.as_bytes(), verify::hex(&wanted).as_bytes())
            }
            Encoding::Base64 => STANDARD
                .decode(given.trim())
                .is_ok_and(|given| verify::same(&given, &wanted)),
        };
        if is_same {
            Ok(())
        } else {
            Err(WebhookRefusal::NotAuthentic("the signature is wrong"))
        }
    }
}

fn basic(written: &Written, faults: &mut Vec<Fault>) -> Check {
    let mut needed = |field: &str, value: &Option<String>| {
        let value = value.clone().unwrap_or_default();
        crate::settings::require(
            field,
            &value,
            "the mode basic needs it: choose one, and set it at the carrier",
            faults,
        );
        value
    };
    let user = needed("webhookUser", &written.webhook_user);
    let password = needed("webhookPassword", &written.webhook_password);
    Check::Basic { user, password }
}

fn hmac(written: &Written, faults: &mut Vec<Fault>) -> Check {
    let secret = written.webhook_secret.clone().unwrap_or_default();
    let mend = "the mode hmac needs it: the secret key of the account's security settings";
    crate::settings::require("webhookSecret", &secret, mend, faults);
    let signature = &written.signature;
    let mend = "the mode hmac needs it: the header that carries the signature, such as X-Signature";
    crate::settings::require(
        "signature.header",
        signature.header.as_deref().unwrap_or_default(),
        mend,
        faults,
    );
    let timestamped = signature.scheme == Scheme::TimestampBody;
    if timestamped != signature.timestamp_header.is_some() {
        let mend = "give it with the scheme timestamp_body, such as X-Ib-Exchange-Req-Timestamp, and not with body";
        faults.push(Fault::new(
            "signature.timestampHeader",
            "does not go with the scheme",
            mend,
        ));
    }
    let named = written
        .verify
        .algorithm
        .as_deref()
        .unwrap_or("sha256")
        .to_ascii_lowercase()
        .replace(['_', '-'], "");
    let named = named.strip_prefix("hmac").unwrap_or(&named);
    let known = ALGORITHMS.into_iter().find(|(name, _)| *name == named);
    if known.is_none() {
        let names: Vec<&str> = ALGORITHMS.iter().map(|(name, _)| *name).collect();
        let mend = format!("give one of {}, and choose the same at the carrier", names.join(", "));
        faults.push(Fault::new("verify.algorithm", "is none that is checked here", mend));
    }
    let lower = |name: &Option<String>| name.as_deref().map(|name| name.trim().to_ascii_lowercase());
    Check::Hmac(Box::new(Hmac {
        secret,
        hash: known.map_or(Hash::Sha256, |(_, hash)| hash),
        header: lower(&signature.header).unwrap_or_default(),
        encoding: signature.encoding,
        timestamp: lower(&signature.timestamp_header),
    }))
}

/// The URL for reports, below `publicUrl`. Under `basic` it holds the credentials, which the carrier then sends.
fn report_url(written: &Written, mode: &str, faults: &mut Vec<Fault>) -> Option<String> {
    let public = written.public_url.as_deref()?;
    // Whether the address is private is the carrier's business: nobody here calls it.
    if let Err(fault) = check_url("publicUrl", public, Guard::new(true)) {
        faults.push(fault);
        return None;
    }
    if mode == "hmac" {
        let mend = "leave publicUrl out and subscribe to reports in the carrier's portal, or choose another mode";
        faults.push(Fault::new(
            "publicUrl",
            "cannot be signed: the carrier does not sign a message's own URL",
            mend,
        ));
        return None;
    }
    let mut url = reqwest::Url::parse(&format!("{}/report", public.trim_end_matches('/'))).ok()?;
    if mode == "basic" {
        url.set_username(written.webhook_user.as_deref().unwrap_or_default())
            .ok()?;
        url.set_password(written.webhook_password.as_deref()).ok()?;
    }
    Some(url.to_string())
}
