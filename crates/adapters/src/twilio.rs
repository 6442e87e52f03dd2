//! Twilio Programmable Messaging: one form POST a message, status callbacks and inbound messages as signed forms.
//!
//! Twilio has no reference field, so Tuma's id and attempt travel in the query of each message's own status callback
//! URL. What to enter and what each code means stands in `docs/carriers/twilio.md`.

mod answer;
mod codes;
mod query;
mod send;
mod settings;
mod signature;
mod status;
mod webhook;

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Clock, Fault, Money, ProviderId};
use serde_json::Value;

pub use codes::{CODES, Code};
pub use status::{STATUSES, Step};

use self::settings::Settings;
use crate::catalog::{RuleAction, Setup, ShippedRule};
use crate::http::one_by_one::{MAX_BATCH, one_by_one};
use crate::http::{Guard, HttpClient};
use crate::{
    Adapter, AskError, CarrierSink, Outcomes, Outgoing, Report, WebhookAnswer, WebhookRefusal, WebhookRequest,
};

/// The longest text that Twilio takes, characters.
pub const MAX_CHARACTERS: usize = 1_600;
/// Fields of the settings that are credentials.
pub const SECRETS: &[&str] = &["authToken", "apiKeySecret", "webhookKeySecret"];

/// What Twilio's usual answers slow or pause: too many requests the lane, a full queue the sender whose it is.
pub(crate) const RULES: &[ShippedRule] = &[
    ShippedRule {
        code: Some("20429"),
        text: None,
        action: RuleAction::SlowLane,
        seconds: 2,
    },
    ShippedRule {
        code: Some("21611"),
        text: None,
        action: RuleAction::PauseSender,
        seconds: 30,
    },
];

/// Speaks to Twilio.
pub struct TwilioAdapter {
    provider: ProviderId,
    settings: Settings,
    sink: Arc<dyn CarrierSink>,
    clock: Arc<dyn Clock>,
    http: HttpClient,
}

impl TwilioAdapter {
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
        settings.public_url = settings.public_url.or(setup.webhook_url);
        Ok(Self {
            provider: setup.provider,
            settings,
            sink: setup.sink,
            clock: setup.clock,
            http: setup.http,
        })
    }

    /// A URL below the account's own.
    fn url(&self, path: &str) -> String {
        let Settings {
            base_url, account_sid, ..
        } = &self.settings;
        format!("{base_url}/2010-04-01/Accounts/{account_sid}{path}")
    }

    fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        let Settings { user, password, .. } = &self.settings;
        self.http
            .request(method, self.url(path))
            .basic_auth(user, Some(password))
    }
}

#[async_trait]
impl Adapter for TwilioAdapter {
    fn max_batch(&self) -> usize {
        MAX_BATCH
    }

    async fn send(&self, batch: Vec<Outgoing>, outcomes: Outcomes) {
        one_by_one(batch, outcomes, |message| self.send_one(message)).await;
    }

    async fn query(&self, carrier_id: &str, _to: &str) -> Result<Report, AskError> {
        self.query_one(carrier_id).await
    }

    async fn balance(&self) -> Result<Money, AskError> {
        self.ask_balance().await
    }

    async fn check(&self) -> Result<(), AskError> {
        self.ask_account().await
    }

    async fn webhook(&self, request: &WebhookRequest) -> Result<WebhookAnswer, WebhookRefusal> {
        self.take_webhook(request).await
    }
}
