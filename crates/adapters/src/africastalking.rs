//! Africa's Talking: messages of the same text in one call, results matched by number, reports, inbound messages and
//! opt-outs by webhook.
//!
//! The carrier has no idempotency key and no question "did you take this?", so a call without an answer stays unknown.
//! It has no validity either: a message that waits at the carrier may arrive after it expired here.

mod answer;
mod calls;
mod codes;
mod hooks;
mod settings;

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Fault, Money, ProviderId};
use futures::StreamExt;
use reqwest::Method;
use serde_json::Value;

use self::calls::Call;
pub use self::codes::{FAILURE_REASONS, REPORT_STATUSES, STATUS_CODES};
use self::settings::Settings;
use crate::catalog::{Kind, RuleAction, Setup, ShippedRule};
use crate::http::{Guard, HttpAnswer, HttpClient, check_url, price, verdict};
use crate::{
    Adapter, AskError, CarrierSink, Outcomes, Outgoing, SendOutcome, WebhookAnswer, WebhookRefusal, WebhookRequest,
    reason,
};

/// Calls of one batch that are open at once.
const MAX_CALLS_AT_ONCE: usize = 8;

/// What an empty balance, a held account and a sender that is not registered mean for the messages behind.
const RULES: &[ShippedRule] = &[
    ShippedRule {
        code: Some("405"),
        text: None,
        action: RuleAction::PauseLane,
        seconds: 60,
    },
    ShippedRule {
        code: Some("401"),
        text: None,
        action: RuleAction::PauseLane,
        seconds: 300,
    },
    ShippedRule {
        code: Some("402"),
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

/// The entry of the catalog. The carrier publishes no limit; ten calls a second are said to be safe. A call holds up to
/// 100 recipients of the same text and one of a text of its own, so the rate is set between 10 and 1,000; a 429 slows
/// the lane down.
pub(crate) const KIND: Kind = Kind {
    name: "africastalking",
    title: "Africa's Talking",
    secrets: &["apiKey"],
    rate_per_second: Some(100),
    window: 400,
    rules: RULES,
    check: |config, guard| AfricasTalking::check(config, guard),
    build: |setup| Ok(Arc::new(AfricasTalking::new(setup)?)),
};

/// One application of Africa's Talking.
pub struct AfricasTalking {
    provider: ProviderId,
    settings: Settings,
    sink: Arc<dyn CarrierSink>,
    http: HttpClient,
}

impl AfricasTalking {
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

    /// Sends one call and pushes what became of each of its messages.
    async fn send_call(&self, call: &Call<'_>, outcomes: &Outcomes) {
        let request = call.request(&self.http, &self.settings);
        let settled = match self.http.call(request).await {
            Ok(answer) => answer::outcomes(call, &answer, &self.settings),
            Err(failure) => call.all(&verdict::of_failure(&failure)),
        };
        // Nobody listens any more when the engine gave the batch up: its outcomes then count as unknown.
        let _ = outcomes.send(settled);
    }

    async fn ask_balance(&self) -> Result<Money, AskError> {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("username", &self.settings.username)
            .finish();
        let request = self
            .http
            .request(Method::GET, self.settings.url(&format!("user?{query}")));
        let request = request
            .header("apiKey", &self.settings.api_key)
            .header("Accept", "application/json");
        let answer = self
            .http
            .call(request)
            .await
            .map_err(|failure| AskError::Failed(failure.to_string()))?;
        let balance = answer::json(&answer).and_then(|json| {
            let text = json.pointer("/UserData/balance")?.as_str()?.to_owned();
            price::labelled(&text)
        });
        balance
            .filter(|_| answer.status == 200)
            .ok_or_else(|| self.refusal(&answer))
    }

    fn refusal(&self, answer: &HttpAnswer) -> AskError {
        let said = reason::clean(&String::from_utf8_lossy(&answer.body), &[&self.settings.api_key]);
        AskError::Failed(format!("the carrier answered HTTP {}: {said}", answer.status))
    }
}

#[async_trait]
impl Adapter for AfricasTalking {
    fn max_batch(&self) -> usize {
        self.settings.chunk
    }

    async fn send(&self, batch: Vec<Outgoing>, outcomes: Outcomes) {
        let calls = calls::group(&batch, &self.settings);
        futures::stream::iter(&calls)
            .for_each_concurrent(MAX_CALLS_AT_ONCE, |call| self.send_call(call, &outcomes))
            .await;
    }

    async fn balance(&self) -> Result<Money, AskError> {
        self.ask_balance().await
    }

    async fn webhook(&self, request: &WebhookRequest) -> Result<WebhookAnswer, WebhookRefusal> {
        self.settings.door.admit(request)?;
        match hooks::read(request, self.provider, &self.settings)? {
            hooks::Word::Report(report) => self.sink.reports(vec![report]).await?,
            hooks::Word::Inbound(inbound) => self.sink.inbound(vec![inbound]).await?,
            hooks::Word::OptOut(opt_out) => self.sink.opt_outs(vec![opt_out]).await?,
        }
        Ok(WebhookAnswer::ok())
    }
}

impl Call<'_> {
    /// The same outcome for each of its messages.
    fn all(&self, outcome: &SendOutcome) -> Vec<(usize, SendOutcome)> {
        self.messages
            .iter()
            .map(|(index, _)| (*index, outcome.clone()))
            .collect()
    }
}
