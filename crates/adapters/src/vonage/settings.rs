//! Vonage's settings: read, checked as a whole, and put into the form that the adapter works with.

use domain::{Currency, Fault, Millis};
use serde::Deserialize;
use serde_json::Value;

use super::jwt::Application;
use super::signature::Method;
use crate::http::verify::{AddressRange, Verify};
use crate::http::{Guard, check_url, public_url};
use crate::senders::Senders;
use crate::settings::{read, require, within};

const REST_URL: &str = "https://rest.nexmo.com";
const API_URL: &str = "https://api.nexmo.com";
/// Vonage bills in euros and does not say so.
const CURRENCY: &str = "EUR";
/// How old a signed webhook may be, seconds.
const MAX_AGE_SECONDS: u32 = 300;
/// The longest callback URL that the SMS API takes, characters.
const MAX_CALLBACK_CHARACTERS: usize = 100;
const SMS_MODES: &[&str] = &["signature", "token", "none"];
const MESSAGES_MODES: &[&str] = &["jwt", "token", "none"];

/// Which of Vonage's two APIs is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Api {
    Sms,
    Messages,
}

/// How webhooks are verified.
#[derive(Clone)]
pub(super) enum Mode {
    /// The `sig` parameter of the SMS API.
    Signature { method: Method, secret: String },
    /// The signed token of the Messages API.
    Jwt { secret: String },
    /// The path's token.
    Token,
    /// Nothing, as the settings say.
    None,
}

/// Settings without a fault.
#[derive(Clone)]
pub(super) struct Settings {
    pub api: Api,
    pub api_key: String,
    pub api_secret: String,
    pub senders: Senders,
    /// Where the Messages API's token comes from, instead of key and secret.
    pub application: Option<Application>,
    /// How requests to the SMS API are signed, instead of naming the secret.
    pub request_signature: Option<(Method, String)>,
    pub public_url: Option<String>,
    pub rest_url: String,
    pub api_url: String,
    pub currency: Currency,
    pub mode: Mode,
    pub ranges: Vec<AddressRange>,
    pub max_age_ms: Millis,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Written {
    api: Option<String>,
    api_key: String,
    api_secret: String,
    from_number: Option<String>,
    senders: Vec<String>,
    application_id: Option<String>,
    private_key: Option<String>,
    signature_secret: Option<String>,
    sign_requests: bool,
    public_url: Option<String>,
    base_url: Option<String>,
    api_url: Option<String>,
    currency: Option<String>,
    verify: Verify,
    max_age_seconds: Option<u32>,
}

impl Settings {
    pub fn read(config: &Value, guard: Guard) -> Result<Self, Vec<Fault>> {
        let (written, mut found) = read::<Written>(config);
        let faults = &mut found;
        let api = keep(written.api(), faults).unwrap_or(Api::Sms);
        require(
            "apiKey",
            &written.api_key,
            "give the API key of the dashboard's first page",
            faults,
        );
        require(
            "apiSecret",
            &written.api_secret,
            "give the API secret of the dashboard",
            faults,
        );
        let before = faults.len();
        let senders = Senders::read(("fromNumber", written.from_number.as_deref()), &written.senders, faults);
        if senders.is_empty() && faults.len() == before {
            faults.push(Fault::new("fromNumber", "is missing", "give fromNumber or senders"));
        }
        let url = |field: &str, url: &Option<String>, usual: &str, faults: &mut Vec<Fault>| {
            let url = url.as_deref().unwrap_or(usual).trim_end_matches('/').to_owned();
            faults.extend(check_url(field, &url, guard).err());
            url
        };
        let rest_url = url("baseUrl", &written.base_url, REST_URL, faults);
        let api_url = url("apiUrl", &written.api_url, API_URL, faults);
        let public_url = keep(written.public_url(api), faults).flatten();
        let application = keep(written.application(api), faults).flatten();
        let request_signature = written.request_signature(api, faults);
        let mode = keep(written.mode(api), faults);
        let ranges = written.verify.ranges().unwrap_or_else(|more| {
            faults.extend(more);
            Vec::new()
        });
        let currency = keep(written.currency(), faults);
        let max_age = written.max_age_seconds.unwrap_or(MAX_AGE_SECONDS);
        within("maxAgeSeconds", max_age, 1..=86_400, faults);
        match (mode, currency) {
            (Some(mode), Some(currency)) if faults.is_empty() => Ok(Self {
                api,
                api_key: written.api_key,
                api_secret: written.api_secret,
                senders,
                application,
                request_signature,
                public_url,
                rest_url,
                api_url,
                currency,
                mode,
                ranges,
                max_age_ms: Millis::from(max_age) * 1_000,
            }),
            _ => Err(found),
        }
    }

