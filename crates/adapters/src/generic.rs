//! Any carrier with an HTTP API (`http`), described by settings: how a message is sent, how answers are read, what
//! webhooks look like. See `docs/carriers/http.md`.
//!
//! Settings hold no code: placeholders, JSON pointers and bounded regular expressions are all there is. A value is
//! escaped for where it stands, and which host is called never depends on one.

mod answer;
mod gate;
mod hooks;
mod request;
mod settings;
mod slots;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::{Clock, Fault, Money, ProviderId};
use serde_json::Value;

use self::answer::{Answered, Find};
use self::settings::Settings;
use self::slots::{Unfilled, Values};
use crate::catalog::{Kind, Setup};
use crate::http::codes::Meaning;
use crate::http::one_by_one::{MAX_BATCH, one_by_one};
use crate::http::{Guard, HttpAnswer, HttpClient, check_url, price, verdict};
use crate::{
    Adapter, AskError, CarrierSink, Outcomes, Outgoing, ProviderFault, SendOutcome, WebhookAnswer, WebhookRefusal,
    WebhookRequest, reason,
};

pub use self::gate::MODES;

/// The entry of the catalog. What the carrier can take is the carrier's; this is what hardly any is hurt by.
pub(crate) const KIND: Kind = Kind {
    name: "http",
    title: "Any HTTP API",
    secrets: &["secrets", "webhookPassword", "webhookSecret"],
    rate_per_second: Some(10),
    window: 50,
    rules: &[],
    check: |config, guard| Generic::check(config, guard),
    build: |setup| Ok(Arc::new(Generic::new(setup)?)),
};

/// One account of a carrier that the settings describe.
pub struct Generic {
    provider: ProviderId,
    settings: Settings,
    sink: Arc<dyn CarrierSink>,
    clock: Arc<dyn Clock>,
    http: HttpClient,
}

impl Generic {
    /// Every fault of `config`.
    pub fn check(config: &Value, guard: Guard) -> Vec<Fault> {
        Settings::read(config, &|field, url| check_url(field, url, guard))
            .err()
            .unwrap_or_default()
    }

    /// The adapter for settings without a fault.
    ///
    /// # Errors
    /// The first fault of the settings.
    pub fn new(setup: Setup) -> Result<Self, Fault> {
        let settings = Settings::read(&setup.config, &|field, url| setup.http.check_url(field, url));
        let mut settings = settings.map_err(|faults| {
            let unknown = || Fault::new("settings", "cannot be read", "compare them with the documentation");
            faults.into_iter().next().unwrap_or_else(unknown)
        })?;
        settings.public_url = settings.public_url.or(setup.webhook_url);
        if settings.public_url.is_none() && settings.send.uses("reportUrl") {
            let mend = "give publicUrl, the URL under which the carrier reaches this provider's webhooks";
            return Err(Fault::new("publicUrl", "is missing, and send uses {{reportUrl}}", mend));
        }
        Ok(Self {
            provider: setup.provider,
            settings,
            sink: setup.sink,
            clock: setup.clock,
            http: setup.http,
        })
    }

    async fn send_one(&self, message: Outgoing) -> SendOutcome {
        let from = self.settings.senders.choose(message.from.as_ref(), &message.to);
        let values = self.values(Some((&message, from)));
        let request = match self.settings.send.fill(&self.http, &values) {
            Ok(request) => request,
            Err(unfilled) => return unsendable(&unfilled),
        };
        match self.http.call(request).await {
            Ok(answer) => self.outcome(&answer),
            Err(failure) => verdict::of_failure(&failure),
        }
    }

