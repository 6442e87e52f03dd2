//! A double of Veevo Tech: `sendsms` by JSON, form or query, with errors inside a 200, and delivery reports where the
//! account has them.
//!
//! Paths below `/double/` are not the carrier's.

mod outcomes;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use parking_lot::Mutex;
use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};

pub use self::outcomes::{ERROR_FILTERS, Outcome};
use crate::{Answer, Carrier, Desk, Double, Recorded};

/// The longest text, characters.
const MAX_TEXT_CHARS: usize = 800;

/// What the account is set up like.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Settings {
    /// The credential.
    pub hash: String,
    /// The name of its field.
    pub credential_field: String,
    /// Registered senders; empty: every sender is.
    pub senders: Vec<String>,
    /// Where delivery reports go; without one there are none.
    pub report_url: Option<String>,
    /// How reports are written.
    pub report_form: ReportForm,
    /// What a message costs.
    pub charge: f64,
    /// How many messages the balance still pays for.
    pub messages_left: u32,
    /// How long after the answer, and after each other, reports come.
    pub report_delay_ms: u64,
    /// Outcomes by destination, before any magic ending.
    pub outcomes: BTreeMap<String, Outcome>,
}

/// How reports are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReportForm {
    /// JSON in the body.
    Json,
    /// A form in the body.
    Form,
    /// A query, by GET.
    Query,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            hash: "double-hash".to_owned(),
            credential_field: "hash".to_owned(),
            senders: Vec::new(),
            report_url: None,
            report_form: ReportForm::Json,
            charge: 2.5,
            messages_left: 1_000_000,
            report_delay_ms: 20,
            outcomes: BTreeMap::new(),
        }
    }
}

/// One message that the double took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The id it was given.
    pub id: String,
    /// Where it goes.
    pub number: String,
    /// The sender it named.
    pub sender: Option<String>,
    /// The text.
    pub text: String,
}

/// The carrier's own code.
pub struct Veevo {
    settings: Mutex<Settings>,
    taken: Mutex<Vec<Taken>>,
}

impl Veevo {
    /// A carrier with one account.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings: Mutex::new(settings),
            taken: Mutex::default(),
        }
    }

    /// Changes the account's settings, such as its webhook's URL.
    pub fn set(&self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.settings.lock());
    }

    /// What it took so far.
    pub fn taken(&self) -> Vec<Taken> {
        self.taken.lock().clone()
    }

    fn send(&self, request: &Recorded, desk: &Desk) -> Answer {
        let settings = self.settings.lock().clone();
        let field = |name: &str| parameter(request, name).filter(|value| !value.trim().is_empty());
        if field(&settings.credential_field).as_deref() != Some(settings.hash.as_str()) {
            return error("AUTHENTICATION_FAILED");
        }
        let Some(number) = field("receivernum") else {
            return error("RECEIVER_NUMBER_MISSING");
        };
        let Some(text) = field("textmessage") else {
            return error("SMS_TEXT_MISSING");
        };
        let number = normalized(&number);
        let outcome = settings
            .outcomes
            .get(&number)
            .cloned()
            .unwrap_or_else(|| Outcome::of_number(&number));
        if let Some(plain) = &outcome.plain_text {
            return Answer::text(200, plain);
        }
        if let Some(status) = &outcome.status {
            return Answer::json(
                200,
                &json!({ "STATUS": status, "MESSAGE_ID": "", "ERROR_DESCRIPTION": "no reason" }),
            );
        }
        let sender = field("sendernum");
        let known =
            |sender: &String| sender == "Default" || settings.senders.is_empty() || settings.senders.contains(sender);
        let digits = number.strip_prefix('+').unwrap_or_default();
        let faults = [
            outcome.error_filter.as_deref(),
            (!(7..=15).contains(&digits.len())).then_some("INVALID_NUMBER"),
            (!sender.as_ref().is_none_or(known)).then_some("SENDER_ID_NOT FOUND"),
            (text.chars().count() > MAX_TEXT_CHARS).then_some("CONTENT_TOO_LONG"),
            (self.taken.lock().len() >= settings.messages_left as usize).then_some("LOW_BALANCE"),
        ];
        if let Some(filter) = faults.into_iter().flatten().next() {
            return error(filter);
        }
        let taken = self.take(number, sender, text);
        let charge = if outcome.charge_as_number {
            json!(settings.charge)
        } else {
            json!(settings.charge.to_string())
        };
        let answer = json!({
            "STATUS": "SUCCESSFUL", "MESSAGE_ID": taken.id, "CHARGED_BALANCE": charge, "NETWORK_NAME": "JAZZ",
        });
        desk.spawn(report(desk.clone(), settings, taken, outcome));
        Answer::json(200, &answer)
    }

    fn take(&self, number: String, sender: Option<String>, text: String) -> Taken {
        let mut all = self.taken.lock();
        let taken = Taken {
            id: format!("{:010}", all.len() + 1),
            number,
            sender,
            text,
        };
        all.push(taken.clone());
        taken
    }
}

