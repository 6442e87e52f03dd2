//! A double, the adapter that calls it, and a server that hands the double's webhooks to the adapter.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use adapters::catalog::{Setup, kind};
use adapters::http::{Guard, HttpClient, HttpSettings};
use adapters::{Adapter, Outgoing, SendOutcome, WebhookAnswer, WebhookKind, WebhookRefusal, WebhookRequest};
use domain::{Class, Clock, Fault, MessageId, Millis, ProviderId, segment};
use doubles::{Answer, Carrier, Desk, Double, Recorded};
use futures::FutureExt;
use futures::future::BoxFuture;
use serde_json::Value;

use crate::recording_sink::RecordingSink;

/// The time of every test, ms since 1970.
pub const NOW: Millis = 1_800_000_000_000;
/// A timeout that a test waits for.
pub const SHORT: Duration = Duration::from_millis(300);
/// A silence that outlasts it.
pub const LONG: Duration = Duration::from_secs(30);
/// The provider of every adapter.
pub const PROVIDER: ProviderId = ProviderId::new(7);

struct Fixed;

impl Clock for Fixed {
    fn now_ms(&self) -> Millis {
        NOW
    }
}

/// A double, its adapter, and where webhooks come in.
pub struct Stage<C: Carrier> {
    pub double: Double<C>,
    pub adapter: Arc<dyn Adapter>,
    pub sink: Arc<RecordingSink>,
    pub hooks: Double<Hooks>,
}

impl<C: Carrier> Stage<C> {
    /// Starts all of it; `settings` gets the double's URL and the one for webhooks.
    pub async fn start(name: &str, carrier: C, settings: impl FnOnce(&str, &str) -> Value) -> Self {
        Self::with_timeout(name, carrier, Duration::from_secs(20), settings).await
    }

    /// The same with an adapter that waits no longer than `timeout` for an answer.
    pub async fn with_timeout(
        name: &str,
        carrier: C,
        timeout: Duration,
        settings: impl FnOnce(&str, &str) -> Value,
    ) -> Self {
        let sink = Arc::new(RecordingSink::default());
        let http = client(timeout);
        let double = Double::local(carrier).await.expect("a free port");
        let hooks = Double::local(Hooks::default()).await.expect("a free port");
        let config = settings(&double.url(), &format!("{}/hooks/token", hooks.url()));
        let adapter = adapter(name, config, sink.clone(), http).expect("settings without a fault");
        let _ = hooks.carrier().adapter.set(adapter.clone());
        Self {
            double,
            adapter,
            sink,
            hooks,
        }
    }

    /// What became of each of `batch`, in its order.
    pub async fn send(&self, batch: Vec<Outgoing>) -> Vec<SendOutcome> {
        send(&*self.adapter, batch).await
    }

    /// What became of one message with this text to `to`.
    pub async fn send_one(&self, to: &str, text: &str) -> SendOutcome {
        self.send(vec![message(1, to, text)]).await.remove(0)
    }

    /// Where webhooks come in.
    pub fn hook_url(&self, path: &str) -> String {
        format!("{}/hooks/token{path}", self.hooks.url())
    }
}

/// A client that may call the doubles.
pub fn client(timeout: Duration) -> HttpClient {
    // A second installation in this process is refused, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let settings = HttpSettings {
        allow_private: true,
        timeout,
        ..HttpSettings::default()
    };
    HttpClient::new(&settings).expect("TLS is there")
}

/// The adapter of kind `name`.
pub fn adapter(
    name: &str,
    config: Value,
    sink: Arc<RecordingSink>,
    http: HttpClient,
) -> Result<Arc<dyn Adapter>, Fault> {
    adapter_at(name, config, sink, http, None)
}

/// The adapter of kind `name`, which is reached at `webhook_url`.
pub fn adapter_at(
    name: &str,
    config: Value,
    sink: Arc<RecordingSink>,
    http: HttpClient,
    webhook_url: Option<String>,
) -> Result<Arc<dyn Adapter>, Fault> {
    let kind = kind(name).expect("a kind of the catalog");
    if let Some(fault) = (kind.check)(&config, Guard::new(true)).into_iter().next() {
        return Err(fault);
    }
    let clock = Arc::new(Fixed);
    (kind.build)(Setup {
        provider: PROVIDER,
        config,
        sink,
        clock,
        http,
        webhook_url,
        region: "KE".to_owned(),
    })
}

