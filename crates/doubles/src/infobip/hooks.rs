//! The double's webhooks: reports in batches, in their order, repeated when the URL fails, and signed where the account
//! says so.

use std::collections::BTreeMap;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::outcomes::{self, Step};
use super::submit::Course;
use super::{Infobip, Settings};
use crate::Desk;

/// The timestamp that signed webhooks carry, ms since 1970.
const TIMESTAMP: &str = "1577880000000";

/// How webhooks to the account's URLs are signed, by HMAC-SHA256.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Signing {
    /// The secret key.
    pub secret: String,
    /// The header of the signature.
    pub header: String,
    /// How the signature is written.
    pub encoding: Encoding,
    /// What is signed.
    pub scheme: Scheme,
    /// The header of the timestamp.
    pub timestamp_header: String,
}

/// How a signature is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encoding {
    /// Lower-case hexadecimal.
    Hex,
    /// Base64.
    Base64,
}

/// What is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// The body.
    Body,
    /// The timestamp, then the body.
    TimestampBody,
}

/// Sends one webhook.
pub(super) async fn call(desk: &Desk, url: &str, body: &Value, signing: Option<&Signing>) -> Option<(u16, String)> {
    let body = body.to_string();
    let mut request = desk
        .webhook(Method::POST, url)
        .header("content-type", "application/json");
    if let Some(signing) = signing {
        let stamp = if signing.scheme == Scheme::TimestampBody {
            TIMESTAMP
        } else {
            ""
        };
        let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, signing.secret.as_bytes());
        let tag = ring::hmac::sign(&key, format!("{stamp}{body}").as_bytes());
        let written = match signing.encoding {
            Encoding::Hex => tag.as_ref().iter().map(|octet| format!("{octet:02x}")).collect(),
            Encoding::Base64 => STANDARD.encode(tag.as_ref()),
        };
        request = request.header(&signing.header, written);
        if !stamp.is_empty() {
            request = request.header(&signing.timestamp_header, stamp);
        }
    }
    desk.call(request.body(body)).await
}

/// The entry of a report of `step`.
pub(super) fn entry(entry: &Value, step: Step) -> Value {
    let mut entry = entry.clone();
    entry["status"] = outcomes::status(step.status);
    entry["error"] = outcomes::error(step.error);
    entry
}

/// Reports after the answer.
pub(super) async fn later(desk: Desk, settings: Settings, courses: Vec<Course>) {
    deliver(&desk, &settings, &courses, true).await;
}

/// Reports before the answer.
pub(super) async fn report(desk: &Desk, settings: &Settings, courses: Vec<Course>, carrier: &Infobip, delayed: bool) {
    carrier.keep_reports(&courses);
    deliver(desk, settings, &courses, delayed).await;
}

/// Plays all courses step by step: the same step of many messages goes in one batch.
async fn deliver(desk: &Desk, settings: &Settings, courses: &[Course], delayed: bool) {
    let strangers = courses.iter().filter(|course| course.outcome.unknown_id_first);
    for course in strangers {
        let mut stranger = entry(&course.entry, Step { status: 5, error: None });
        stranger["messageId"] = json!("never-given");
        stranger["callbackData"] = Value::Null;
        send_batch(desk, settings, course.url.as_deref(), course.signed, vec![stranger]).await;
    }
    let longest = courses
        .iter()
        .map(|course| course.outcome.reports.len())
        .max()
        .unwrap_or_default();
    for place in 0..longest {
        if delayed {
            tokio::time::sleep(Duration::from_millis(settings.report_delay_ms)).await;
        }
        for ((url, signed), entries) in step_of(courses, place) {
            for bucket in entries.chunks(settings.max_bucket_size.max(1)) {
                send_batch(desk, settings, url, signed, bucket.to_vec()).await;
            }
        }
    }
}

/// The reports at `place` of their courses, by where they go.
fn step_of(courses: &[Course], place: usize) -> BTreeMap<(Option<&str>, bool), Vec<Value>> {
    let mut batches: BTreeMap<_, Vec<Value>> = BTreeMap::new();
    for course in courses {
        let step = course.outcome.reports.get(place);
        let wanted = step.filter(|step| course.intermediate || !matches!(step.status, 2 | 3 | 7 | 26));
        if let Some(step) = wanted {
            let goes_to = (course.url.as_deref(), course.signed);
            batches.entry(goes_to).or_default().push(entry(&course.entry, *step));
        }
    }
    batches
}

/// Sends a batch, and again while the URL fails: after 1 + n² units before attempt n.
async fn send_batch(desk: &Desk, settings: &Settings, url: Option<&str>, signed: bool, entries: Vec<Value>) {
    let Some(url) = url else { return };
    let body = json!({ "results": entries });
    let signing = settings.signing.as_ref().filter(|_| signed);
    for attempt in 0..=settings.retries {
        if attempt > 0 {
            let units = 1 + u64::from(attempt * attempt);
            tokio::time::sleep(Duration::from_millis(units * settings.retry_unit_ms)).await;
        }
        let answer = call(desk, url, &body, signing).await;
        if answer.is_some_and(|(status, _)| (200..300).contains(&status)) {
            return;
        }
    }
}
