//! The Messages API: JSON, one id a message, errors as problems.

use domain::segment;
use serde_json::{Value, json};

use super::{Course, Vonage, course, sign};
use crate::{Answer, Desk, Recorded};

const MAX_CHARACTERS: usize = 3_200;
const TTL: std::ops::RangeInclusive<u64> = 20..=604_800;
const ERRORS: &str = "https://developer.vonage.com/api-errors/messages#";

impl Vonage {
    pub(super) async fn send_message(&self, request: &Recorded, desk: &Desk) -> Answer {
        if !self.may_send(request) {
            let body = json!({"type": "https://developer.vonage.com/api-errors#unauthorized", "title": "Unauthorized",
                "detail": "You did not provide correct credentials.", "instance": "trace"});
            return problem_answer(401, &body);
        }
        let body = request.json();
        if let Some((code, what)) = message_fault(&body) {
            return problem(422, code, what);
        }
        let to = body["to"].as_str().unwrap_or_default().to_owned();
        let course = self.course(&to, course::of_message);
        if let Some(code) = course.refuse {
            let answer = problem(course.http_status, code, &format!("Refused with {code} for {to}"));
            let throttled = course.http_status == 429;
            return if throttled {
                answer.with_header("retry-after", "3")
            } else {
                answer
            };
        }
        let uuid = format!("aaaaaaaa-bbbb-4ccc-8ddd-{:012x}", self.next());
        self.tell_statuses(desk, &uuid, body, course).await;
        Answer::json(202, &json!({"message_uuid": uuid}))
    }

    fn may_send(&self, request: &Recorded) -> bool {
        let bearer = request
            .header("authorization")
            .and_then(|header| header.strip_prefix("Bearer "));
        match bearer {
            Some(token) => sign::is_application(&self.settings, token),
            None => self.is_key(request),
        }
    }

    async fn tell_statuses(&self, desk: &Desk, uuid: &str, body: Value, course: Course) {
        let statuses = course.statuses_or(&[("submitted", 0), ("delivered", 0)]);
        let step = if course.before_answer {
            std::time::Duration::ZERO
        } else {
            self.step()
        };
        let (double, later, uuid) = (self.clone(), desk.clone(), uuid.to_owned());
        let telling = async move {
            for (status, code) in statuses {
                tokio::time::sleep(step).await;
                let to = body["to"].as_str().unwrap_or_default().to_owned();
                double.fates.lock().insert(uuid.clone(), (to, status, code));
                double.tell_status(&later, &uuid, &body, (status, code)).await;
            }
        };
        if course.before_answer {
            telling.await;
        } else {
            desk.spawn(telling);
        }
    }

    async fn tell_status(&self, desk: &Desk, uuid: &str, body: &Value, (status, code): (&str, u32)) {
        let url = body["webhook_url"].as_str().unwrap_or(&self.settings.report_url);
        let segments = segment::count(body["text"].as_str().unwrap_or_default()).segments;
        let price = self.price(segments).map(|price| price.amount()).unwrap_or_default();
        let mut hook = json!({
            "message_uuid": uuid, "channel": "sms", "to": body["to"], "from": body["from"],
            "timestamp": "2026-01-02T10:00:04Z", "status": status, "client_ref": body["client_ref"],
            "usage": {"currency": "EUR", "price": price}, "destination": {"network_code": "64110"},
            "sms": {"count_total": segments.to_string()},
        });
        if code != 0 {
            let detail = format!("Code {code} for {}", body["to"].as_str().unwrap_or_default());
            hook["error"] = json!({"type": format!("{ERRORS}{code}"), "title": code.to_string(), "detail": detail, "instance": uuid});
        }
        self.messages_webhook(desk, url, &hook.to_string()).await;
    }
}

fn message_fault(body: &Value) -> Option<(u32, &'static str)> {
    let text = |name: &str| body[name].as_str().unwrap_or_default();
    if text("channel") != "sms" || text("message_type") != "text" {
        return Some((1020, "channel and message_type must be sms and text"));
    }
    if text("from").is_empty() || text("text").is_empty() {
        return Some((1010, "from and text must be given"));
    }
    let to = text("to");
    if !(7..=15).contains(&to.len()) || !to.bytes().all(|octet| octet.is_ascii_digit()) {
        return Some((1020, "to must be 7 to 15 digits"));
    }
    if text("text").chars().count() > MAX_CHARACTERS {
        return Some((1090, "text is too long"));
    }
    if body["ttl"].as_u64().is_some_and(|ttl| !TTL.contains(&ttl)) {
        return Some((1130, "ttl is out of range"));
    }
    None
}

fn problem(status: u16, code: u32, detail: &str) -> Answer {
    let kind = format!("{ERRORS}{code}");
    problem_answer(
        status,
        &json!({"type": kind, "title": "Error", "detail": detail, "instance": "trace"}),
    )
}

fn problem_answer(status: u16, body: &Value) -> Answer {
    Answer::new(status, "application/problem+json", body.to_string())
}
