//! A double of Africa's Talking: the form and the JSON way to send, balance, reports, inbound messages and opt-outs.
//!
//! Its quirks are the carrier's: a refused sender is a 201 with an empty list, a bad key is plain text, `Success` means
//! accepted in an answer and delivered in a report, costs may have no currency, and a number that is listed twice is
//! answered once. Paths below `/double/` are not the carrier's: they play the phone and the person who holds it.

mod outcomes;
mod request;
mod settings;

use std::collections::HashSet;
use std::net::SocketAddr;
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use parking_lot::Mutex;
use reqwest::Method;
use serde_json::{Value, json};

pub use self::outcomes::{Line, Outcome};
use self::request::{Send, bulk, classic};
pub use self::settings::Settings;
use crate::{Answer, Carrier, Desk, Double, Recorded};

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
pub struct AfricasTalking {
    settings: Mutex<Settings>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    spent: u64,
    numbered: u64,
    taken: Vec<Taken>,
    opted_out: HashSet<(String, String)>,
}

impl AfricasTalking {
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

    /// A person writes to a shortcode; the webhook's status and body, or `None` where nobody answered.
    pub async fn handset_sends(&self, desk: &Desk, from: &str, to: &str, text: &str) -> Option<(u16, String)> {
        let (url, network) = {
            let settings = self.settings.lock();
            (settings.inbound_url.clone()?, settings.network_code.clone())
        };
        let id = self.next_id("inbound");
        let fields = [
            ("date", "2024-05-03 06:04:45"),
            ("from", from),
            ("id", &id),
            ("linkId", "SampleLinkId123"),
            ("text", text),
            ("to", to),
            ("cost", "KES 1.00"),
            ("networkCode", &network),
        ];
        desk.call(form(desk, &url, &fields)).await
    }

    /// A person opts out of a sender: from now on it is refused, and the account is told.
    pub async fn opts_out(&self, desk: &Desk, number: &str, sender: &str) -> Option<(u16, String)> {
        self.state
            .lock()
            .opted_out
            .insert((sender.to_owned(), number.to_owned()));
        let url = self.settings.lock().opt_out_url.clone()?;
        desk.call(form(desk, &url, &[("senderId", sender), ("phoneNumber", number)]))
            .await
    }

    fn next_id(&self, kind: &str) -> String {
        let mut state = self.state.lock();
        state.numbered += 1;
        match kind {
            "message" => format!("ATXid_{:032x}", state.numbered),
            _ => format!("{:032x}", state.numbered),
        }
    }

    async fn route(&self, request: &Recorded, desk: &Desk) -> Answer {
        match (request.method.as_str(), request.path.as_str()) {
            ("POST", "/version1/messaging") => self.send(request, classic(request), desk).await,
            ("POST", "/version1/messaging/bulk") => self.send(request, bulk(request), desk).await,
            ("GET", "/version1/user") => self.user(request),
            ("POST", "/double/handset") => {
                let [from, to, text] = strings(request, ["from", "to", "text"]);
                told(self.handset_sends(desk, &from, &to, &text).await)
            }
            ("POST", "/double/opt-out") => {
                let [number, sender, _] = strings(request, ["number", "sender", ""]);
                told(self.opts_out(desk, &number, &sender).await)
            }
            _ => Answer::text(404, "The requested resource could not be found."),
        }
    }

    fn user(&self, request: &Recorded) -> Answer {
        let username = request.query_value("username").unwrap_or_default().to_owned();
        if !self.knows(request, &username) {
            return unauthorized();
        }
        let settings = self.settings.lock();
        let left = settings.balance.saturating_sub(self.state.lock().spent);
        let balance = format!("{} {}", settings.currency, decimal(left));
        Answer::json(200, &json!({ "UserData": { "balance": balance } }))
    }

    fn knows(&self, request: &Recorded, username: &str) -> bool {
        let settings = self.settings.lock();
        request.header("apikey") == Some(settings.api_key.as_str()) && username == settings.username
    }

    async fn send(&self, request: &Recorded, send: Result<Send, &'static str>, desk: &Desk) -> Answer {
        let send = match send {
            Ok(send) => send,
            Err(missing) => return Answer::text(400, format!("Request is missing required form field '{missing}'")),
        };
        if !self.knows(request, &send.username) {
            return unauthorized();
        }
        let is_sandbox = send.username == "sandbox" && request.path.ends_with("/bulk");
        if is_sandbox {
            return Answer::text(404, "The requested resource could not be found.");
        }
        let settings = self.settings.lock().clone();
        if send
            .sender
            .as_ref()
            .is_some_and(|sender| !settings.senders.is_empty() && !settings.senders.contains(sender))
        {
            let data = json!({ "Message": "InvalidSenderId", "Recipients": [] });
            return Answer::json(201, &json!({ "SMSMessageData": data }));
        }
        let (recipients, courses) = self.recipients(&send, &settings);
        for (taken, outcome) in courses {
            // An early report is told before the answer is.
            let reports = report(desk.clone(), settings.clone(), taken, outcome.clone());
            if outcome.early {
                reports.await;
            } else {
                desk.spawn(reports);
            }
        }
        Answer::json(
            201,
            &json!({ "SMSMessageData": summary(&send, &recipients, &settings) }),
        )
    }

