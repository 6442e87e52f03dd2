//! A double of Stripe Checkout: sessions by form with bearer key and idempotency keys, the page on which somebody pays,
//! and signed events, told again until they are answered 2xx.
//!
//! Paths below `/double/` are not Stripe's: `GET /double/pay/{session}` is the page and pays, `/double/decline/{session}`
//! is a slow payment that fails, `/double/expire/{session}` lets a session run out.

mod events;

use std::collections::BTreeMap;
use std::net::SocketAddr;

use futures::FutureExt;
use futures::future::BoxFuture;
use parking_lot::Mutex;
use serde::Deserialize;
use serde_json::{Value, json};

pub use events::sign;

use crate::{Answer, Carrier, Desk, Double, Recorded};

/// What the account is set up like.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Settings {
    /// The secret key.
    pub secret_key: String,
    /// What events are signed with.
    pub webhook_secret: String,
    /// Where events go; without one there are none.
    pub webhook_url: Option<String>,
    /// How often an event is told that is not answered 2xx.
    pub attempts: u32,
    /// The pause before an event is told again, ms.
    pub retry_ms: u64,
    /// How many times an event is told that was answered: Stripe says that it may come more than once.
    pub repeats: u32,
    /// Seconds that are added to the time of signatures: a clock that is wrong.
    pub clock_skew_seconds: i64,
    /// The least amount of a session, minor units.
    pub least_amount: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            secret_key: "sk_test_double".to_owned(),
            webhook_secret: "whsec_double".to_owned(),
            webhook_url: None,
            attempts: 5,
            retry_ms: 50,
            repeats: 1,
            clock_skew_seconds: 0,
            least_amount: 50,
        }
    }
}

/// One session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id, `cs_test_…`.
    pub id: String,
    /// The form that made it.
    pub form: BTreeMap<String, String>,
    /// `open`, `complete` or `expired`.
    pub status: &'static str,
    /// `unpaid` or `paid`.
    pub payment_status: &'static str,
    /// What is to be paid, minor units.
    pub amount_total: i64,
    /// Of which currency, lower case.
    pub currency: String,
}

/// Stripe's own code.
pub struct Stripe {
    settings: Mutex<Settings>,
    sessions: Mutex<Vec<Session>>,
    /// Sessions by idempotency key, with the form that came with it.
    keys: Mutex<BTreeMap<String, String>>,
    base: Mutex<String>,
}

/// The currencies of this account, lower case.
const CURRENCIES: [&str; 9] = ["usd", "eur", "gbp", "kes", "pkr", "ugx", "jpy", "kwd", "tzs"];
const UNIT_AMOUNT: &str = "line_items[0][price_data][unit_amount]";
const CURRENCY: &str = "line_items[0][price_data][currency]";
const NAME: &str = "line_items[0][price_data][product_data][name]";

