//! A double of Vonage: the SMS API with its errors inside a 200 and its report a segment, the Messages API, the balance,
//! the Reports API, and webhooks by GET, form or JSON, signed as the account is set.
//!
//! The end of a destination chooses its outcome: `course` says how. [`Vonage::script`] says more for one number.

mod course;
mod hooks;
mod messages;
mod sign;
mod sms;

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use domain::Money;
use futures::future::BoxFuture;
use parking_lot::Mutex;
use serde::Deserialize;
use serde_json::json;

pub use course::Course;
pub use hooks::Handset;

use crate::secret::basic;
use crate::{Answer, Carrier, Desk, Double, Recorded};

/// The account that the double is.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Settings {
    /// The API key.
    pub api_key: String,
    /// The API secret.
    pub api_secret: String,
    /// The secret that signs.
    pub signature_secret: String,
    /// How: `md5hash`, `hmac-md5`, `sha1`, `sha256`, `sha512`.
    pub signature_method: String,
    /// Whether the SMS API's webhooks are signed; those of the Messages API always are.
    pub sign_webhooks: bool,
    /// The application whose tokens the Messages API takes.
    pub application_id: String,
    /// Its public key: a PKCS #1 `RSAPublicKey` in hexadecimal; empty for none.
    pub application_key: String,
    /// Where reports go when a message names no URL; empty for nowhere.
    pub report_url: String,
    /// Where inbound messages go; empty for nowhere.
    pub inbound_url: String,
    /// How the SMS API calls webhooks: `get`, `form` or `json`.
    pub webhook_format: String,
    /// The account's money, EUR.
    pub balance: f64,
    /// What a segment costs, EUR.
    pub price_per_segment: String,
    /// How long each status takes, milliseconds.
    pub step_ms: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            api_key: "abcd1234".to_owned(),
            api_secret: "simulated-secret".to_owned(),
            signature_secret: "abcdefghijklmnopqrstuvwxyz012345".to_owned(),
            signature_method: "md5hash".to_owned(),
            sign_webhooks: true,
            application_id: "aaaaaaaa-bbbb-4ccc-8ddd-000000000001".to_owned(),
            application_key: String::new(),
            report_url: String::new(),
            inbound_url: String::new(),
            webhook_format: "form".to_owned(),
            balance: 10.1712,
            price_per_segment: "0.03330000".to_owned(),
            step_ms: 300,
        }
    }
}

/// What became of an id: its number, its last status and its error.
type Fates = HashMap<String, (String, &'static str, u32)>;

/// The account and its state; clones share it.
#[derive(Clone)]
pub struct Vonage {
    settings: Arc<Settings>,
    count: Arc<AtomicU64>,
    fates: Arc<Mutex<Fates>>,
    courses: Arc<Mutex<HashMap<String, Course>>>,
}

/// Starts the double on `address`.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn start(address: SocketAddr, settings: Settings) -> io::Result<Double<Vonage>> {
    Double::start(address, Vonage::new(settings)).await
}

impl Vonage {
    /// An account without messages.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings: Arc::new(settings),
            count: Arc::default(),
            fates: Arc::default(),
            courses: Arc::default(),
        }
    }

    /// What happens to messages to `to` (digits) from now on.
    pub fn script(&self, to: &str, course: Course) {
        self.courses.lock().insert(to.to_owned(), course);
    }

    fn course(&self, to: &str, usual: impl FnOnce(&str) -> Option<Course>) -> Course {
        let scripted = self.courses.lock().get(to).cloned();
        scripted.or_else(|| usual(to)).unwrap_or_default()
    }

    fn next(&self) -> u64 {
        self.count.fetch_add(1, Ordering::Relaxed) + 1
    }

    fn step(&self) -> Duration {
        Duration::from_millis(self.settings.step_ms)
    }

    fn price(&self, segments: u16) -> Option<Money> {
        let each = self
            .settings
            .price_per_segment
            .trim_end_matches('0')
            .trim_end_matches('.');
        let each = Money::parse(each, "EUR".parse().ok()?).ok()?;
        each.times(i64::from(segments)).ok()
    }

    fn is_key(&self, request: &Recorded) -> bool {
        let pair = basic(request).or_else(|| {
            let query = |name: &str| request.query_value(name).map(str::to_owned);
            Some((query("api_key")?, query("api_secret")?))
        });
        pair.is_some_and(|(key, secret)| key == self.settings.api_key && secret == self.settings.api_secret)
    }

    fn balance(&self, request: &Recorded) -> Answer {
        if !self.is_key(request) {
            return Answer::json(
                401,
                &json!({"error-code": "401", "error-code-label": "authentication failed"}),
            );
        }
        Answer::json(200, &json!({"value": self.settings.balance, "autoReload": false}))
    }

    fn records(&self, request: &Recorded) -> Answer {
        if !self.is_key(request) {
            return Answer::json(401, &json!({"type": "UNAUTHORIZED", "title": "Unauthorized"}));
        }
        let id = request.query_value("id").unwrap_or_default();
        let fates = self.fates.lock();
        let found = fates.get(id).map(|(to, status, code)| {
            json!({"account_id": self.settings.api_key, "message_id": id, "direction": "outbound", "to": to,
                   "status": status, "error_code": code.to_string()})
        });
        let records: Vec<_> = found.into_iter().collect();
        Answer::json(200, &json!({"items_count": records.len(), "records": records}))
    }
}

impl Carrier for Vonage {
    fn answer<'a>(&'a self, request: &'a Recorded, desk: &'a Desk) -> BoxFuture<'a, Answer> {
        Box::pin(async move {
            match (request.method.as_str(), request.path.as_str()) {
                ("POST", "/sms/json") => self.send_sms(request, desk).await,
                ("POST", "/v1/messages") => self.send_message(request, desk).await,
                ("GET", "/account/get-balance") => self.balance(request),
                ("GET", "/v2/reports/records") => self.records(request),
                _ => Answer::text(404, "Not Found"),
            }
        })
    }
}
