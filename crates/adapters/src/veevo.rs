//! Veevo Tech (Pakistan, SMS API v3): one message a call, business errors inside a 200, no idempotency, no look-up.
//!
//! The carrier's documentation is not public; what is here was learnt from its clients. So the names of fields and the
//! words of answers are settings, an answer that cannot be read is an unknown outcome, and nothing depends on delivery
//! reports, which not every account gets.

mod answer;
mod codes;
mod hooks;
mod settings;

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Fault, ProviderId};
use futures::StreamExt;
use reqwest::Method;
use serde_json::{Map, Value, json};

pub use self::codes::{ERROR_FILTERS, Meaning, REPORT_WORDS};
use self::settings::Settings;
use crate::catalog::{Kind, RuleAction, Setup, ShippedRule};
use crate::http::{Guard, HttpClient, check_url, verdict};
use crate::{
    Adapter, CarrierSink, Outcomes, Outgoing, Rejection, SendOutcome, WebhookAnswer, WebhookRefusal, WebhookRequest,
};

/// The longest text that the carrier takes, characters.
pub const MAX_TEXT_CHARS: usize = 800;
/// Messages handed over at once, each a call of its own.
const MAX_BATCH: usize = 16;

/// What an empty balance and a sender that is not registered mean for the messages behind.
const RULES: &[ShippedRule] = &[
    ShippedRule {
        code: Some("LOW_BALANCE"),
        text: None,
        action: RuleAction::PauseLane,
        seconds: 60,
    },
    ShippedRule {
        code: Some("INSUFFICIENT_BALANCE"),
        text: None,
        action: RuleAction::PauseLane,
        seconds: 60,
    },
    ShippedRule {
        code: Some("SENDER_ID_NOT FOUND"),
        text: None,
        action: RuleAction::PauseSender,
        seconds: 300,
    },
    ShippedRule {
        code: Some("SENDER_ID_DISABLED"),
        text: None,
        action: RuleAction::PauseSender,
        seconds: 300,
    },
    ShippedRule {
        code: Some("HTTP 429"),
        text: None,
        action: RuleAction::SlowLane,
        seconds: 5,
    },
];

/// The entry of the catalog.
pub(crate) const KIND: Kind = Kind {
    name: "veevo",
    title: "Veevo Tech",
    secrets: &["hash"],
    rate_per_second: Some(10),
    window: 32,
    rules: RULES,
    check: |config, guard| Veevo::check(config, guard),
    build: |setup| Ok(Arc::new(Veevo::new(setup)?)),
};

/// One account of Veevo Tech.
pub struct Veevo {
    provider: ProviderId,
    settings: Settings,
    sink: Arc<dyn CarrierSink>,
    http: HttpClient,
}

impl Veevo {
    /// Every fault of `config`.
    pub fn check(config: &Value, guard: Guard) -> Vec<Fault> {
        Settings::read(config, &|field, url| check_url(field, url, guard)).1
    }

    /// The adapter for settings without a fault.
    ///
    /// # Errors
    /// The first fault of the settings.
    pub fn new(setup: Setup) -> Result<Self, Fault> {
        let (settings, faults) = Settings::read(&setup.config, &|field, url| setup.http.check_url(field, url));
        match faults.into_iter().next() {
            Some(fault) => Err(fault),
            None => Ok(Self {
                provider: setup.provider,
                settings,
                sink: setup.sink,
                http: setup.http,
            }),
        }
    }

    async fn send_one(&self, message: &Outgoing) -> SendOutcome {
        let characters = message.body.chars().count();
        if characters > MAX_TEXT_CHARS {
            // The carrier would refuse it too; nothing is ever cut to fit.
            return SendOutcome::Rejected {
                kind: Rejection::Refused,
                code: Some("CONTENT_TOO_LONG".to_owned()),
                reason: format!("the text has {characters} characters, this carrier takes {MAX_TEXT_CHARS}"),
            };
        }
        let request = self
            .http
            .request(Method::POST, self.settings.url())
            .header("Accept", "application/json");
        match self.http.call(request.json(&self.body(message))).await {
            Ok(answer) => answer::outcome(&answer, &self.settings),
            Err(failure) => verdict::of_failure(&failure),
        }
    }

    fn body(&self, message: &Outgoing) -> Value {
        let settings = &self.settings;
        let mut body = Map::new();
        body.insert(settings.credential_field.clone(), json!(settings.hash));
        body.insert(settings.fields.receiver.clone(), json!(&*message.to));
        if let Some(sender) = settings.senders.choose(message.from.as_ref(), &message.to) {
            body.insert(settings.fields.sender.clone(), json!(&*sender));
        }
        body.insert(settings.fields.text.clone(), json!(&*message.body));
        Value::Object(body)
    }
}

#[async_trait]
impl Adapter for Veevo {
    fn max_batch(&self) -> usize {
        MAX_BATCH
    }

    async fn send(&self, batch: Vec<Outgoing>, outcomes: Outcomes) {
        futures::stream::iter(batch.iter().enumerate())
            .for_each_concurrent(MAX_BATCH, |(index, message)| {
                let outcomes = &outcomes;
                async move {
                    let outcome = self.send_one(message).await;
                    // Nobody listens any more when the engine gave the batch up.
                    let _ = outcomes.send(vec![(index, outcome)]);
                }
            })
            .await;
    }

    async fn webhook(&self, request: &WebhookRequest) -> Result<WebhookAnswer, WebhookRefusal> {
        self.settings.door.admit(request)?;
        let reports = hooks::read(request, self.provider, &self.settings)?;
        if !reports.is_empty() {
            self.sink.reports(reports).await?;
        }
        Ok(WebhookAnswer::ok())
    }
}