impl Stripe {
    /// An account set up like this.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings: Mutex::new(settings),
            sessions: Mutex::default(),
            keys: Mutex::default(),
            base: Mutex::default(),
        }
    }

    /// Changes the account's settings, such as its webhook's URL.
    pub fn set(&self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.settings.lock());
    }

    /// The sessions so far.
    pub fn sessions(&self) -> Vec<Session> {
        self.sessions.lock().clone()
    }

    /// Somebody pays a session's page; answers whether it could be paid.
    pub fn pay(&self, id: &str, desk: &Desk) -> bool {
        self.end(id, ("complete", "paid", "checkout.session.completed"), desk)
    }

    /// A slow payment: the session is complete and unpaid, and fails afterwards.
    pub fn decline(&self, id: &str, desk: &Desk) -> bool {
        self.end(id, ("complete", "unpaid", "checkout.session.completed"), desk)
            && self.tell(id, "checkout.session.async_payment_failed", desk)
    }

    /// Nobody pays in time.
    pub fn expire(&self, id: &str, desk: &Desk) -> bool {
        self.end(id, ("expired", "unpaid", "checkout.session.expired"), desk)
    }

    fn end(&self, id: &str, (status, payment, event): (&'static str, &'static str, &'static str), desk: &Desk) -> bool {
        {
            let mut sessions = self.sessions.lock();
            let Some(session) = sessions.iter_mut().find(|one| one.id == id && one.status == "open") else {
                return false;
            };
            (session.status, session.payment_status) = (status, payment);
        }
        self.tell(id, event, desk)
    }

    /// Tells an event about a session.
    pub fn tell(&self, id: &str, event: &str, desk: &Desk) -> bool {
        let session = self.sessions.lock().iter().find(|one| one.id == id).cloned();
        let Some(session) = session else { return false };
        let settings = self.settings.lock().clone();
        let body = events::event(event, &self.object(&session));
        desk.spawn(events::deliver(desk.clone(), settings, body));
        true
    }

    fn object(&self, session: &Session) -> Value {
        let base = self.base.lock().clone();
        let url = (session.status == "open").then(|| format!("{base}/double/pay/{}", session.id));
        json!({
            "id": session.id, "object": "checkout.session", "mode": "payment", "livemode": false,
            "status": session.status, "payment_status": session.payment_status,
            "amount_subtotal": session.amount_total, "amount_total": session.amount_total,
            "currency": session.currency, "client_reference_id": session.form.get("client_reference_id"),
            "success_url": session.form.get("success_url"), "cancel_url": session.form.get("cancel_url"),
            "metadata": {}, "url": url,
        })
    }

    fn create(&self, request: &Recorded) -> Answer {
        let settings = self.settings.lock().clone();
        let body = String::from_utf8_lossy(&request.body).into_owned();
        let form: BTreeMap<String, String> = request.form().into_iter().collect();
        if let Some(key) = request.header("idempotency-key") {
            let known = self.keys.lock().insert(key.to_owned(), body.clone());
            if let Some(before) = known {
                self.keys.lock().insert(key.to_owned(), before.clone());
                return self.again(&form, before == body);
            }
        }
        let session = match self.checked(form, &settings) {
            Ok(session) => session,
            Err(answer) => return answer,
        };
        self.sessions.lock().push(session.clone());
        Answer::json(200, &self.object(&session))
    }

    /// The answer to a request with an idempotency key that came before.
    fn again(&self, form: &BTreeMap<String, String>, same: bool) -> Answer {
        if !same {
            let why =
                "Keys for idempotent requests can only be used with the same parameters they were first used with.";
            return refused(400, "idempotency_error", (None, why));
        }
        let known = self.sessions.lock().iter().find(|one| one.form == *form).cloned();
        match known {
            Some(session) => Answer::json(200, &self.object(&session)).with_header("idempotent-replayed", "true"),
            None => refused(
                409,
                "idempotency_error",
                (None, "Another request with this key is in progress."),
            ),
        }
    }

    fn checked(&self, form: BTreeMap<String, String>, settings: &Settings) -> Result<Session, Answer> {
        for needed in ["mode", "success_url", CURRENCY, UNIT_AMOUNT, NAME] {
            if form.get(needed).is_none_or(String::is_empty) {
                let why = format!("Missing required param: {needed}.");
                return Err(refused(400, "invalid_request_error", (Some(needed), &why)));
            }
        }
        let invalid = |param: &str, why: String| refused(400, "invalid_request_error", (Some(param), &why));
        let currency = form[CURRENCY].clone();
        if !CURRENCIES.contains(&currency.as_str()) {
            return Err(invalid(CURRENCY, format!("Invalid currency: {currency}.")));
        }
        let Ok(unit) = form[UNIT_AMOUNT].parse::<i64>() else {
            return Err(invalid(UNIT_AMOUNT, format!("Invalid integer: {}", form[UNIT_AMOUNT])));
        };
        let quantity = form.get("line_items[0][quantity]").and_then(|text| text.parse().ok());
        let amount_total = unit.saturating_mul(quantity.unwrap_or(1));
        if amount_total < settings.least_amount {
            let why = "The Checkout Session's total amount due must add up to at least the minimum charge.".to_owned();
            return Err(invalid(UNIT_AMOUNT, why));
        }
        let number = self.sessions.lock().len() + 1;
        Ok(Session {
            id: format!("cs_test_{number:024}"),
            form,
            status: "open",
            payment_status: "unpaid",
            amount_total,
            currency,
        })
    }

    fn page(&self, path: &str, desk: &Desk) -> Answer {
        let (action, id) = path.split_once('/').unwrap_or_default();
        let done = match action {
            "pay" => self.pay(id, desk),
            "decline" => self.decline(id, desk),
            "expire" => self.expire(id, desk),
            _ => false,
        };
        let success = self
            .sessions
            .lock()
            .iter()
            .find(|one| one.id == id)
            .and_then(|one| one.form.get("success_url").cloned());
        match (done, success) {
            (true, Some(url)) if action == "pay" => Answer::text(303, "paid").with_header("location", url),
            (true, _) => Answer::text(200, action),
            (false, _) => Answer::text(404, "There is no open session of this id."),
        }
    }

    fn route(&self, request: &Recorded, desk: &Desk) -> Answer {
        if let Some(host) = request.header("host") {
            *self.base.lock() = format!("http://{host}");
        }
        if let Some(rest) = request.path.strip_prefix("/double/") {
            return self.page(rest, desk);
        }
        let key = self.settings.lock().secret_key.clone();
        if request.header("authorization") != Some(format!("Bearer {key}").as_str()) {
            return refused(401, "invalid_request_error", (None, "Invalid API Key provided."));
        }
        match (request.method.as_str(), request.path.as_str()) {
            ("POST", "/v1/checkout/sessions") => self.create(request),
            ("GET", path) => {
                let id = path.strip_prefix("/v1/checkout/sessions/").unwrap_or_default();
                let known = self.sessions.lock().iter().find(|one| one.id == id).cloned();
                match known {
                    Some(session) => Answer::json(200, &self.object(&session)),
                    None => refused(
                        404,
                        "invalid_request_error",
                        (Some("session"), "No such checkout.session"),
                    ),
                }
            }
            _ => refused(404, "invalid_request_error", (None, "Unrecognized request URL")),
        }
    }
}

impl Carrier for Stripe {
    fn answer<'a>(&'a self, request: &'a Recorded, desk: &'a Desk) -> BoxFuture<'a, Answer> {
        let answer = self.route(request, desk);
        async move { answer }.boxed()
    }
}

/// Starts one on `address` (port 0: any free one).
///
/// # Errors
/// When the address cannot be listened on.
pub async fn start(address: SocketAddr, settings: Settings) -> std::io::Result<Double<Stripe>> {
    Double::start(address, Stripe::new(settings)).await
}

fn refused(status: u16, kind: &str, (param, message): (Option<&str>, &str)) -> Answer {
    Answer::json(
        status,
        &json!({ "error": { "type": kind, "message": message, "param": param } }),
    )
}
