//! `POST /sms/3/messages` at the double: each message is answered by its own status, and its reports are on their way.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::outcomes::{self, Outcome};
use super::{Infobip, Settings, Taken, hooks, v3_error};
use crate::{Answer, Desk, Recorded};

/// A message whose reports are still to come.
pub(super) struct Course {
    /// What every report of it holds.
    pub entry: Value,
    /// Where they go: its own URL, which is never signed, or the account's.
    pub url: Option<String>,
    /// Whether that URL is the account's, where webhooks are signed.
    pub signed: bool,
    /// Whether intermediate reports were asked for.
    pub intermediate: bool,
    /// What becomes of it.
    pub outcome: Outcome,
}

/// The answer to a call.
pub(super) async fn answer(carrier: &Infobip, request: &Recorded, desk: &Desk) -> Answer {
    let body = request.json();
    let violations = violations(&body);
    if !violations.is_empty() {
        return v3_error(400, "E400", "Request cannot be processed.", &violations);
    }
    let settings = carrier.settings.lock().clone();
    let bulk_id = carrier.next_id("bulk");
    let messages = body["messages"].as_array().cloned().unwrap_or_default();
    let mut answered = Vec::new();
    let mut courses = Vec::new();
    for message in &messages {
        for destination in message["destinations"].as_array().into_iter().flatten() {
            one(
                carrier,
                &settings,
                &bulk_id,
                (message, destination),
                (&mut answered, &mut courses),
            );
        }
    }
    let (early, later): (Vec<Course>, Vec<Course>) = courses.into_iter().partition(|course| course.outcome.early);
    hooks::report(desk, &settings, early, carrier, false).await;
    carrier.keep_reports(&later);
    desk.spawn(hooks::later(desk.clone(), settings, later));
    let mut answer = json!({ "messages": answered });
    if messages.len() > 1 {
        answer["bulkId"] = json!(bulk_id);
    }
    Answer::json(200, &answer)
}

impl Infobip {
    /// Final reports wait to be fetched, each once.
    pub(super) fn keep_reports(&self, courses: &[Course]) {
        let reports = courses.iter().filter_map(|course| {
            let last = course.outcome.reports.last()?;
            Some(hooks::entry(&course.entry, *last))
        });
        let mut state = self.state.lock();
        for report in reports {
            let id = report["messageId"].as_str().unwrap_or_default().to_owned();
            // The log knows the end already: who asks it does not have to wait for the report.
            state.log.insert(id, report.clone());
            state.reports.push(report);
        }
    }
}

fn one(
    carrier: &Infobip,
    settings: &Settings,
    bulk_id: &str,
    (message, destination): (&Value, &Value),
    (answered, courses): (&mut Vec<Value>, &mut Vec<Course>),
) {
    let to = destination["to"].as_str().unwrap_or_default();
    let id = destination["messageId"]
        .as_str()
        .map_or_else(|| carrier.next_id("message"), str::to_owned);
    let text = message["content"]["text"].as_str().unwrap_or_default();
    let outcome = settings
        .outcomes
        .get(to)
        .cloned()
        .unwrap_or_else(|| Outcome::of_number(to));
    if outcome.left_out {
        return;
    }
    let sender = message["sender"].as_str();
    let status = outcomes::status(status(carrier, settings, (to, &id, sender), &outcome));
    let count = domain::segment::count(text).segments;
    let mut answer = json!({
        "messageId": id, "destination": to, "status": status, "details": { "messageCount": count },
    });
    if outcome.answer_error.is_some() {
        answer["error"] = outcomes::error(outcome.answer_error);
    }
    answered.push(answer);
    if status["id"] == 23 {
        return;
    }
    let entry = json!({
        "bulkId": bulk_id, "messageId": id, "to": to, "destination": to, "sender": sender,
        "sentAt": "2026-01-02T10:00:00.000+0000", "doneAt": "2026-01-02T10:00:04.120+0000",
        "messageCount": count, "mccMnc": "64110",
        "price": { "pricePerMessage": settings.price_per_message, "currency": settings.currency },
        "callbackData": message["webhooks"]["callbackData"], "status": status, "error": outcomes::error(None),
        "platform": message["options"]["platform"],
    });
    let mut state = carrier.state.lock();
    state.log.insert(id.clone(), entry.clone());
    if status["groupId"] == 5 {
        return;
    }
    let sender = sender.map(str::to_owned);
    state.taken.push(Taken {
        id,
        to: to.to_owned(),
        sender,
        text: text.to_owned(),
    });
    let own = message["webhooks"]["delivery"]["url"].as_str().map(str::to_owned);
    let intermediate = own.is_none() || message["webhooks"]["delivery"]["intermediateReport"] == true;
    let url = own.clone().or_else(|| settings.report_url.clone());
    courses.push(Course {
        entry,
        url,
        signed: own.is_none(),
        intermediate,
        outcome,
    });
}

fn status(carrier: &Infobip, settings: &Settings, message: (&str, &str, Option<&str>), outcome: &Outcome) -> u16 {
    let (to, id, sender) = message;
    let is_number = (7..=15).contains(&to.len()) && to.bytes().all(|octet| octet.is_ascii_digit());
    let unknown_sender = sender
        .is_some_and(|sender| !settings.senders.is_empty() && !settings.senders.iter().any(|known| known == sender));
    match () {
        () if to.is_empty() => 51,
        () if !is_number => 52,
        () if carrier.state.lock().log.contains_key(id) => 23,
        () if unknown_sender => 13,
        () => outcome.answer,
    }
}

/// What is wrong with a call as a whole: it then takes no message at all.
fn violations(body: &Value) -> Vec<(String, &'static str)> {
    let Some(messages) = body["messages"].as_array().filter(|messages| !messages.is_empty()) else {
        return vec![("messages".to_owned(), "must not be empty")];
    };
    let mut violations = Vec::new();
    let mut ids = HashSet::new();
    for (index, message) in messages.iter().enumerate() {
        let destinations = message["destinations"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        if destinations.is_empty() {
            violations.push((format!("messages[{index}].destinations"), "must not be empty"));
        }
        if message["content"]["text"].as_str().is_none_or(str::is_empty) {
            violations.push((format!("messages[{index}].content.text"), "must not be empty"));
        }
        for id in destinations
            .iter()
            .filter_map(|destination| destination["messageId"].as_str())
        {
            if id.chars().count() > 200 || !ids.insert(id) {
                violations.push((
                    format!("messages[{index}].destinations[0].messageId"),
                    "must be unique and short",
                ));
            }
        }
    }
    violations
}
