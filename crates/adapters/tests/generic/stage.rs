//! A carrier, an adapter that calls it, and what the adapter gave to Tuma.

use std::sync::Arc;

use adapters::http::{HttpClient, HttpSettings};
use adapters::{
    Adapter, CarrierSink, Inbound, NotStored, OptOut, Outgoing, Report, SendOutcome, WebhookKind, WebhookRequest,
    catalog,
};
use async_trait::async_trait;
use domain::{Class, Clock, Millis, ProviderId};
use doubles::generic::Generic;
use doubles::{Answer, Double};
use parking_lot::Mutex;
use serde_json::Value;

/// The time, ms since 1970.
pub const NOW: Millis = 1_785_542_400_000;
/// Its messages.
pub const MESSAGE: domain::MessageId = domain::MessageId::new(123_456_789_000_000);

#[derive(Default)]
pub struct Sink {
    pub reports: Mutex<Vec<Report>>,
    pub inbound: Mutex<Vec<Inbound>>,
    /// Whether the disk is full.
    pub is_full: Mutex<bool>,
}

#[async_trait]
impl CarrierSink for Sink {
    async fn reports(&self, reports: Vec<Report>) -> Result<(), NotStored> {
        if *self.is_full.lock() {
            return Err(NotStored);
        }
        self.reports.lock().extend(reports);
        Ok(())
    }

    async fn inbound(&self, messages: Vec<Inbound>) -> Result<(), NotStored> {
        if *self.is_full.lock() {
            return Err(NotStored);
        }
        self.inbound.lock().extend(messages);
        Ok(())
    }

    async fn opt_outs(&self, _: Vec<OptOut>) -> Result<(), NotStored> {
        Ok(())
    }
}

struct Still;

impl Clock for Still {
    fn now_ms(&self) -> Millis {
        NOW
    }
}

pub struct Stage {
    pub carrier: Double<Generic>,
    pub adapter: Arc<dyn Adapter>,
    pub sink: Arc<Sink>,
}

impl Stage {
    /// An adapter with these settings, in which every host is the carrier's.
    pub async fn new(settings: &Value) -> Self {
        // Only the first test of a process installs it; the others find it there.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let carrier = Double::local(Generic::default()).await.expect("a free port");
        let mut config = settings.clone();
        move_hosts(&mut config, &carrier.url());
        let sink = Arc::new(Sink::default());
        let adapter = build(&config, &sink);
        Self { carrier, adapter, sink }
    }

    /// Another adapter, with exactly these settings.
    pub fn again(&self, config: &Value) -> Arc<dyn Adapter> {
        build(config, &self.sink)
    }

    /// Sends one message, which the carrier answers so.
    pub async fn send(&self, message: Outgoing, answer: Answer) -> SendOutcome {
        self.carrier.carrier().next(answer);
        self.hand_over(message).await
    }

    /// Sends one message.
    pub async fn hand_over(&self, message: Outgoing) -> SendOutcome {
        hand_over(&*self.adapter, message).await
    }
}

/// Sends one message through `adapter`.
pub async fn hand_over(adapter: &dyn Adapter, message: Outgoing) -> SendOutcome {
    let (outcomes, mut got) = tokio::sync::mpsc::unbounded_channel();
    adapter.send(vec![message], outcomes).await;
    let mut got = got.recv().await.expect("an outcome");
    assert_eq!(got[0].0, 0);
    got.remove(0).1
}

fn build(config: &Value, sink: &Arc<Sink>) -> Arc<dyn Adapter> {
    try_build(config, sink, None).expect("the settings have no fault")
}

/// An adapter whose webhooks are reached at `webhook_url`.
pub fn try_build(
    config: &Value,
    sink: &Arc<Sink>,
    webhook_url: Option<&str>,
) -> Result<Arc<dyn Adapter>, domain::Fault> {
    // Only the first test of a process installs it; the others find it there.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = HttpSettings {
        allow_private: true,
        ..HttpSettings::default()
    };
    let kind = catalog::kind("http").expect("it is in the catalog");
    assert_eq!((kind.check)(config, adapters::http::Guard::new(true)), []);
    let setup = catalog::Setup {
        provider: ProviderId::new(7),
        config: config.clone(),
        sink: sink.clone(),
        clock: Arc::new(Still),
        http: HttpClient::new(&http).expect("TLS is there"),
        webhook_url: webhook_url.map(str::to_owned),
        region: "KE".to_owned(),
    };
    (kind.build)(setup)
}

/// Puts the carrier's address in the place of every `https://host` of `url` settings.
fn move_hosts(config: &mut Value, carrier: &str) {
    match config {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(url) if name == "url" => {
                        let path = url.splitn(4, '/').nth(3).unwrap_or_default();
                        *url = format!("{carrier}/{path}");
                    }
                    other => move_hosts(other, carrier),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| move_hosts(item, carrier)),
        _ => {}
    }
}

/// A message.
pub fn message(body: &str) -> Outgoing {
    Outgoing {
        message: MESSAGE,
        attempt: 2,
        from: None,
        to: "+254700000001".into(),
        body: body.into(),
        encoding: domain::segment::count(body).encoding,
        class: Class::Transactional,
        segments: 1,
        expires_at: NOW + 3_600_000,
    }
}

/// A webhook without a body.
pub fn webhook(kind: WebhookKind, query: &[(&str, &str)]) -> WebhookRequest {
    WebhookRequest {
        kind,
        method: "GET".to_owned(),
        url: "https://sms.example.org/hooks/token".to_owned(),
        query: query
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        headers: Vec::new(),
        body: bytes::Bytes::new(),
        peer: Some([192, 0, 2, 7].into()),
        by_token: true,
        at: NOW,
    }
}

/// A webhook with a body of this type.
pub fn post(kind: WebhookKind, content_type: &str, body: &str) -> WebhookRequest {
    WebhookRequest {
        method: "POST".to_owned(),
        headers: vec![("content-type".to_owned(), content_type.to_owned())],
        body: bytes::Bytes::copy_from_slice(body.as_bytes()),
        ..webhook(kind, &[])
    }
}
