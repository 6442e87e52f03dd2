//! Where the doubles' webhooks arrive: hands each to the adapter and answers as Tuma's server does.

use std::sync::{Arc, OnceLock};
use std::time::{SystemTime, UNIX_EPOCH};

use adapters::{Adapter, WebhookKind, WebhookRefusal, WebhookRequest};
use domain::Millis;
use doubles::{Answer, Carrier, Desk, Recorded};
use futures::future::BoxFuture;

/// A server for one adapter, which is set after its address is known.
#[derive(Clone, Default)]
pub struct Gateway {
    adapter: Arc<OnceLock<Arc<dyn Adapter>>>,
    by_token: bool,
}

impl Gateway {
    /// One whose paths count as unguessable.
    pub fn by_token() -> Self {
        Self {
            by_token: true,
            ..Self::default()
        }
    }

    pub fn set(&self, adapter: Arc<dyn Adapter>) {
        assert!(self.adapter.set(adapter).is_ok(), "the adapter is set once");
    }

    async fn take(&self, request: &Recorded) -> Answer {
        let adapter = self.adapter.get().expect("the adapter is set before the first webhook");
        match adapter.webhook(&self.request(request)).await {
            Ok(answer) if answer.content_type.is_empty() => Answer {
                headers: Vec::new(),
                ..Answer::text(answer.status, "")
            },
            Ok(answer) => Answer::new(answer.status, answer.content_type, answer.body),
            Err(refusal) => Answer::text(status_of(&refusal), format!("{refusal:?}")),
        }
    }

    fn request(&self, request: &Recorded) -> WebhookRequest {
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&request.query)
            .finish();
        let host = request.header("host").unwrap_or_default();
        let mark = if query.is_empty() { "" } else { "?" };
        WebhookRequest {
            kind: WebhookKind::Any,
            method: request.method.clone(),
            url: format!("http://{host}{}{mark}{query}", request.path),
            query: request.query.clone(),
            headers: request.headers.clone(),
            body: request.body.clone(),
            peer: Some([127, 0, 0, 1].into()),
            by_token: self.by_token,
            at: now(),
        }
    }
}

impl Carrier for Gateway {
    fn answer<'a>(&'a self, request: &'a Recorded, _desk: &'a Desk) -> BoxFuture<'a, Answer> {
        Box::pin(self.take(request))
    }
}

/// The doubles sign with the real time.
#[allow(
    clippy::disallowed_methods,
    reason = "the doubles are carriers with clocks of their own"
)]
pub fn now() -> Millis {
    let span = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970");
    Millis::try_from(span.as_millis()).expect("it is before the year 292278994")
}

pub fn status_of(refusal: &WebhookRefusal) -> u16 {
    match refusal {
        WebhookRefusal::NotMine => 404,
        WebhookRefusal::NotAuthentic(_) => 403,
        WebhookRefusal::Malformed(_) => 400,
        WebhookRefusal::NotStored => 503,
    }
}
