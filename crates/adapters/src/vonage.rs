//! Vonage: the SMS API (one form POST a message, an id and a report a segment) and the Messages API (JSON, one id).
//!
//! The setting `api` says which of them a provider speaks, for sending and for webhooks. Tuma's id and attempt travel as
//! the client reference, which Vonage echoes. What to enter and what each code means stands in
//! `docs/carriers/vonage.md`.

mod codes;
mod jwt;
mod messages;
mod messages_webhook;
mod query;
mod replay;
mod settings;
mod signature;
mod sms;
mod sms_inbound;
mod sms_webhook;
mod status;

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Clock, Fault, Money, ProviderId};
use serde_json::Value;

pub use codes::{Code, ERR_CODES, MESSAGES_CODES, SMS_STATUSES};
pub use status::{MESSAGES_STATUSES, SMS_REPORT_STATUSES};

use self::jwt::Tokens;
use self::replay::Replays;
use self::settings::{Api, Settings};
use crate::catalog::{RuleAction, Setup, ShippedRule};
use crate::http::one_by_one::{MAX_BATCH, one_by_one};
use crate::http::{Guard, HttpClient, HttpFailure};
use crate::{
    Adapter, AskError, CarrierSink, Outcomes, Outgoing, Report, WebhookAnswer, WebhookRefusal, WebhookRequest,
};

/// Fields of the settings that are credentials.
pub const SECRETS: &[&str] = &["apiSecret", "privateKey", "signatureSecret"];
/// What Vonage's usual answers slow or pause: too many messages the lane for a moment, no credit the lane until somebody
/// may have topped up.
pub(crate) const RULES: &[ShippedRule] = &[
    ShippedRule {
        code: Some("1"),
        text: None,
        action: RuleAction::SlowLane,
        seconds: 1,
    },
    ShippedRule {
        code: Some("1000"),
        text: None,
        action: RuleAction::SlowLane,
        seconds: 1,
    },
    ShippedRule {
        code: Some("9"),
        text: None,
        action: RuleAction::PauseLane,
        seconds: 300,
    },
    ShippedRule {
        code: Some("1070"),
        text: None,
        action: RuleAction::PauseLane,
        seconds: 300,
    },
];

/// The longest text that the Messages API takes, characters.
pub const MAX_MESSAGES_CHARACTERS: usize = 3_200;

/// Speaks to Vonage.
pub struct VonageAdapter {
    provider: ProviderId,
    settings: Settings,
    sink: Arc<dyn CarrierSink>,
    clock: Arc<dyn Clock>,
    http: HttpClient,
    tokens: Option<Tokens>,
    replays: Replays,
}

impl VonageAdapter {
    /// Every fault of settings, found without calling anybody.
    pub fn check(config: &Value, guard: Guard) -> Vec<Fault> {
        Settings::read(config, guard).err().unwrap_or_default()
    }

    /// The adapter for settings that have no fault.
    ///
    /// # Errors
    /// The first fault, where they have one.
    pub fn new(setup: Setup) -> Result<Self, Fault> {
        // Addresses were checked when the settings were entered, and the client guards every call.
        let mut settings = Settings::read(&setup.config, Guard::new(true)).map_err(|mut faults| faults.remove(0))?;
        settings.use_webhook_url(setup.webhook_url);
        let tokens = settings
            .application
            .clone()
            .map(|application| Tokens::new(application, setup.provider));
        Ok(Self {
            provider: setup.provider,
            settings,
            sink: setup.sink,
            clock: setup.clock,
            http: setup.http,
            tokens: tokens.transpose()?,
            replays: Replays::default(),
        })
    }

    /// A request with the account's key and secret.
    fn basic(&self, method: reqwest::Method, url: &str) -> reqwest::RequestBuilder {
        let Settings {
            api_key, api_secret, ..
        } = &self.settings;
        self.http.request(method, url).basic_auth(api_key, Some(api_secret))
    }
}

#[async_trait]
impl Adapter for VonageAdapter {
    fn max_batch(&self) -> usize {
        MAX_BATCH
    }

    async fn send(&self, batch: Vec<Outgoing>, outcomes: Outcomes) {
        match self.settings.api {
            Api::Sms => one_by_one(batch, outcomes, |message| self.send_sms(message)).await,
            Api::Messages => one_by_one(batch, outcomes, |message| self.send_message(message)).await,
        }
    }

    async fn query(&self, carrier_id: &str, to: &str) -> Result<Report, AskError> {
        self.query_one(carrier_id, to).await
    }

    async fn balance(&self) -> Result<Money, AskError> {
        self.ask_balance().await
    }

    async fn webhook(&self, request: &WebhookRequest) -> Result<WebhookAnswer, WebhookRefusal> {
        match self.settings.api {
            Api::Sms => self.take_sms_webhook(request).await,
            Api::Messages => self.take_messages_webhook(request).await,
        }
    }
}

fn asked(failure: &HttpFailure) -> AskError {
    AskError::Failed(failure.to_string())
}

/// A JSON string or number as text.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// An address as Vonage takes it: digits without `+`.
fn bare(address: &str) -> &str {
    address.strip_prefix('+').unwrap_or(address)
}

/// Vonage's digits as E.164, where they are a number.
fn e164(digits: &str) -> Option<String> {
    let number = format!("+{}", bare(digits));
    domain::phone::is_e164(&number).then_some(number)
}