    fn values<'a>(&'a self, message: Option<(&'a Outgoing, Option<Arc<str>>)>) -> Values<'a> {
        Values {
            message,
            now: self.clock.now_ms(),
            secrets: &self.settings.secrets,
            encodings: &self.settings.encodings,
            public_url: self.settings.public_url.as_deref(),
        }
    }

    fn outcome(&self, http: &HttpAnswer) -> SendOutcome {
        let settings = &self.settings;
        let answer = Answered::new(http);
        let is_good = (200..300).contains(&http.status);
        if settings.success.holds(&answer) && (is_good || !settings.success.is_any_status()) {
            return self.taken(&answer);
        }
        let said = self.said(settings.error_text.as_ref(), &answer);
        if let Some((_, meaning)) = settings.errors.iter().find(|(condition, _)| condition.holds(&answer)) {
            let code = self.said(settings.error_code.as_ref(), &answer);
            let code = code.unwrap_or_else(|| format!("HTTP {}", http.status));
            let reason = said.unwrap_or_else(|| format!("the carrier answered HTTP {}", http.status));
            let pause = http.retry_after.map(Duration::from_secs);
            return meaning.outcome(Some(code), reason, pause);
        }
        if is_good {
            let reason = "the answer is neither a success nor an error that the settings know".to_owned();
            return Meaning::Unknown.outcome(None, reason, None);
        }
        verdict::of_status(http, said.as_deref().unwrap_or_default())
    }

    fn taken(&self, answer: &Answered<'_>) -> SendOutcome {
        let Some(find) = &self.settings.ids else {
            return SendOutcome::accepted(Vec::new());
        };
        let ids = find.ids(answer);
        let note = ids
            .is_empty()
            .then(|| "the answer has no id where the settings look for one".to_owned());
        SendOutcome::Accepted {
            carrier_ids: ids,
            price: None,
            note,
        }
    }

    /// The carrier's words, made clean.
    fn said(&self, find: Option<&Find>, answer: &Answered<'_>) -> Option<String> {
        let said = find?.first(answer)?;
        let said = reason::clean(&said, &self.settings.hidden());
        (!said.is_empty()).then_some(said)
    }
}

/// What becomes of a message that no request can be made of.
fn unsendable(unfilled: &Unfilled) -> SendOutcome {
    match unfilled {
        Unfilled::NoSender => SendOutcome::Unroutable {
            fault: ProviderFault::Sender,
            code: None,
            reason: "the message names no sender and the provider has none".to_owned(),
        },
        Unfilled::Unfit(name) => {
            let reason = format!("{name} has something in it that cannot be written where this provider wants it");
            Meaning::Refused.outcome(None, reason, None)
        }
    }
}

#[async_trait]
impl Adapter for Generic {
    fn max_batch(&self) -> usize {
        MAX_BATCH
    }

    async fn send(&self, batch: Vec<Outgoing>, outcomes: Outcomes) {
        one_by_one(batch, outcomes, |message| self.send_one(message)).await;
    }

    async fn balance(&self) -> Result<Money, AskError> {
        let Some(balance) = &self.settings.balance else {
            return Err(AskError::Unsupported);
        };
        let failed = |why: &str| AskError::Failed(why.to_owned());
        let request = balance.request.fill(&self.http, &self.values(None));
        let request = request.map_err(|_| failed("the request cannot be written"))?;
        let http = self
            .http
            .call(request)
            .await
            .map_err(|failure| AskError::Failed(failure.to_string()))?;
        if !(200..300).contains(&http.status) {
            return Err(AskError::Failed(format!("the carrier answered HTTP {}", http.status)));
        }
        let found = balance.find.first(&Answered::new(&http));
        let found = found.ok_or_else(|| failed("the answer has no balance where the settings look for one"))?;
        price::price(&found, balance.currency).ok_or_else(|| failed("the balance is no amount"))
    }

    async fn webhook(&self, request: &WebhookRequest) -> Result<WebhookAnswer, WebhookRefusal> {
        let settings = &self.settings;
        settings.gate.admit(request)?;
        let mut read = settings.hooks.read(request, self.provider, &settings.hidden())?;
        if !request.by_token && !settings.senders.is_empty() && !read.inbound.is_empty() {
            // On a path that several providers share, a message to a number that this one does not have is another's.
            read.inbound.retain(|message| settings.senders.holds(&message.to));
            if read.inbound.is_empty() {
                return Err(WebhookRefusal::NotMine);
            }
        }
        if !read.reports.is_empty() {
            self.sink.reports(read.reports).await?;
        }
        if !read.inbound.is_empty() {
            self.sink.inbound(read.inbound).await?;
        }
        let content_type = if settings.webhook_answer.is_empty() {
            ""
        } else {
            "text/plain"
        };
        Ok(WebhookAnswer {
            status: 200,
            content_type,
            body: settings.webhook_answer.clone(),
        })
    }
}
