//! The REST API: who may call it, messages, the balance and the account.

use std::time::Duration;

use domain::segment;
use serde_json::{Value, json};

use super::{Course, Settings, Twilio, magic};
use crate::secret::basic;
use crate::{Answer, Desk, Recorded};

/// The API's version, in its paths and answers.
pub(super) const VERSION: &str = "2010-04-01";
const DATE: &str = "Fri, 02 Jan 2026 10:00:00 +0000";
/// The longest text, characters.
const MAX_CHARACTERS: usize = 1_600;
const VALIDITY: std::ops::RangeInclusive<u32> = 1..=36_000;

/// One message of the account.
#[derive(Clone)]
pub(super) struct Kept {
    to: String,
    from: Option<String>,
    service: Option<String>,
    body: String,
    segments: u16,
    status: &'static str,
    code: Option<u32>,
    billed: bool,
}

impl Twilio {
    pub(super) async fn respond(&self, request: &Recorded, desk: &Desk) -> Answer {
        let prefix = format!("/{VERSION}/Accounts/");
        let Some(path) = request.path.strip_prefix(&prefix) else {
            return error(404, 20404, "The requested resource was not found");
        };
        let (sid, rest) = match path.find(['/', '.']) {
            Some(at) => path.split_at(at),
            None => (path, ""),
        };
        let test = match self.account(request, sid) {
            Some(test) => test,
            None => return error(401, 20003, "Authenticate"),
        };
        match (request.method.as_str(), rest) {
            ("POST", "/Messages.json") => self.send(request, desk, test).await,
            ("GET", "/Messages.json") => self.list(request),
            ("GET", "/Balance.json") => Answer::json(
                200,
                &json!({"account_sid": sid, "balance": self.settings.balance, "currency": self.settings.currency}),
            ),
            ("GET", ".json") => Answer::json(200, &json!({"sid": sid, "status": "active", "type": "Full"})),
            ("GET", one) => self.show(one),
            _ => error(405, 20004, "Method not allowed"),
        }
    }

    /// Whether the credentials are the test ones; `None` where they are none of the account's.
    fn account(&self, request: &Recorded, sid: &str) -> Option<bool> {
        let Settings {
            account_sid,
            auth_token,
            api_key_sid,
            api_key_secret,
            test_account_sid,
            test_auth_token,
            ..
        } = &*self.settings;
        let (user, password) = basic(request)?;
        let is = |name: &str, secret: &str| user == name && password == secret;
        if sid == test_account_sid && is(test_account_sid, test_auth_token) {
            return Some(true);
        }
        let live = sid == account_sid && (is(account_sid, auth_token) || is(api_key_sid, api_key_secret));
        live.then_some(false)
    }

    async fn send(&self, request: &Recorded, desk: &Desk, test: bool) -> Answer {
        let form = |name: &str| request.form_value(name).filter(|value| !value.is_empty());
        let to = form("To").unwrap_or_default();
        let from = form("From");
        if let Some(code) = self.fault(request, test) {
            return refusal(code, &to);
        }
        let scripted = self.courses.lock().get(&to).cloned();
        let course = scripted.or_else(|| magic::of_ending(&to)).unwrap_or_default();
        if let Some((status, code)) = course.refuse {
            let answer = error(status, code, &words(code, &to));
            return if status == 429 {
                answer.with_header("retry-after", "2")
            } else {
                answer
            };
        }
        let sid = self.next_sid();
        let body = form("Body").unwrap_or_default();
        let kept = Kept {
            segments: segment::count(&body).segments,
            service: form("MessagingServiceSid"),
            status: "queued",
            code: None,
            billed: false,
            to,
            from,
            body,
        };
        let answer = Answer::json(201, &self.shown(&sid, &kept));
        self.kept.lock().insert(sid.clone(), kept);
        if test {
            return answer;
        }
        let callback = form("StatusCallback").unwrap_or_else(|| self.settings.status_callback.clone());
        self.play(desk, sid, callback, course).await;
        answer
    }

    /// What is wrong with a request before anything is sent.
    fn fault(&self, request: &Recorded, test: bool) -> Option<u32> {
        let form = |name: &str| request.form_value(name).filter(|value| !value.is_empty());
        let Some(to) = form("To") else { return Some(21604) };
        let (from, service) = (form("From"), form("MessagingServiceSid"));
        if from.is_none() && service.is_none() {
            return Some(21603);
        }
        if service.is_some_and(|service| service != self.settings.messaging_service_sid) {
            return Some(21701);
        }
        let Some(body) = form("Body") else { return Some(21602) };
        if body.chars().count() > MAX_CHARACTERS {
            return Some(21617);
        }
        let validity = form("ValidityPeriod").map_or(Some(36_000), |text| text.parse().ok());
        if !validity.is_some_and(|seconds| VALIDITY.contains(&seconds)) {
            return Some(21619);
        }
        if test {
            return magic::of_test(&from.unwrap_or_default(), &to);
        }
        (!domain::phone::is_e164(&to)).then_some(21211)
    }

