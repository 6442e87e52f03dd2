//! One message to Twilio, and what its answer means.

use std::time::Duration;

use domain::Millis;
use reqwest::Method;

use super::answer::{ErrorAnswer, MessageAnswer};
use super::{MAX_CHARACTERS, TwilioAdapter, codes, status};
use crate::http::codes::{Meaning, foreign};
use crate::http::{HttpAnswer, public_url, verdict};
use crate::{Outgoing, SendOutcome, reason};

/// How long Twilio keeps a message in its queue at most, and by default, seconds.
const MAX_VALIDITY_SECONDS: i64 = 36_000;

impl TwilioAdapter {
    pub(super) async fn send_one(&self, message: Outgoing) -> SendOutcome {
        let characters = message.body.chars().count();
        if characters > MAX_CHARACTERS {
            let reason = format!("the text has {characters} characters, Twilio takes {MAX_CHARACTERS}");
            return Meaning::Refused.outcome(None, reason, None);
        }
        let form = self.form(&message);
        let request = self.request(Method::POST, "/Messages.json");
        let request = request
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form);
        match self.http.call(request).await {
            Ok(answer) => self.outcome(&answer),
            Err(failure) => verdict::of_failure(&failure),
        }
    }

    fn form(&self, message: &Outgoing) -> String {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("To", &message.to);
        if let Some(sender) = self.settings.senders.choose(message.from.as_ref(), &message.to) {
            form.append_pair("From", &sender);
        }
        if let Some(service) = &self.settings.messaging_service {
            form.append_pair("MessagingServiceSid", service);
        }
        form.append_pair("Body", &message.body);
        let validity = validity_seconds(message.expires_at, self.clock.now_ms());
        form.append_pair("ValidityPeriod", &validity.to_string());
        if let Some(base) = &self.settings.public_url {
            let url = public_url::report_url(base, message.message, message.attempt);
            form.append_pair("StatusCallback", &url);
        }
        form.finish()
    }

    fn outcome(&self, answer: &HttpAnswer) -> SendOutcome {
        if (200..300).contains(&answer.status) {
            return match serde_json::from_slice::<MessageAnswer>(&answer.body) {
                Ok(message) if !message.sid.is_empty() => self.taken(message),
                _ => SendOutcome::Unknown {
                    reason: format!("HTTP {} without a message id", answer.status),
                },
            };
        }
        let Ok(error) = serde_json::from_slice::<ErrorAnswer>(&answer.body) else {
            return foreign(answer);
        };
        let meaning = match codes::find(error.code) {
            Some(known) => known.meaning,
            None => unknown_code(answer.status),
        };
        let said = reason::clean(&error.message, &self.settings.secrets());
        let pause = answer.retry_after.map(Duration::from_secs);
        meaning.outcome(Some(error.code.to_string()), said, pause)
    }

    /// A 201 may already tell that the message failed.
    fn taken(&self, message: MessageAnswer) -> SendOutcome {
        let over = matches!(
            status::find(&message.status),
            Some(status::Step::Failed | status::Step::Undelivered)
        );
        if let (true, Some(code)) = (over, message.error_code) {
            let meaning = codes::find(code).map_or(Meaning::Refused, |known| known.meaning);
            let said = message.error_message.as_deref().unwrap_or("failed at once");
            let said = reason::clean(said, &self.settings.secrets());
            return meaning.outcome(Some(code.to_string()), said, None);
        }
        let price = message.price();
        SendOutcome::Accepted {
            carrier_ids: vec![message.sid],
            price,
            note: None,
        }
    }
}

/// What an error means whose code is in no table.
fn unknown_code(status: u16) -> Meaning {
    match status {
        401 | 403 | 404 => Meaning::Account,
        429 => Meaning::Throttled,
        500.. => Meaning::Unknown,
        _ => Meaning::Refused,
    }
}

fn validity_seconds(expires_at: Millis, now: Millis) -> i64 {
    ((expires_at - now) / 1_000).clamp(1, MAX_VALIDITY_SECONDS)
}
