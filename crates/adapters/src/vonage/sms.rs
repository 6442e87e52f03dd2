//! One message to the SMS API, and what its answer means.
//!
//! The API answers HTTP 200 whatever happened, with one element a segment. Where it took some segments and refused
//! others, the message can never arrive whole, and to send it again would send the taken ones twice: it is refused for
//! good, with the count in the reason.

use std::time::Duration;

use domain::{Encoding, Money};
use reqwest::Method;
use serde::Deserialize;
use serde_json::Value;

use super::codes::{SMS_STATUSES, find};
use super::{VonageAdapter, bare, text_of};
use crate::http::codes::{Meaning, foreign};
use crate::http::{HttpAnswer, price, public_url, verdict};
use crate::{Outgoing, SendOutcome, reason};

/// What the API takes as `ttl`, milliseconds.
const TTL_MS: std::ops::RangeInclusive<i64> = 20_000..=604_800_000;

#[derive(Deserialize)]
struct Answer {
    #[serde(rename = "message-count", default)]
    count: Value,
    messages: Vec<Segment>,
}

#[derive(Deserialize)]
struct Segment {
    #[serde(default)]
    status: Value,
    #[serde(rename = "message-id", default)]
    id: Option<String>,
    #[serde(rename = "error-text", default)]
    error: String,
    #[serde(rename = "message-price", default)]
    price: Value,
}

impl Segment {
    fn status(&self) -> String {
        text_of(&self.status).unwrap_or_default()
    }

    fn id(&self) -> Option<String> {
        self.id.clone().filter(|id| !id.is_empty())
    }

    fn is_taken(&self) -> bool {
        self.status() == "0"
    }
}

impl VonageAdapter {
    pub(super) async fn send_sms(&self, message: Outgoing) -> SendOutcome {
        let mut fields = self.sms_fields(&message);
        let url = format!("{}/sms/json", self.settings.rest_url);
        let request = match &self.settings.request_signature {
            None => self.basic(Method::POST, &url),
            Some((method, secret)) => {
                fields.push(("api_key".to_owned(), self.settings.api_key.clone()));
                fields.push(("timestamp".to_owned(), (self.clock.now_ms() / 1_000).to_string()));
                let sig = method.sign(secret, &fields);
                fields.push(("sig".to_owned(), sig));
                self.http.request(Method::POST, &url)
            }
        };
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = request
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form);
        match self.http.call(request).await {
            Ok(answer) => self.sms_outcome(&answer),
            Err(failure) => verdict::of_failure(&failure),
        }
    }

    fn sms_fields(&self, message: &Outgoing) -> Vec<(String, String)> {
        let kind = match message.encoding {
            Encoding::Gsm7 => "text",
            Encoding::Ucs2 => "unicode",
        };
        let from = self.settings.senders.choose(message.from.as_ref(), &message.to);
        let ttl = (message.expires_at - self.clock.now_ms()).clamp(*TTL_MS.start(), *TTL_MS.end());
        let mut fields = vec![
            ("from", bare(&from.unwrap_or_default()).to_owned()),
            ("to", bare(&message.to).to_owned()),
            ("text", message.body.to_string()),
            ("type", kind.to_owned()),
            ("ttl", ttl.to_string()),
            (
                "client-ref",
                public_url::client_reference(message.message, message.attempt),
            ),
        ];
        if let Some(base) = &self.settings.public_url {
            fields.push(("callback", format!("{base}/report")));
        }
        fields
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    }

    fn sms_outcome(&self, answer: &HttpAnswer) -> SendOutcome {
        let Ok(parsed) = serde_json::from_slice::<Answer>(&answer.body) else {
            return foreign(answer);
        };
        let refused = parsed.messages.iter().position(|segment| !segment.is_taken());
        match refused {
            _ if parsed.messages.is_empty() => foreign(answer),
            None => self.taken(&parsed),
            Some(first) if parsed.messages.iter().any(Segment::is_taken) => self.taken_in_part(&parsed, first),
            Some(first) => self.refused(&parsed.messages[first], answer),
        }
    }

    fn taken(&self, parsed: &Answer) -> SendOutcome {
        let told = parsed.messages.iter().filter_map(Segment::id).count();
        let count = text_of(&parsed.count).and_then(|count| count.parse::<usize>().ok());
        let missing = count.filter(|count| *count != told);
        SendOutcome::Accepted {
            carrier_ids: parsed.messages.iter().filter_map(Segment::id).collect(),
            price: self.total(parsed),
            note: missing.map(|count| format!("Vonage counts {count} segments and gave {told} ids")),
        }
    }

    fn taken_in_part(&self, parsed: &Answer, first: usize) -> SendOutcome {
        let segment = &parsed.messages[first];
        let (all, taken) = (
            parsed.messages.len(),
            parsed.messages.iter().filter(|one| one.is_taken()).count(),
        );
        let charged = self
            .total(parsed)
            .map(|price| format!(", charged {price}"))
            .unwrap_or_default();
        let reason = format!(
            "Vonage took {taken} of {all} segments{charged}, and refused segment {}: {}; \
             the message cannot arrive whole and is not sent again",
            first + 1,
            self.said(segment),
        );
        Meaning::Refused.outcome(Some(segment.status()), reason, None)
    }

    fn refused(&self, segment: &Segment, answer: &HttpAnswer) -> SendOutcome {
        let status = segment.status();
        let Ok(number) = status.parse::<u32>() else {
            return foreign(answer);
        };
        let meaning = match find(SMS_STATUSES, number) {
            Some(known) => known.meaning,
            // A refusal all the same: not taken.
            None => Meaning::Retry,
        };
        let pause = wait_in(&segment.error).or_else(|| answer.retry_after.map(Duration::from_secs));
        meaning.outcome(Some(status), self.said(segment), pause)
    }

    /// A refusal's own words, or the table's.
    fn said(&self, segment: &Segment) -> String {
        let number = segment.status().parse().ok();
        let known = number
            .and_then(|number| find(SMS_STATUSES, number))
            .map_or("refused", |known| known.text);
        let text = if segment.error.is_empty() {
            known
        } else {
            segment.error.as_str()
        };
        reason::clean(text, &self.settings.secrets())
    }

    /// The price of all taken segments, where each has one.
    fn total(&self, parsed: &Answer) -> Option<Money> {
        let taken = parsed.messages.iter().filter(|segment| segment.is_taken());
        let mut prices = taken.map(|segment| price::of_json(&segment.price, self.settings.currency));
        let first = prices.next()??;
        prices.try_fold(first, |sum, price| sum.plus(price?).ok())
    }
}

/// The milliseconds in `Throughput Rate Exceeded - please wait [ 250 ] and retry`.
fn wait_in(text: &str) -> Option<Duration> {
    let (_, rest) = text.split_once('[')?;
    let (number, _) = rest.split_once(']')?;
    number.trim().parse().ok().map(Duration::from_millis)
}
