//! What the tests of HTTP carriers share: building an adapter through the catalogue, and words to compare outcomes by.

use std::sync::{Arc, Once};
use std::time::Duration;

use adapters::catalog::{Setup, kind};
use adapters::http::{Guard, HttpClient, HttpSettings};
use adapters::{Adapter, CarrierSink, ProviderFault, Rejection, SendOutcome, WebhookKind, WebhookRequest};
use serde_json::Value;

use crate::stage::{PROVIDER, Still};

/// How long the adapter waits for a carrier here: long for a loaded machine, short enough for the tests of silence.
const TIMEOUT: Duration = Duration::from_secs(3);

/// TLS for this process.
pub fn tls() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        rustls::crypto::ring::default_provider()
            .install_default()
            .expect("nobody installed another before");
    });
}

/// An adapter as Tuma makes it.
pub fn build(name: &str, config: Value, sink: Arc<dyn CarrierSink>) -> Arc<dyn Adapter> {
    tls();
    let kind = kind(name).expect("the kind exists");
    let faults = (kind.check)(&config, Guard::new(true));
    assert!(faults.is_empty(), "{faults:?}");
    let http = HttpSettings {
        allow_private: true,
        timeout: TIMEOUT,
        ..HttpSettings::default()
    };
    let setup = Setup {
        provider: PROVIDER,
        config,
        sink,
        clock: Arc::new(Still),
        http: HttpClient::new(&http).expect("a client"),
        webhook_url: None,
        region: "UG".to_owned(),
    };
    (kind.build)(setup).expect("good settings")
}

/// The fields of the faults of settings.
pub fn faulty_fields(name: &str, config: &Value) -> Vec<String> {
    let faults = (kind(name).expect("the kind exists").check)(config, Guard::new(false));
    for fault in &faults {
        assert!(!fault.fault.is_empty() && !fault.mend.is_empty(), "{fault}");
        assert!(!fault.to_string().contains("s3cr3t"), "{fault}");
    }
    faults.into_iter().map(|fault| fault.field).collect()
}

/// An outcome in one word, as the tables of the tests have it.
pub fn word(outcome: &SendOutcome) -> &'static str {
    match outcome {
        SendOutcome::Accepted { .. } => "accepted",
        SendOutcome::Rejected {
            kind: Rejection::Refused,
            ..
        } => "refused",
        SendOutcome::Rejected {
            kind: Rejection::InvalidNumber,
            ..
        } => "invalid number",
        SendOutcome::Rejected {
            kind: Rejection::OptedOut,
            ..
        } => "opted out",
        SendOutcome::Rejected {
            kind: Rejection::Barred,
            ..
        } => "barred",
        SendOutcome::Unroutable {
            fault: ProviderFault::Account,
            ..
        } => "account",
        SendOutcome::Unroutable {
            fault: ProviderFault::Sender,
            ..
        } => "sender",
        SendOutcome::Unroutable {
            fault: ProviderFault::Route,
            ..
        } => "route",
        SendOutcome::RetryAfter { pause: None, .. } => "retry",
        SendOutcome::RetryAfter { pause: Some(_), .. } => "throttled",
        SendOutcome::Unknown { .. } => "unknown",
    }
}

/// The code of an outcome.
pub fn code(outcome: &SendOutcome) -> Option<&str> {
    match outcome {
        SendOutcome::Rejected { code, .. }
        | SendOutcome::Unroutable { code, .. }
        | SendOutcome::RetryAfter { code, .. } => code.as_deref(),
        SendOutcome::Accepted { .. } | SendOutcome::Unknown { .. } => None,
    }
}

/// Six hundred characters with an emoji across the border of the first segment.
pub fn long_text() -> String {
    format!(
        "{}🙂{}",
        "ж".repeat(66),
        "é&=+% ".repeat(100).chars().take(533).collect::<String>()
    )
}

/// A webhook by POST with a form.
pub fn form_webhook(url: &str, fields: &[(&str, &str)]) -> WebhookRequest {
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    WebhookRequest {
        kind: WebhookKind::Any,
        method: "POST".to_owned(),
        url: url.to_owned(),
        query: query_of(url),
        headers: vec![(
            "content-type".to_owned(),
            "application/x-www-form-urlencoded".to_owned(),
        )],
        body: body.into(),
        peer: Some([127, 0, 0, 1].into()),
        by_token: false,
        at: crate::gateway::now(),
    }
}

/// The pairs of a URL's query.
pub fn query_of(url: &str) -> Vec<(String, String)> {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}