impl Carrier for Veevo {
    fn answer<'a>(&'a self, request: &'a Recorded, desk: &'a Desk) -> BoxFuture<'a, Answer> {
        let is_send = matches!(request.path.as_str(), "/v3/sendsms" | "/sendsms");
        let answer = match request.method.as_str() {
            "GET" | "POST" if is_send => self.send(request, desk),
            _ => Answer::text(404, "Not Found"),
        };
        async move { answer }.boxed()
    }
}

/// Starts one on `address` (port 0: any free one).
///
/// # Errors
/// When the address cannot be listened on.
pub async fn start(address: SocketAddr, settings: Settings) -> std::io::Result<Double<Veevo>> {
    Double::start(address, Veevo::new(settings)).await
}

/// A parameter of the JSON body, the form or the query.
fn parameter(request: &Recorded, name: &str) -> Option<String> {
    let json = request.json()[name].as_str().map(str::to_owned);
    json.or_else(|| request.form_value(name))
        .or_else(|| request.query_value(name).map(str::to_owned))
}

/// Numbers as the carrier reads them: national ones are Pakistani.
fn normalized(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let national = digits
        .strip_prefix("0092")
        .or(digits.strip_prefix("92"))
        .or(digits.strip_prefix('0'));
    match national {
        Some(national) => format!("+92{national}"),
        None if digits.len() == 10 && digits.starts_with('3') => format!("+92{digits}"),
        None => format!("+{digits}"),
    }
}

fn error(filter: &str) -> Answer {
    let body = json!({
        "STATUS": "ERROR", "ERROR_FILTER": filter, "ERROR_CODE": "TAPI-149730721",
        "ERROR_DESCRIPTION": format!("The request was refused: {filter}"),
    });
    Answer::json(200, &body)
}

async fn report(desk: Desk, settings: Settings, taken: Taken, outcome: Outcome) {
    let Some(url) = settings.report_url else { return };
    for word in &outcome.reports {
        tokio::time::sleep(Duration::from_millis(settings.report_delay_ms)).await;
        let medium = outcome.medium.as_deref().unwrap_or("SMS");
        let fields = [
            ("MESSAGE_ID", taken.id.as_str()),
            ("DELIVERY_STATUS", word),
            ("MEDIUM", medium),
        ];
        let pairs = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = match settings.report_form {
            ReportForm::Json => {
                let object = fields.iter().map(|(name, value)| ((*name).to_owned(), json!(value)));
                desk.webhook(Method::POST, &url).json(&Value::Object(object.collect()))
            }
            ReportForm::Form => desk
                .webhook(Method::POST, &url)
                .header("content-type", "application/x-www-form-urlencoded")
                .body(pairs),
            ReportForm::Query => desk.webhook(Method::GET, &format!("{url}?{pairs}")),
        };
        desk.call(request).await;
    }
}
