//! Twilio's settings: read, checked as a whole, and put into the form that the adapter works with.

use domain::Fault;
use serde::Deserialize;
use serde_json::Value;

use crate::http::verify::{AddressRange, Verify};
use crate::http::{Guard, check_url, public_url};
use crate::senders::Senders;
use crate::settings::{read, require};

const BASE_URL: &str = "https://api.twilio.com";
/// Hexadecimal digits after the two letters of a SID.
const SID_DIGITS: usize = 32;
/// The ways to verify a webhook; the first is the usual one.
const MODES: &[&str] = &["signature", "shared-key", "token", "none"];

/// How webhooks are verified.
#[derive(Clone)]
pub(super) enum Mode {
    /// HMAC-SHA1 with the account's primary auth token.
    Signature { auth_token: String },
    /// HMAC-SHA256 with a key made for webhooks.
    SharedKey { id: String, secret: String },
    /// The path's token.
    Token,
    /// Nothing, as the settings say.
    None,
}

/// Settings without a fault.
#[derive(Clone)]
pub(super) struct Settings {
    pub account_sid: String,
    /// The user name of the API: the account's SID or an API key's.
    pub user: String,
    pub password: String,
    pub senders: Senders,
    pub messaging_service: Option<String>,
    pub public_url: Option<String>,
    pub base_url: String,
    pub mode: Mode,
    pub ranges: Vec<AddressRange>,
    pub twiml_reply: Option<String>,
    /// Every credential, so that none is repeated when a carrier echoes it.
    pub secrets: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Written {
    account_sid: String,
    auth_token: String,
    api_key_sid: Option<String>,
    api_key_secret: Option<String>,
    from_number: Option<String>,
    senders: Vec<String>,
    messaging_service_sid: Option<String>,
    public_url: Option<String>,
    base_url: Option<String>,
    verify: Verify,
    webhook_key_id: Option<String>,
    webhook_key_secret: Option<String>,
    twiml_reply: Option<String>,
}

impl Settings {
    pub fn read(config: &Value, guard: Guard) -> Result<Self, Vec<Fault>> {
        let (written, mut faults) = read::<Written>(config);
        let faults = &mut faults;
        check_sid("accountSid", "AC", &written.account_sid, faults);
        if let Some(service) = &written.messaging_service_sid {
            check_sid("messagingServiceSid", "MG", service, faults);
        }
        let (user, password) = written.credentials(faults);
        let one = ("fromNumber", written.from_number.as_deref());
        let senders = Senders::read(one, &written.senders, faults);
        if senders.is_empty() && written.messaging_service_sid.is_none() && !faults.iter().any(is_about_senders) {
            let mend = "give fromNumber, senders or messagingServiceSid";
            faults.push(Fault::new("fromNumber", "is missing", mend));
        }
        let base_url = written
            .base_url
            .as_deref()
            .unwrap_or(BASE_URL)
            .trim_end_matches('/')
            .to_owned();
        faults.extend(check_url("baseUrl", &base_url, guard).err());
        let public_url = written.public_url.as_deref().and_then(|url| {
            public_url::read(url)
                .and_then(check_host)
                .map_err(|fault| faults.push(fault))
                .ok()
        });
        check_reply(written.twiml_reply.as_deref(), faults);
        let ranges = written.verify.ranges().unwrap_or_else(|found| {
            faults.extend(found);
            Vec::new()
        });
        let mode = written.mode(faults);
        let secrets = written.secrets();
        match mode {
            Some(mode) if faults.is_empty() => Ok(Self {
                account_sid: written.account_sid,
                user,
                password,
                senders,
                messaging_service: written.messaging_service_sid,
                public_url,
                base_url,
                mode,
                ranges,
                twiml_reply: written.twiml_reply,
                secrets,
            }),
            _ => Err(std::mem::take(faults)),
        }
    }

