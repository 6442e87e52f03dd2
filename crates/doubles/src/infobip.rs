//! A double of Infobip's SMS API v3: many messages a call with ids of the client's, rejections inside a 200, batched
//! reports to each message's own URL or the account's, the log, reports that are given away once, and both envelopes of
//! errors.
//!
//! Paths below `/double/` are not the carrier's: they play the phone.

mod hooks;
mod outcomes;
mod submit;

use std::collections::BTreeMap;
use std::net::SocketAddr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures::FutureExt;
use futures::future::BoxFuture;
use parking_lot::Mutex;
use serde::Deserialize;
use serde_json::{Value, json};

pub use self::hooks::{Encoding, Scheme, Signing};
pub use self::outcomes::{Failure, Outcome, STATUSES, Step};
use crate::{Answer, Carrier, Desk, Double, Recorded};

/// What the account is set up like.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Settings {
    /// The API key.
    pub api_key: String,
    /// A user who may sign in instead.
    pub username: String,
    /// That user's password.
    pub password: String,
    /// Registered senders; empty: every sender is.
    pub senders: Vec<String>,
    /// Where reports of messages go that name no URL of their own.
    pub report_url: Option<String>,
    /// Where inbound messages go.
    pub inbound_url: Option<String>,
    /// How what goes to the account's URLs is signed; a message's own URL never is.
    pub signing: Option<Signing>,
    /// What a segment costs.
    pub price_per_message: f64,
    /// The currency of prices and of the balance.
    pub currency: String,
    /// The balance.
    pub balance: f64,
    /// How long after the answer, and after each other, reports come.
    pub report_delay_ms: u64,
    /// The most reports in one webhook.
    pub max_bucket_size: usize,
    /// What a webhook's delay is counted in when it is repeated: 1 + n² of it before attempt n.
    pub retry_unit_ms: u64,
    /// How often a webhook is repeated at most.
    pub retries: u32,
    /// Outcomes by destination (digits), before any magic ending.
    pub outcomes: BTreeMap<String, Outcome>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            api_key: "double-key".to_owned(),
            username: "double".to_owned(),
            password: "double-password".to_owned(),
            senders: Vec::new(),
            report_url: None,
            inbound_url: None,
            signing: None,
            price_per_message: 0.02,
            currency: "EUR".to_owned(),
            balance: 47.79,
            report_delay_ms: 20,
            max_bucket_size: 100,
            retry_unit_ms: 60_000,
            retries: 4,
            outcomes: BTreeMap::new(),
        }
    }
}

/// One message that the double took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The id that it came with, or was given.
    pub id: String,
    /// Where it goes, digits.
    pub to: String,
    /// The sender it named.
    pub sender: Option<String>,
    /// The text.
    pub text: String,
}

/// The carrier's own code.
pub struct Infobip {
    settings: Mutex<Settings>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    numbered: u64,
    taken: Vec<Taken>,
    /// Every message that was answered, by id: the entry of the log.
    log: BTreeMap<String, Value>,
    /// Reports that nobody fetched yet.
    reports: Vec<Value>,
}

