//! The SMS API: HTTP 200 whatever happens, an element a segment.

use domain::segment;
use serde_json::{Value, json};

use super::{Course, Vonage, course, sign};
use crate::secret::basic;
use crate::{Answer, Desk, Recorded};

const NETWORK: &str = "64110";
const TTL: std::ops::RangeInclusive<u64> = 20_000..=604_800_000;

/// What every report of a message says.
#[derive(Clone)]
pub(super) struct Message {
    pub to: String,
    pub from: String,
    pub client_ref: String,
    pub price: String,
}

impl Vonage {
    pub(super) async fn send_sms(&self, request: &Recorded, desk: &Desk) -> Answer {
        let form = |name: &str| request.form_value(name).unwrap_or_default();
        if let Some((status, text)) = self.sms_fault(request) {
            return refusal(status, text);
        }
        let to = form("to");
        let course = self.course(&to, course::of_sms);
        let text = form("text");
        let counted = segment::count(&text);
        let segments = usize::from(counted.segments);
        let message = Message {
            from: form("from"),
            client_ref: form("client-ref"),
            price: self.settings.price_per_segment.clone(),
            to,
        };
        let mut ids = Vec::new();
        let mut elements = Vec::new();
        for place in 0..segments {
            match course.refuse {
                Some(status) if place >= course.taken_segments => elements.push(element(status, words(status))),
                _ => {
                    let id = format!("0A{:010}ABCD{:X}", self.next(), place + 1);
                    elements.push(self.taken(&id, &message));
                    ids.push(id);
                }
            }
        }
        let callback = Some(form("callback")).filter(|url| !url.is_empty());
        self.report_sms(desk, ids, message, callback, course).await;
        Answer::json(
            200,
            &json!({"message-count": segments.to_string(), "messages": elements}),
        )
    }

    /// What is wrong with a request, as a status and its text.
    fn sms_fault(&self, request: &Recorded) -> Option<(u32, &'static str)> {
        let form = |name: &str| request.form_value(name).filter(|value| !value.is_empty());
        if let Some(sig) = form("sig") {
            if form("api_secret").is_some() {
                return Some((32, "Signature And API Secret Disallowed"));
            }
            let wanted = sign::sig(
                &self.settings.signature_method,
                &self.settings.signature_secret,
                &request.form(),
            );
            let right = wanted.eq_ignore_ascii_case(&sig) && form("timestamp").is_some();
            if !right || form("api_key").as_deref() != Some(&self.settings.api_key) {
                return Some((14, "Invalid Signature"));
            }
        } else {
            let pair = basic(request).or_else(|| Some((form("api_key")?, form("api_secret")?)));
            match pair {
                Some((key, secret)) if key == self.settings.api_key && secret == self.settings.api_secret => {}
                _ => return Some((4, "Bad Credentials")),
            }
        }
        let Some(to) = form("to") else {
            return Some((2, "Missing to param"));
        };
        let Some(from) = form("from") else {
            return Some((2, "Missing from param"));
        };
        let Some(text) = form("text") else {
            return Some((2, "Missing text param"));
        };
        if !(7..=15).contains(&to.len()) || !to.bytes().all(|octet| octet.is_ascii_digit()) {
            return Some((3, "Invalid to param"));
        }
        if from.starts_with('+') {
            return Some((15, "Illegal Sender Address - rejected"));
        }
        if form("ttl").is_some_and(|ttl| !ttl.parse().is_ok_and(|ttl| TTL.contains(&ttl))) {
            return Some((3, "Invalid ttl param"));
        }
        if form("callback").is_some_and(|url| url.len() > 100) {
            return Some((23, "Invalid callback URL"));
        }
        // Real Vonage would send question marks.
        let plain = form("type").is_none_or(|kind| kind == "text");
        (plain && !domain::gsm7::fits(&text)).then_some((3, "Invalid text param"))
    }

    fn taken(&self, id: &str, message: &Message) -> Value {
        json!({
            "to": message.to, "message-id": id, "status": "0", "remaining-balance": self.settings.balance.to_string(),
            "message-price": message.price, "network": NETWORK, "client-ref": message.client_ref,
        })
    }

    /// Reports every status of every segment, segments in turn.
    async fn report_sms(
        &self,
        desk: &Desk,
        ids: Vec<String>,
        message: Message,
        callback: Option<String>,
        course: Course,
    ) {
        let url = callback.unwrap_or_else(|| self.settings.report_url.clone());
        let statuses = course.statuses_or(&[("accepted", 0), ("delivered", 0)]);
        let (double, later) = (self.clone(), desk.clone());
        let step = if course.before_answer {
            std::time::Duration::ZERO
        } else {
            self.step()
        };
        let telling = async move {
            for (status, code) in statuses {
                tokio::time::sleep(step).await;
                for id in &ids {
                    double
                        .fates
                        .lock()
                        .insert(id.clone(), (message.to.clone(), status, code));
                    double.report_segment(&later, &url, id, &message, (status, code)).await;
                }
            }
        };
        if course.before_answer {
            telling.await;
        } else {
            desk.spawn(telling);
        }
    }

    async fn report_segment(&self, desk: &Desk, url: &str, id: &str, message: &Message, said: (&str, u32)) {
        let mut fields = vec![
            ("msisdn", message.to.clone()),
            ("to", message.from.clone()),
            ("network-code", NETWORK.to_owned()),
            ("messageId", id.to_owned()),
            ("price", message.price.clone()),
            ("status", said.0.to_owned()),
            ("scts", "2601021000".to_owned()),
            ("err-code", said.1.to_string()),
            ("api-key", self.settings.api_key.clone()),
            ("message-timestamp", "2026-01-02 10:00:00".to_owned()),
        ];
        if !message.client_ref.is_empty() {
            fields.push(("client-ref", message.client_ref.clone()));
        }
        self.sms_webhook(desk, url, fields).await;
    }
}

fn refusal(status: u32, text: &str) -> Answer {
    Answer::json(
        200,
        &json!({"message-count": "1", "messages": [element(status, text.to_owned())]}),
    )
}

fn element(status: u32, text: String) -> Value {
    json!({"status": status.to_string(), "error-text": text})
}

fn words(status: u32) -> String {
    match status {
        1 => "Throughput Rate Exceeded - please wait [ 250 ] and retry".to_owned(),
        5 => "Internal Error".to_owned(),
        9 => "Quota Exceeded - rejected".to_owned(),
        other => format!("Refused with status {other}"),
    }
}
