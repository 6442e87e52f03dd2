//! Carriers of the tests: one that takes every message and, as its webhooks ask for it, everything that a carrier's
//! webhook may be answered; and the real ones of the catalog for providers that are made over HTTP.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use adapters::catalog::{self, Setup};
use adapters::http::HttpClient;
use adapters::{
    Adapter, AskError, CarrierSink, Content, Inbound, Outcomes, Outgoing, Report, SendOutcome, WebhookAnswer,
    WebhookRefusal, WebhookRequest,
};
use async_trait::async_trait;
use domain::{Clock, Money, ProviderId, ReportStatus};
use engine::AdapterFactory;
use store::Provider;

/// The webhooks that were handed to carriers, in their order.
pub type Seen = Arc<Mutex<Vec<WebhookRequest>>>;

/// Makes carriers of both sorts.
pub struct TestCarriers {
    http: HttpClient,
    clock: Arc<dyn Clock>,
    seen: Seen,
    /// How often a carrier was asked for a balance.
    pub asked: Arc<AtomicUsize>,
}

impl TestCarriers {
    pub fn new(http: HttpClient, clock: Arc<dyn Clock>) -> Self {
        Self {
            http,
            clock,
            seen: Seen::default(),
            asked: Arc::default(),
        }
    }

    pub fn seen(&self) -> Seen {
        self.seen.clone()
    }
}

impl AdapterFactory for TestCarriers {
    fn build(
        &self,
        provider: &Provider,
        settings: serde_json::Value,
        region: &str,
        sink: Arc<dyn CarrierSink>,
    ) -> Result<Arc<dyn Adapter>, String> {
        if provider.adapter == "test" {
            let seen = self.seen.clone();
            return Ok(Arc::new(TestCarrier {
                provider: provider.id,
                sink,
                seen,
                asked: self.asked.clone(),
            }));
        }
        let kind = catalog::kind(&provider.adapter).ok_or("there is no such kind")?;
        let setup = Setup {
            provider: provider.id,
            config: settings,
            sink,
            clock: self.clock.clone(),
            http: self.http.clone(),
            webhook_url: None,
            region: region.to_owned(),
        };
        (kind.build)(setup).map_err(|fault| fault.to_string())
    }
}

/// Takes every message, knows all of them as delivered, and has 12.50 KES left.
struct TestCarrier {
    provider: ProviderId,
    sink: Arc<dyn CarrierSink>,
    seen: Seen,
    asked: Arc<AtomicUsize>,
}

#[async_trait]
impl Adapter for TestCarrier {
    fn max_batch(&self) -> usize {
        100
    }

    async fn send(&self, batch: Vec<Outgoing>, outcomes: Outcomes) {
        let taken = |message: &Outgoing| SendOutcome::accepted(vec![message.message.to_string()]);
        // The engine may be stopping; then nobody listens.
        let _ = outcomes.send(batch.iter().map(taken).enumerate().collect());
    }

    async fn query(&self, carrier_id: &str, to: &str) -> Result<Report, AskError> {
        Ok(Report {
            provider: self.provider,
            carrier_id: carrier_id.to_owned(),
            to: Some(to.to_owned()),
            reference: None,
            status: ReportStatus::Delivered,
            error_code: None,
            detail: None,
            price: None,
            opted_out: false,
            occurred_at: None,
            raw: "{}".to_owned(),
        })
    }

    async fn balance(&self) -> Result<Money, AskError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        Ok(Money::new(12_500_000, "KES".parse().expect("a currency")))
    }

    /// A form with `from`, `to` and `text` is a message; `forged` and `unstored` get what they name.
    async fn webhook(&self, request: &WebhookRequest) -> Result<WebhookAnswer, WebhookRefusal> {
        self.seen.lock().expect("nobody panicked").push(request.clone());
        let form = request.form();
        let fields = if form.is_empty() { &request.query } else { &form };
        let field = |name: &str| {
            let found = fields.iter().find(|(key, _)| key == name);
            found.map(|(_, value)| value.clone())
        };
        if field("forged").is_some() {
            return Err(WebhookRefusal::NotAuthentic("the signature does not fit"));
        }
        if field("unstored").is_some() {
            return Err(WebhookRefusal::NotStored);
        }
        let (Some(from), Some(to), Some(text)) = (field("from"), field("to"), field("text")) else {
            return Err(WebhookRefusal::Malformed("text is missing".to_owned()));
        };
        let inbound = Inbound {
            provider: self.provider,
            carrier_id: field("id"),
            from,
            to,
            content: Content::Text(text),
            part: None,
            opt_out: None,
            sent_at: None,
            likeness: None,
            raw: "{}".to_owned(),
        };
        self.sink.inbound(vec![inbound]).await?;
        Ok(WebhookAnswer {
            status: 201,
            content_type: "application/xml",
            body: "<Response/>".to_owned(),
        })
    }
}