impl Infobip {
    /// A carrier with one account.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings: Mutex::new(settings),
            state: Mutex::default(),
        }
    }

    /// Changes the account's settings, such as its webhooks' URLs.
    pub fn set(&self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.settings.lock());
    }

    /// What it took so far.
    pub fn taken(&self) -> Vec<Taken> {
        self.state.lock().taken.clone()
    }

    /// A person writes to a number; the webhook's status and body, or `None` where nobody answered.
    pub async fn handset_sends(&self, desk: &Desk, from: &str, to: &str, text: &str) -> Option<(u16, String)> {
        let settings = self.settings.lock().clone();
        let url = settings.inbound_url.clone()?;
        let id = self.next_id("inbound");
        let keyword = text.split_whitespace().next().unwrap_or_default().to_uppercase();
        let message = json!({
            "messageId": id, "from": from, "to": to, "text": text, "cleanText": text, "keyword": keyword,
            "receivedAt": "2026-01-02T10:00:00.000+0000", "smsCount": 1,
            "price": { "pricePerMessage": 0, "currency": settings.currency }, "callbackData": null,
        });
        let body = json!({ "results": [message], "messageCount": 1, "pendingMessageCount": 0 });
        hooks::call(desk, &url, &body, settings.signing.as_ref()).await
    }

    fn next_id(&self, kind: &str) -> String {
        let mut state = self.state.lock();
        state.numbered += 1;
        format!("{kind}-{:08}", state.numbered)
    }

    async fn route(&self, request: &Recorded, desk: &Desk) -> Answer {
        if request.path == "/double/handset" {
            let body = request.json();
            let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
            let told = self
                .handset_sends(desk, &text("from"), &text("to"), &text("text"))
                .await;
            return match told {
                Some((status, body)) => Answer::json(200, &json!({ "webhookStatus": status, "webhookBody": body })),
                None => Answer::new(502, "text/plain", "no webhook is set for this, or nobody answered it"),
            };
        }
        let is_v3 = request.path.starts_with("/sms/3/");
        if !self.knows(request) {
            return if is_v3 {
                v3_error(401, "E401", "Unauthorized", &[])
            } else {
                old_error(401, "UNAUTHORIZED")
            };
        }
        match (request.method.as_str(), request.path.as_str()) {
            ("POST", "/sms/3/messages") => submit::answer(self, request, desk).await,
            ("GET", "/sms/3/logs") => self.log(request),
            ("GET", "/sms/3/reports") => self.reports_once(request),
            ("GET", "/account/1/balance") => {
                let settings = self.settings.lock();
                Answer::json(
                    200,
                    &json!({ "balance": settings.balance, "currency": settings.currency }),
                )
            }
            _ if is_v3 => v3_error(404, "E404", "Not found", &[]),
            _ => old_error(404, "NOT_FOUND"),
        }
    }

    fn knows(&self, request: &Recorded) -> bool {
        let settings = self.settings.lock();
        let basic = STANDARD.encode(format!("{}:{}", settings.username, settings.password));
        let given = request.header("authorization").unwrap_or_default();
        given == format!("App {}", settings.api_key) || given == format!("Basic {basic}")
    }

    /// The log: asked as often as one likes.
    fn log(&self, request: &Recorded) -> Answer {
        let state = self.state.lock();
        let results = state
            .log
            .values()
            .filter(|entry| matches(entry, request))
            .cloned()
            .collect::<Vec<_>>();
        Answer::json(200, &json!({ "results": results }))
    }

    /// Reports: each is given away once.
    fn reports_once(&self, request: &Recorded) -> Answer {
        let mut state = self.state.lock();
        let (given, kept): (Vec<Value>, Vec<Value>) = std::mem::take(&mut state.reports)
            .into_iter()
            .partition(|entry| matches(entry, request));
        state.reports = kept;
        Answer::json(200, &json!({ "results": given }))
    }
}

impl Carrier for Infobip {
    fn answer<'a>(&'a self, request: &'a Recorded, desk: &'a Desk) -> BoxFuture<'a, Answer> {
        self.route(request, desk).boxed()
    }
}

/// Starts one on `address` (port 0: any free one).
///
/// # Errors
/// When the address cannot be listened on.
pub async fn start(address: SocketAddr, settings: Settings) -> std::io::Result<Double<Infobip>> {
    Double::start(address, Infobip::new(settings)).await
}

fn matches(entry: &Value, request: &Recorded) -> bool {
    ["messageId", "bulkId", "destination"].iter().all(|name| {
        let wanted = request.query_value(name);
        wanted.is_none_or(|wanted| entry[*name].as_str() == Some(wanted))
    })
}

/// An error as v3 writes it.
fn v3_error(status: u16, code: &str, description: &str, violations: &[(String, &str)]) -> Answer {
    let violations: Vec<Value> = violations
        .iter()
        .map(|(property, text)| json!({ "property": property, "violation": text }))
        .collect();
    let body = json!({
        "errorCode": code, "description": description, "action": "Check the request.", "violations": violations,
        "resources": [],
    });
    Answer::json(status, &body)
}

/// An error as the older APIs write it.
fn old_error(status: u16, code: &str) -> Answer {
    let exception = json!({ "messageId": code, "text": "The request was refused.", "validationErrors": {} });
    Answer::json(status, &json!({ "requestError": { "serviceException": exception } }))
}