    /// The recipients as they are answered, and what was taken of them.
    fn recipients(&self, send: &Send, settings: &Settings) -> (Vec<Value>, Vec<(Taken, Outcome)>) {
        let mut seen = HashSet::new();
        let mut recipients = Vec::new();
        let mut courses = Vec::new();
        let cost = settings.cost * parts(&send.text);
        for number in send.numbers.iter().filter(|number| seen.insert(*number)) {
            let outcome = settings
                .outcomes
                .get(number)
                .cloned()
                .unwrap_or_else(|| Outcome::of_number(number));
            if outcome.left_out {
                continue;
            }
            let code = self.code(number, send, settings, &outcome);
            if code >= 400 {
                recipients.push(refused(number, code));
                continue;
            }
            self.state.lock().spent += cost;
            let id = self.next_id("message");
            let text = send.text.clone();
            let taken = Taken {
                id,
                number: number.clone(),
                sender: send.sender.clone(),
                text,
            };
            self.state.lock().taken.push(taken.clone());
            let cost = format!("{} {}", settings.currency, decimal(cost));
            recipients.push(json!({
                "statusCode": code, "number": number, "status": "Success", "cost": cost, "messageId": taken.id,
            }));
            courses.push((taken, outcome));
        }
        (recipients, courses)
    }

    fn code(&self, number: &str, send: &Send, settings: &Settings, outcome: &Outcome) -> u16 {
        let state = self.state.lock();
        let sender = send.sender.clone().unwrap_or_default();
        let digits = number.strip_prefix('+').unwrap_or_default();
        if let Some(code) = outcome.status_code {
            code
        } else if !(7..=15).contains(&digits.len()) || !digits.bytes().all(|octet| octet.is_ascii_digit()) {
            403
        } else if state.opted_out.contains(&(sender, number.to_owned())) {
            406
        } else if settings.balance.saturating_sub(state.spent) < settings.cost * parts(&send.text) {
            405
        } else if send.enqueue {
            102
        } else {
            101
        }
    }
}

impl Carrier for AfricasTalking {
    fn answer<'a>(&'a self, request: &'a Recorded, desk: &'a Desk) -> BoxFuture<'a, Answer> {
        self.route(request, desk).boxed()
    }
}

/// Starts one on `address` (port 0: any free one).
///
/// # Errors
/// When the address cannot be listened on.
pub async fn start(address: SocketAddr, settings: Settings) -> std::io::Result<Double<AfricasTalking>> {
    Double::start(address, AfricasTalking::new(settings)).await
}

fn summary(send: &Send, recipients: &[Value], settings: &Settings) -> Value {
    let good = recipients.iter().filter(|entry| entry["status"] == "Success").count();
    let total = decimal(settings.cost * parts(&send.text) * good as u64);
    let mut message = format!(
        "Sent to {good}/{} Total Cost: {} {total}",
        send.numbers.len(),
        settings.total_currency
    );
    if settings.message_parts {
        message += &format!(" Message parts: {}", parts(&send.text));
    }
    json!({ "Message": message, "Recipients": recipients })
}

fn refused(number: &str, code: u16) -> Value {
    let name = outcomes::STATUS_CODES
        .iter()
        .find(|(known, _)| *known == code)
        .map_or("Unexpected", |(_, name)| name);
    json!({ "statusCode": code, "number": number, "status": name, "cost": "0", "messageId": "None" })
}

async fn report(desk: Desk, settings: Settings, taken: Taken, outcome: Outcome) {
    let Some(url) = settings.report_url else { return };
    let stranger = outcome
        .unknown_id_first
        .then(|| (format!("ATXid_{:032x}", u64::MAX), Line::of("Success", None)));
    let own = outcome.lines().into_iter().map(|line| (taken.id.clone(), line));
    for (id, line) in stranger.into_iter().chain(own) {
        if !outcome.early {
            tokio::time::sleep(Duration::from_millis(settings.report_delay_ms)).await;
        }
        let mut fields = vec![
            ("id", id.as_str()),
            ("status", &line.status),
            ("phoneNumber", &taken.number),
            ("networkCode", &settings.network_code),
        ];
        if let Some(reason) = &line.failure_reason {
            fields.push(("failureReason", reason));
        }
        desk.call(form(&desk, &url, &fields)).await;
    }
}

fn unauthorized() -> Answer {
    Answer::text(401, "The supplied authentication is invalid")
        .with_header("www-authenticate", "Basic realm=\"api\",charset=UTF-8")
}

fn form(desk: &Desk, url: &str, fields: &[(&str, &str)]) -> reqwest::RequestBuilder {
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    desk.webhook(Method::POST, url)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(body)
}

fn strings<const N: usize>(request: &Recorded, names: [&str; N]) -> [String; N] {
    let body = request.json();
    names.map(|name| body[name].as_str().unwrap_or_default().to_owned())
}

fn told(answer: Option<(u16, String)>) -> Answer {
    match answer {
        Some((status, body)) => Answer::json(200, &json!({ "webhookStatus": status, "webhookBody": body })),
        None => Answer::text(502, "no webhook is set for this, or nobody answered it"),
    }
}

fn parts(text: &str) -> u64 {
    u64::from(domain::segment::count(text).segments)
}

fn decimal(ten_thousandths: u64) -> String {
    format!("{}.{:04}", ten_thousandths / 10_000, ten_thousandths % 10_000)
}
