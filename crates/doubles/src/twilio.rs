//! A double of Twilio Programmable Messaging: the REST API of one account, test credentials with their magic numbers,
//! signed status callbacks and inbound messages.
//!
//! A destination that ends in `555` and five digits chooses its own outcome: the digits are an error code. Codes from
//! 30000 to 30999 come with the status callback, others with the answer. [`Twilio::script`] says more for one number.

mod api;
mod course;
mod magic;
mod signature;

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures::future::BoxFuture;
use parking_lot::Mutex;
use reqwest::Method;
use serde::Deserialize;

pub use course::Course;

use self::api::Kept;
use crate::{Answer, Carrier, Desk, Double, Recorded};

/// The account that the double is.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Settings {
    /// `AC` and 32 hexadecimal digits.
    pub account_sid: String,
    /// The primary auth token: takes requests and signs webhooks.
    pub auth_token: String,
    /// An API key that takes requests too.
    pub api_key_sid: String,
    /// Its secret.
    pub api_key_secret: String,
    /// The SID of the test credentials, under which nothing is sent.
    pub test_account_sid: String,
    /// The token of the test credentials.
    pub test_auth_token: String,
    /// A messaging service of the account.
    pub messaging_service_sid: String,
    /// Where status callbacks go when a message names no URL; empty for nowhere.
    pub status_callback: String,
    /// Where inbound messages go; empty for nowhere.
    pub sms_url: String,
    /// Id and secret of a shared key: webhooks are signed with it and SHA-256 instead of the auth token.
    pub webhook_key: Option<(String, String)>,
    /// The account's money.
    pub balance: String,
    /// Its currency.
    pub currency: String,
    /// What a segment costs.
    pub price_per_segment: String,
    /// How long each status takes, milliseconds.
    pub step_ms: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            account_sid: "AC00000000000000000000000000000001".to_owned(),
            auth_token: "12345678901234567890123456789012".to_owned(),
            api_key_sid: "SK00000000000000000000000000000001".to_owned(),
            api_key_secret: "simulated-api-key-secret".to_owned(),
            test_account_sid: "AC0000000000000000000000000000000f".to_owned(),
            test_auth_token: "simulated-test-token".to_owned(),
            messaging_service_sid: "MG00000000000000000000000000000001".to_owned(),
            status_callback: String::new(),
            sms_url: String::new(),
            webhook_key: None,
            balance: "12.3456".to_owned(),
            currency: "USD".to_owned(),
            price_per_segment: "0.0075".to_owned(),
            step_ms: 300,
        }
    }
}

/// The account and its state; clones share it.
#[derive(Clone)]
pub struct Twilio {
    settings: Arc<Settings>,
    count: Arc<AtomicU64>,
    kept: Arc<Mutex<HashMap<String, Kept>>>,
    courses: Arc<Mutex<HashMap<String, Course>>>,
}

/// Starts the double on `address`.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn start(address: SocketAddr, settings: Settings) -> io::Result<Double<Twilio>> {
    Double::start(address, Twilio::new(settings)).await
}

impl Twilio {
    /// An account without messages.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings: Arc::new(settings),
            count: Arc::default(),
            kept: Arc::default(),
            courses: Arc::default(),
        }
    }

    /// What happens to messages to `to` from now on.
    pub fn script(&self, to: &str, course: Course) {
        self.courses.lock().insert(to.to_owned(), course);
    }

    /// A handset sends `body`: the webhook's status and its TwiML, or `None` where nobody answered. `extra` are more
    /// fields, such as `OptOutType`.
    pub async fn inbound(
        &self,
        desk: &Desk,
        from: &str,
        to: &str,
        body: &str,
        extra: &[(&str, &str)],
    ) -> Option<(u16, String)> {
        let sid = self.next_sid();
        let mut fields = vec![
            ("MessageSid", sid.as_str()),
            ("SmsSid", &sid),
            ("SmsMessageSid", &sid),
            ("AccountSid", &self.settings.account_sid),
            ("From", from),
            ("To", to),
            ("Body", body),
            ("NumMedia", "0"),
            ("NumSegments", "1"),
            ("SmsStatus", "received"),
            ("ApiVersion", api::VERSION),
            ("FromCity", ""),
            ("FromCountry", "UG"),
        ];
        fields.extend_from_slice(extra);
        self.webhook(desk, &self.settings.sms_url, &fields).await
    }

    /// Sends one signed webhook.
    pub async fn webhook(&self, desk: &Desk, url: &str, fields: &[(&str, &str)]) -> Option<(u16, String)> {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let mut request = desk.webhook(Method::POST, url);
        for (name, value) in signature::headers(&self.settings, url, fields) {
            request = request.header(name, value);
        }
        let request = request.header("content-type", "application/x-www-form-urlencoded; charset=UTF-8");
        desk.call(request.body(body)).await
    }

    fn next_sid(&self) -> String {
        format!("SM{:032x}", self.count.fetch_add(1, Ordering::Relaxed) + 1)
    }

    fn step(&self) -> Duration {
        Duration::from_millis(self.settings.step_ms)
    }
}

impl Carrier for Twilio {
    fn answer<'a>(&'a self, request: &'a Recorded, desk: &'a Desk) -> BoxFuture<'a, Answer> {
        Box::pin(self.respond(request, desk))
    }
}