/// What became of each of `batch`, in its order; every message must have exactly one outcome.
pub async fn send(adapter: &dyn Adapter, batch: Vec<Outgoing>) -> Vec<SendOutcome> {
    let count = batch.len();
    let (outcomes, mut settled) = tokio::sync::mpsc::unbounded_channel();
    adapter.send(batch, outcomes).await;
    let mut found: Vec<Option<SendOutcome>> = vec![None; count];
    while let Some(some) = settled.recv().await {
        for (index, outcome) in some {
            assert!(
                found[index].replace(outcome).is_none(),
                "message {index} has two outcomes"
            );
        }
    }
    found.into_iter().map(|outcome| outcome.expect("an outcome")).collect()
}

/// Message `number`, first attempt, no sender, valid for an hour.
pub fn message(number: i64, to: &str, text: &str) -> Outgoing {
    let count = segment::count(text);
    Outgoing {
        message: MessageId::new(number),
        attempt: 1,
        from: None,
        to: to.into(),
        body: text.into(),
        encoding: count.encoding,
        class: Class::Transactional,
        segments: count.segments,
        expires_at: NOW + 3_600_000,
    }
}

/// The same message from `sender`.
pub fn from(sender: &str, message: Outgoing) -> Outgoing {
    Outgoing {
        from: Some(sender.into()),
        ..message
    }
}

/// An outcome in one line: its kind, its fault, its code.
pub fn said(outcome: &SendOutcome) -> String {
    let dash = |code: &Option<String>| code.clone().unwrap_or_else(|| "-".to_owned());
    match outcome {
        SendOutcome::Accepted { .. } => "accepted".to_owned(),
        SendOutcome::Rejected { kind, code, .. } => format!("rejected {kind:?} {}", dash(code)),
        SendOutcome::Unroutable { fault, code, .. } => format!("unroutable {fault:?} {}", dash(code)),
        SendOutcome::RetryAfter { code, pause, .. } => {
            format!(
                "retry {}{}",
                dash(code),
                pause.map_or(String::new(), |pause| format!(" pause {pause:?}"))
            )
        }
        SendOutcome::Unknown { .. } => "unknown".to_owned(),
    }
}

/// A text of 600 characters whose emoji lies across the border of the first two segments.
pub fn long_text() -> String {
    let text = format!("{}😀{}", "é".repeat(66), "ш".repeat(533));
    assert_eq!((text.chars().count(), segment::count(&text).segments), (600, 9));
    text
}

/// A webhook as the server hands it over, by the provider's token.
pub fn webhook(kind: WebhookKind, headers: &[(&str, &str)], body: &str) -> WebhookRequest {
    let headers = headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    WebhookRequest {
        kind,
        method: "POST".to_owned(),
        url: "https://sms.example.org/hooks/token".to_owned(),
        query: Vec::new(),
        headers: headers.collect(),
        body: body.to_owned().into(),
        peer: Some([192, 0, 2, 1].into()),
        by_token: true,
        at: NOW,
    }
}

/// A webhook that is a form.
pub fn form(body: &str) -> WebhookRequest {
    webhook(
        WebhookKind::Any,
        &[("content-type", "application/x-www-form-urlencoded")],
        body,
    )
}

/// Hands what a double calls to the adapter and answers as Tuma's server does.
#[derive(Default)]
pub struct Hooks {
    adapter: OnceLock<Arc<dyn Adapter>>,
}

impl Carrier for Hooks {
    fn answer<'a>(&'a self, request: &'a Recorded, _: &'a Desk) -> BoxFuture<'a, Answer> {
        async move {
            let adapter = self.adapter.get().expect("the stage sets it before anybody calls");
            let kind = match request.path.rsplit('/').next() {
                Some("report") => WebhookKind::Report,
                Some("inbound") => WebhookKind::Inbound,
                Some("optout") => WebhookKind::OptOut,
                _ => WebhookKind::Any,
            };
            let request = WebhookRequest {
                method: request.method.clone(),
                query: request.query.clone(),
                headers: request.headers.clone(),
                body: request.body.clone(),
                by_token: request.path.starts_with("/hooks/token"),
                ..webhook(kind, &[], "")
            };
            match adapter.webhook(&request).await {
                Ok(WebhookAnswer {
                    status,
                    content_type,
                    body,
                }) => Answer::new(status, content_type, body),
                Err(WebhookRefusal::NotMine) => Answer::text(404, ""),
                Err(WebhookRefusal::NotAuthentic(why)) => Answer::text(401, why),
                Err(WebhookRefusal::Malformed(why)) => Answer::text(400, why),
                Err(WebhookRefusal::NotStored) => Answer::text(503, ""),
            }
        }
        .boxed()
    }
}
