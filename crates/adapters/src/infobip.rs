//! Infobip (SMS API v3): many messages in one call, ids chosen by Tuma, rejections inside a 200, batched reports.
//!
//! The message id is Tuma's own with the attempt behind it. So a call that was taken and not answered is found in the
//! carrier's log (`lookup`), a repeated one is answered "duplicate" instead of being sent twice, and reports name the
//! attempt. Only the log is asked, never `/sms/3/reports`, which gives each report away once.

mod answer;
mod codes;
mod errors;
mod hooks;
mod log;
mod prices;
mod settings;
mod signature;
mod submit;

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Clock, Fault, MessageId, Money, ProviderId};
use futures::StreamExt;
use serde_json::Value;

pub use self::codes::{STATUSES, Sending, Status};
pub use self::errors::{ERRORS, ErrorKind};
use self::settings::Settings;
use crate::catalog::{Kind, RuleAction, Setup, ShippedRule};
use crate::http::{Guard, HttpClient, check_url, verdict};
use crate::{
    Adapter, AskError, CarrierSink, Lookup, Outcomes, Outgoing, Report, SendOutcome, WebhookAnswer, WebhookRefusal,
    WebhookRequest,
};

/// Calls of one batch that are open at once, where a refused call is taken apart.
const MAX_CALLS_AT_ONCE: usize = 8;

/// What an empty balance and a sender that is not registered mean for the messages behind.
const RULES: &[ShippedRule] = &[
    ShippedRule {
        code: Some("12"),
        text: None,
        action: RuleAction::PauseLane,
        seconds: 60,
    },
    ShippedRule {
        code: Some("17"),
        text: None,
        action: RuleAction::PauseLane,
        seconds: 300,
    },
    ShippedRule {
        code: Some("11"),
        text: None,
        action: RuleAction::PauseSender,
        seconds: 300,
    },
    ShippedRule {
        code: Some("13"),
        text: None,
        action: RuleAction::PauseSender,
        seconds: 300,
    },
    ShippedRule {
        code: Some("E429"),
        text: None,
        action: RuleAction::SlowLane,
        seconds: 5,
    },
];

/// The entry of the catalog. The carrier agrees on a rate with each account and publishes none.
pub(crate) const KIND: Kind = Kind {
    name: "infobip",
    title: "Infobip",
    secrets: &["apiKey", "password", "webhookSecret", "webhookPassword"],
    rate_per_second: Some(100),
    window: 1_000,
    rules: RULES,
    check: |config, guard| Infobip::check(config, guard),
    build: |setup| Ok(Arc::new(Infobip::new(setup)?)),
};

/// One account of Infobip.
pub struct Infobip {
    provider: ProviderId,
    settings: Settings,
    sink: Arc<dyn CarrierSink>,
    clock: Arc<dyn Clock>,
    http: HttpClient,
}

impl Infobip {
    /// Every fault of `config`.
    pub fn check(config: &Value, guard: Guard) -> Vec<Fault> {
        Settings::read(config, &|field, url| check_url(field, url, guard)).1
    }

    /// The adapter for settings without a fault.
    ///
    /// # Errors
    /// The first fault of the settings.
    pub fn new(mut setup: Setup) -> Result<Self, Fault> {
        use_webhook_url(&mut setup.config, setup.webhook_url);
        let (settings, faults) = Settings::read(&setup.config, &|field, url| setup.http.check_url(field, url));
        match faults.into_iter().next() {
            Some(fault) => Err(fault),
            None => Ok(Self {
                provider: setup.provider,
                settings,
                sink: setup.sink,
                clock: setup.clock,
                http: setup.http,
            }),
        }
    }

    /// Sends `messages` (with their places in the batch) in one call. `None`: the carrier refused the call as a whole
    /// for what is in it, and took nothing.
    async fn call(&self, messages: &[(usize, &Outgoing)], alone: bool) -> Option<Vec<(usize, SendOutcome)>> {
        let body = submit::body(messages, &self.settings, self.clock.now_ms());
        let request = self.settings.post(&self.http, "/sms/3/messages").json(&body);
        match self.http.call(request).await {
            Ok(answer) if answer.status == 400 && !alone => None,
            Ok(answer) => Some(answer::outcomes(messages, &answer, &self.settings)),
            Err(failure) => {
                let outcome = verdict::of_failure(&failure);
                Some(messages.iter().map(|(index, _)| (*index, outcome.clone())).collect())
            }
        }
    }

    /// Sends each of `messages` alone, after a 400 refused them all for the sake of one and took none.
    async fn call_each(&self, messages: &[(usize, &Outgoing)], outcomes: &Outcomes) {
        futures::stream::iter(messages)
            .for_each_concurrent(MAX_CALLS_AT_ONCE, |message| async {
                let settled = self.call(std::slice::from_ref(message), true).await;
                // Nobody listens any more when the engine gave the batch up.
                let _ = outcomes.send(settled.unwrap_or_default());
            })
            .await;
    }
}

/// Reports go to the server's own address unless the settings name another, say `null`, or ask for signatures, which the
/// carrier puts on none of the URLs that a message names.
fn use_webhook_url(config: &mut Value, webhook_url: Option<String>) {
    let is_signed = config.pointer("/verify/mode").is_some_and(|mode| mode == "hmac");
    if let (Some(settings), Some(url), false) = (config.as_object_mut(), webhook_url, is_signed) {
        settings.entry("publicUrl").or_insert(Value::String(url));
    }
}

#[async_trait]
impl Adapter for Infobip {
    fn max_batch(&self) -> usize {
        self.settings.chunk
    }

    async fn send(&self, batch: Vec<Outgoing>, outcomes: Outcomes) {
        let messages: Vec<(usize, &Outgoing)> = batch.iter().enumerate().collect();
        for chunk in messages.chunks(self.settings.chunk) {
            match self.call(chunk, chunk.len() == 1).await {
                // Nobody listens any more when the engine gave the batch up.
                Some(settled) => drop(outcomes.send(settled)),
                None => self.call_each(chunk, &outcomes).await,
            }
        }
    }

    async fn lookup(&self, message: MessageId, attempt: u16) -> Lookup {
        log::lookup(&self.http, &self.settings, &submit::id(message, attempt)).await
    }

    async fn query(&self, carrier_id: &str, _to: &str) -> Result<Report, AskError> {
        log::query(&self.http, &self.settings, carrier_id, self.provider).await
    }

    async fn balance(&self) -> Result<Money, AskError> {
        log::balance(&self.http, &self.settings).await
    }

    async fn webhook(&self, request: &WebhookRequest) -> Result<WebhookAnswer, WebhookRefusal> {
        self.settings.gate.admit(request)?;
        let read = hooks::read(request, self.provider, &self.settings)?;
        if !read.reports.is_empty() {
            self.sink.reports(read.reports).await?;
        }
        if !read.inbound.is_empty() {
            self.sink.inbound(read.inbound).await?;
        }
        Ok(WebhookAnswer::ok())
    }
}
