//! One message to the Messages API, and what its answer means.

use std::time::Duration;

use domain::Encoding;
use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::codes::{MESSAGES_CODES, find};
use super::{MAX_MESSAGES_CHARACTERS, VonageAdapter, bare};
use crate::http::codes::{Meaning, foreign};
use crate::http::{HttpAnswer, public_url, verdict};
use crate::{Outgoing, SendOutcome, reason};

/// What the API takes as `ttl`, seconds.
const TTL_SECONDS: std::ops::RangeInclusive<i64> = 20..=604_800;

#[derive(Deserialize)]
struct Taken {
    message_uuid: String,
}

/// An error, in an answer or in a status webhook. `title` was the code in early versions.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Problem {
    #[serde(rename = "type")]
    kind: String,
    title: Value,
    detail: String,
}

impl Problem {
    /// The number behind `#`, or the title that is one.
    pub fn code(&self) -> Option<u32> {
        let behind = self.kind.rsplit_once('#').and_then(|(_, code)| code.parse().ok());
        behind.or_else(|| super::text_of(&self.title)?.parse().ok())
    }

    /// Whether it says anything.
    fn is_empty(&self) -> bool {
        self.kind.is_empty() && self.title.is_null() && self.detail.is_empty()
    }

    fn text(&self) -> &str {
        if self.detail.is_empty() {
            self.title.as_str().unwrap_or("refused")
        } else {
            &self.detail
        }
    }
}

impl VonageAdapter {
    pub(super) async fn send_message(&self, message: Outgoing) -> SendOutcome {
        let characters = message.body.chars().count();
        if characters > MAX_MESSAGES_CHARACTERS {
            let reason = format!("the text has {characters} characters, Vonage takes {MAX_MESSAGES_CHARACTERS}");
            return Meaning::Refused.outcome(None, reason, None);
        }
        let url = format!("{}/v1/messages", self.settings.api_url);
        let request = match &self.tokens {
            None => self.basic(Method::POST, &url),
            Some(tokens) => match tokens.token(self.clock.now_ms()) {
                Some(token) => self.http.request(Method::POST, &url).bearer_auth(token),
                None => return Meaning::Account.outcome(None, "the private key cannot sign".to_owned(), None),
            },
        };
        match self.http.call(request.json(&self.body(&message))).await {
            Ok(answer) => self.message_outcome(&answer),
            Err(failure) => verdict::of_failure(&failure),
        }
    }

    fn body(&self, message: &Outgoing) -> Value {
        let encoding = match message.encoding {
            Encoding::Gsm7 => "text",
            Encoding::Ucs2 => "unicode",
        };
        let from = self
            .settings
            .senders
            .choose(message.from.as_ref(), &message.to)
            .unwrap_or_default();
        let seconds = (message.expires_at - self.clock.now_ms()) / 1_000;
        let mut body = json!({
            "channel": "sms",
            "message_type": "text",
            "to": bare(&message.to),
            "from": bare(&from),
            "text": &*message.body,
            "ttl": seconds.clamp(*TTL_SECONDS.start(), *TTL_SECONDS.end()),
            "client_ref": public_url::client_reference(message.message, message.attempt),
            "sms": {"encoding_type": encoding},
        });
        if let Some(base) = &self.settings.public_url {
            body["webhook_url"] = format!("{base}/report").into();
            body["webhook_version"] = "v1".into();
        }
        body
    }

    fn message_outcome(&self, answer: &HttpAnswer) -> SendOutcome {
        if (200..300).contains(&answer.status) {
            return match serde_json::from_slice::<Taken>(&answer.body) {
                Ok(taken) if !taken.message_uuid.is_empty() => SendOutcome::accepted(vec![taken.message_uuid]),
                _ => SendOutcome::Unknown {
                    reason: format!("HTTP {} without a message id", answer.status),
                },
            };
        }
        let problem = match serde_json::from_slice::<Problem>(&answer.body) {
            Ok(problem) if !problem.is_empty() => problem,
            _ => return foreign(answer),
        };
        let code = problem.code();
        let meaning = match (code.and_then(|code| find(MESSAGES_CODES, code)), answer.status) {
            (Some(known), _) => known.meaning,
            (None, 401..=404) => Meaning::Account,
            (None, 429) => Meaning::Throttled,
            (None, 500..) => Meaning::Unknown,
            (None, _) => Meaning::Refused,
        };
        // A 429 asks the lane to slow down, whatever its code says of the message.
        let meaning = if answer.status == 429 {
            Meaning::Throttled
        } else {
            meaning
        };
        let said = reason::clean(problem.text(), &self.settings.secrets());
        let code = code.map_or_else(|| format!("HTTP {}", answer.status), |code| code.to_string());
        meaning.outcome(Some(code), said, answer.retry_after.map(Duration::from_secs))
    }
}