    /// Takes the server's own address for webhooks, where the settings name none and the API takes one so long; without it
    /// reports go where the account says.
    pub fn use_webhook_url(&mut self, url: Option<String>) {
        if self.public_url.is_none() {
            self.public_url = url.filter(|url| fits_callback(self.api, url));
        }
    }

    /// The credentials that a carrier could echo.
    pub fn secrets(&self) -> [&str; 2] {
        let signing = match &self.mode {
            Mode::Signature { secret, .. } | Mode::Jwt { secret } => secret,
            Mode::Token | Mode::None => "",
        };
        [&self.api_secret, signing]
    }
}

impl Written {
    fn api(&self) -> Result<Api, Fault> {
        match self.api.as_deref() {
            None | Some("sms") => Ok(Api::Sms),
            Some("messages") => Ok(Api::Messages),
            Some(_) => Err(Fault::new("api", "is not one of the choices", "give sms or messages")),
        }
    }

    fn public_url(&self, api: Api) -> Result<Option<String>, Fault> {
        let Some(url) = &self.public_url else {
            return Ok(None);
        };
        let url = public_url::read(url)?;
        if !fits_callback(api, &url) {
            let mend = "give at most 93 characters: Vonage takes no longer callback; or set it at Vonage";
            return Err(Fault::new("publicUrl", "is too long", mend));
        }
        Ok(Some(url))
    }

    fn application(&self, api: Api) -> Result<Option<Application>, Fault> {
        let only_messages = "leave it out: the SMS API takes key and secret";
        match (&self.application_id, &self.private_key) {
            (None, None) => Ok(None),
            _ if api == Api::Sms => {
                let field = if self.application_id.is_some() {
                    "applicationId"
                } else {
                    "privateKey"
                };
                Err(Fault::new(field, "is a setting of the Messages API", only_messages))
            }
            (Some(id), Some(key)) => Application::read(id, key).map(Some),
            (None, _) => Err(Fault::new("applicationId", "is missing", "give it beside privateKey")),
            (_, None) => Err(Fault::new("privateKey", "is missing", "give it beside applicationId")),
        }
    }

    /// The signing secret, which must be there.
    fn secret(&self) -> Result<String, Fault> {
        let secret = self.signature_secret.clone().filter(|secret| !secret.is_empty());
        secret.ok_or_else(|| {
            let mend = "give the signature secret of the account's settings, or set verify.mode to token";
            Fault::new("signatureSecret", "is missing", mend)
        })
    }

    fn method(&self) -> Result<Method, Fault> {
        match self.verify.algorithm.as_deref() {
            None => Ok(Method::Md5Hash),
            Some(word) => Method::parse(word).ok_or_else(|| {
                let mend = format!("give one of {}", Method::WORDS.join(", "));
                Fault::new("verify.algorithm", "is not one of the choices", mend)
            }),
        }
    }

    fn mode(&self, api: Api) -> Result<Mode, Fault> {
        let modes = if api == Api::Sms { SMS_MODES } else { MESSAGES_MODES };
        // An account whose secret is given signs. Without one the unguessable path is what there is.
        let usual = if self.signature_secret.is_some() {
            modes[0]
        } else {
            "token"
        };
        let method = self.method()?;
        match self.verify.mode(modes, usual)? {
            "signature" => Ok(Mode::Signature {
                method,
                secret: self.secret()?,
            }),
            "jwt" => Ok(Mode::Jwt { secret: self.secret()? }),
            "token" => Ok(Mode::Token),
            _ => Ok(Mode::None),
        }
    }

    fn request_signature(&self, api: Api, faults: &mut Vec<Fault>) -> Option<(Method, String)> {
        if !self.sign_requests {
            return None;
        }
        if api == Api::Messages {
            let mend = "leave it out: the Messages API signs with applicationId and privateKey";
            faults.push(Fault::new("signRequests", "is a setting of the SMS API", mend));
        }
        let secret = keep(self.secret(), faults)?;
        // A wrong algorithm was noted where the mode was read.
        Some((self.method().ok()?, secret))
    }

    fn currency(&self) -> Result<Currency, Fault> {
        let code = self.currency.as_deref().unwrap_or(CURRENCY);
        code.parse()
            .map_err(|_| Fault::new("currency", "is no currency", "give three capital letters, such as EUR"))
    }
}

/// Whether the API takes the callback that is made of `url`.
fn fits_callback(api: Api, url: &str) -> bool {
    api == Api::Messages || url.chars().count() + "/report".len() <= MAX_CALLBACK_CHARACTERS
}

fn keep<T>(result: Result<T, Fault>, faults: &mut Vec<Fault>) -> Option<T> {
    result.map_err(|fault| faults.push(fault)).ok()
}