    /// The credentials, for cleaning a carrier's words.
    pub fn secrets(&self) -> Vec<&str> {
        self.secrets.iter().map(String::as_str).collect()
    }
}

impl Written {
    /// User name and password of the API.
    fn credentials(&self, faults: &mut Vec<Fault>) -> (String, String) {
        match (&self.api_key_sid, &self.api_key_secret) {
            (None, None) => {
                require(
                    "authToken",
                    &self.auth_token,
                    "give the account's primary auth token",
                    faults,
                );
                (self.account_sid.clone(), self.auth_token.clone())
            }
            (sid, secret) => {
                let sid = sid.clone().unwrap_or_default();
                let secret = secret.clone().unwrap_or_default();
                check_sid("apiKeySid", "SK", &sid, faults);
                require(
                    "apiKeySecret",
                    &secret,
                    "give the secret that was shown with the API key",
                    faults,
                );
                (sid, secret)
            }
        }
    }

    fn mode(&self, faults: &mut Vec<Fault>) -> Option<Mode> {
        if self.verify.algorithm.is_some() {
            let mend = "leave it out: a Twilio mode has one algorithm";
            faults.push(Fault::new("verify.algorithm", "is no setting of this kind", mend));
        }
        let mode = self
            .verify
            .mode(MODES, MODES[0])
            .map_err(|fault| faults.push(fault))
            .ok()?;
        Some(match mode {
            "signature" => {
                let by_key = self.api_key_sid.is_some() || self.api_key_secret.is_some();
                if by_key {
                    let mend =
                        "give the account's primary auth token: Twilio signs webhooks with it; or set verify.mode";
                    require("authToken", &self.auth_token, mend, faults);
                }
                Mode::Signature {
                    auth_token: self.auth_token.clone(),
                }
            }
            "shared-key" => {
                let id = self.webhook_key_id.clone().unwrap_or_default();
                let secret = self.webhook_key_secret.clone().unwrap_or_default();
                require(
                    "webhookKeyId",
                    &id,
                    "give the id of the key that webhooks are signed with",
                    faults,
                );
                require(
                    "webhookKeySecret",
                    &secret,
                    "give the key that webhooks are signed with",
                    faults,
                );
                Mode::SharedKey { id, secret }
            }
            "token" => Mode::Token,
            _ => Mode::None,
        })
    }

    fn secrets(&self) -> Vec<String> {
        let optional = [&self.api_key_secret, &self.webhook_key_secret].into_iter().flatten();
        let all = std::iter::once(&self.auth_token).chain(optional);
        all.filter(|secret| !secret.is_empty()).cloned().collect()
    }
}

fn is_about_senders(fault: &Fault) -> bool {
    ["fromNumber", "senders", "messagingServiceSid"]
        .iter()
        .any(|field| fault.field.starts_with(field))
}

fn check_sid(field: &str, letters: &str, sid: &str, faults: &mut Vec<Fault>) {
    let digits = sid.strip_prefix(letters);
    let good = |digits: &str| digits.len() == SID_DIGITS && digits.bytes().all(|octet| octet.is_ascii_hexdigit());
    if !digits.is_some_and(good) {
        let fault = if sid.is_empty() {
            "is missing"
        } else {
            "is no SID of this kind"
        };
        let mend = format!("give {letters} and {SID_DIGITS} hexadecimal digits, as Twilio's console shows it");
        faults.push(Fault::new(field, fault, mend));
    }
}

/// Twilio calls no host with an underscore in its name.
fn check_host(url: String) -> Result<String, Fault> {
    let host = url
        .split("://")
        .nth(1)
        .and_then(|rest| rest.split('/').next())
        .unwrap_or_default();
    if host.contains('_') {
        let mend = "give a host name without an underscore: Twilio calls no other";
        return Err(Fault::new("publicUrl", "has an underscore in its host", mend));
    }
    Ok(url)
}

fn check_reply(reply: Option<&str>, faults: &mut Vec<Fault>) {
    let Some(reply) = reply else { return };
    let characters = reply.chars().count();
    if characters == 0 || characters > super::MAX_CHARACTERS {
        let fault = format!("has {characters} characters");
        let mend = format!(
            "give 1 to {} characters, or leave it out for no reply",
            super::MAX_CHARACTERS
        );
        faults.push(Fault::new("twimlReply", fault, mend));
    }
    if reply
        .chars()
        .any(|character| character.is_control() && character != '\n')
    {
        let mend = "leave control characters out: XML cannot have them";
        faults.push(Fault::new("twimlReply", "has a control character", mend));
    }
}