    /// Tells the statuses, each after its time; before the answer where the course says so.
    async fn play(&self, desk: &Desk, sid: String, callback: String, course: Course) {
        if course.before_answer {
            return self.tell(desk, &sid, &callback, course, Duration::ZERO).await;
        }
        let (double, step, later) = (self.clone(), self.step(), desk.clone());
        desk.spawn(async move { double.tell(&later, &sid, &callback, course, step).await });
    }

    async fn tell(&self, desk: &Desk, sid: &str, callback: &str, course: Course, step: Duration) {
        for (status, code) in course.statuses {
            tokio::time::sleep(step).await;
            let fields = self.advance(sid, status, code);
            self.call_back(desk, callback, &fields).await;
        }
    }

    fn advance(&self, sid: &str, status: &'static str, code: Option<u32>) -> Vec<(&'static str, String)> {
        let mut kept = self.kept.lock();
        let Some(message) = kept.get_mut(sid) else {
            return Vec::new();
        };
        message.status = status;
        message.code = code;
        message.billed |= matches!(status, "sent" | "delivered" | "undelivered");
        let mut fields = vec![
            ("MessageSid", sid.to_owned()),
            ("SmsSid", sid.to_owned()),
            ("AccountSid", self.settings.account_sid.clone()),
            ("MessageStatus", status.to_owned()),
            ("SmsStatus", status.to_owned()),
            ("To", message.to.clone()),
            ("From", message.from.clone().unwrap_or_default()),
            ("ApiVersion", VERSION.to_owned()),
        ];
        fields.extend(message.service.clone().map(|service| ("MessagingServiceSid", service)));
        if let Some(code) = code {
            fields.push(("ErrorCode", code.to_string()));
            fields.push(("ErrorMessage", words(code, &message.to)));
        }
        if status == "delivered" {
            fields.push(("RawDlrDoneDate", "2601021000".to_owned()));
        }
        fields
    }

    async fn call_back(&self, desk: &Desk, url: &str, fields: &[(&'static str, String)]) {
        if url.is_empty() || fields.is_empty() {
            return;
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.webhook(desk, url, &fields).await;
    }

    fn list(&self, request: &Recorded) -> Answer {
        let kept = self.kept.lock();
        let wanted = |message: &Kept| {
            request.query_value("To").is_none_or(|to| to == message.to)
                && request
                    .query_value("From")
                    .is_none_or(|from| Some(from) == message.from.as_deref())
        };
        let found = kept.iter().filter(|(_, message)| wanted(message));
        let messages: Vec<Value> = found.map(|(sid, message)| self.shown(sid, message)).collect();
        Answer::json(
            200,
            &json!({"messages": messages, "next_page_uri": null, "page": 0, "page_size": 50}),
        )
    }

    fn show(&self, path: &str) -> Answer {
        let sid = path
            .strip_prefix("/Messages/")
            .and_then(|rest| rest.strip_suffix(".json"))
            .unwrap_or_default();
        match self.kept.lock().get(sid) {
            Some(message) => Answer::json(200, &self.shown(sid, message)),
            None => error(404, 20404, "The requested resource was not found"),
        }
    }

    fn shown(&self, sid: &str, message: &Kept) -> Value {
        let account = &self.settings.account_sid;
        let segments = if message.service.is_some() && message.status == "queued" {
            0
        } else {
            message.segments
        };
        json!({
            "sid": sid, "account_sid": account, "status": message.status,
            "to": message.to, "from": message.from, "body": message.body,
            "num_segments": segments.to_string(), "num_media": "0", "direction": "outbound-api",
            "price": message.billed.then(|| self.price(message.segments)), "price_unit": self.settings.currency,
            "error_code": message.code, "error_message": message.code.map(|code| words(code, &message.to)),
            "messaging_service_sid": message.service, "api_version": VERSION,
            "date_created": DATE, "date_sent": message.billed.then_some(DATE), "date_updated": DATE,
            "uri": format!("/{VERSION}/Accounts/{account}/Messages/{sid}.json"),
            "subresource_uris": {"media": format!("/{VERSION}/Accounts/{account}/Messages/{sid}/Media.json")},
        })
    }

    /// A negative decimal text, as Twilio writes what it charges.
    fn price(&self, segments: u16) -> String {
        let currency = self.settings.currency.parse().ok();
        let each = currency.and_then(|currency| domain::Money::parse(&self.settings.price_per_segment, currency).ok());
        let total = each.and_then(|each| each.times(i64::from(segments)).ok());
        total.map_or_else(String::new, |total| format!("-{}", total.amount()))
    }
}

fn refusal(code: u32, to: &str) -> Answer {
    error(magic::http_status(code), code, &words(code, to))
}

/// What Twilio says beside a code; it repeats the number.
fn words(code: u32, to: &str) -> String {
    format!("Error {code} for the 'To' number {to}")
}

fn error(status: u16, code: u32, message: &str) -> Answer {
    let more = format!("https://www.twilio.com/docs/errors/{code}");
    Answer::json(
        status,
        &json!({"code": code, "message": message, "more_info": more, "status": status}),
    )
}
