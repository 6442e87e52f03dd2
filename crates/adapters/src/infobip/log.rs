//! Questions to the carrier: its log of messages, which may be asked as often as 120 times a minute and keeps 48 hours,
//! and the balance.

use domain::{Millis, Money, ProviderId};
use serde_json::Value;

use super::codes::{self, Sending};
use super::settings::Settings;
use super::{answer, hooks, prices};
use crate::http::{HttpAnswer, HttpClient};
use crate::{AskError, Lookup, Report};

/// Whether the log knows `id`. A message may be in the log a little later than the carrier took it, so an empty answer
/// counts only when it is still empty after the configured delay.
pub(super) async fn lookup(http: &HttpClient, settings: &Settings, id: &str) -> Lookup {
    for asked_before in [false, true] {
        match entry(http, settings, id).await {
            Ok(Some(entry)) => return of_entry(&entry, id),
            Ok(None) if asked_before => return Lookup::NotTaken,
            Ok(None) => tokio::time::sleep(settings.log_delay).await,
            Err(_) => return Lookup::CannotTell,
        }
    }
    Lookup::CannotTell
}

fn of_entry(entry: &Value, id: &str) -> Lookup {
    match codes::status_of(&entry["status"]) {
        // What the carrier rejected it does not send: sent again, it is refused again with the reason.
        Some(status) if !matches!(status.sending, Sending::Taken | Sending::Duplicate | Sending::Unknown) => {
            match entry.pointer("/status/groupId").and_then(Value::as_u64) {
                Some(5) => Lookup::NotTaken,
                _ => Lookup::Taken(vec![id.to_owned()]),
            }
        }
        _ => Lookup::Taken(vec![id.to_owned()]),
    }
}

/// What the log says became of `id`.
pub(super) async fn query(
    http: &HttpClient,
    settings: &Settings,
    id: &str,
    provider: ProviderId,
) -> Result<Report, AskError> {
    let entry = entry(http, settings, id).await?;
    let entry = entry.ok_or_else(|| AskError::Failed("the carrier's log of 48 hours does not have it".to_owned()))?;
    let report = hooks::report(&entry, provider);
    report.ok_or_else(|| AskError::Failed("the carrier took it and knows no more yet".to_owned()))
}

/// The account's balance.
pub(super) async fn balance(http: &HttpClient, settings: &Settings) -> Result<Money, AskError> {
    let json = ask(http, settings, "/account/1/balance").await?;
    prices::balance(&json).ok_or_else(|| AskError::Failed("the answer holds no balance".to_owned()))
}

async fn entry(http: &HttpClient, settings: &Settings, id: &str) -> Result<Option<Value>, AskError> {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("messageId", id)
        .finish();
    let json = ask(http, settings, &format!("/sms/3/logs?{query}")).await?;
    let results = json["results"].as_array();
    let results = results.ok_or_else(|| AskError::Failed("the answer is no log".to_owned()))?;
    let of_this = |entry: &&Value| entry["messageId"].as_str() == Some(id);
    let sent_at = |entry: &&Value| {
        entry["sentAt"]
            .as_str()
            .and_then(crate::when::millis)
            .unwrap_or(Millis::MIN)
    };
    Ok(results.iter().filter(of_this).max_by_key(sent_at).cloned())
}

async fn ask(http: &HttpClient, settings: &Settings, path: &str) -> Result<Value, AskError> {
    let answer = http
        .call(settings.get(http, path))
        .await
        .map_err(|failure| AskError::Failed(failure.to_string()))?;
    let json = serde_json::from_slice(&answer.body).ok();
    json.filter(|_| answer.status == 200)
        .ok_or_else(|| refusal(&answer, settings))
}

fn refusal(answer: &HttpAnswer, settings: &Settings) -> AskError {
    let (_, said) = answer::envelope(answer, settings);
    AskError::Failed(format!("the carrier answered HTTP {}: {said}", answer.status))
}
