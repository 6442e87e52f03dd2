//! Webhooks of both APIs, and what handsets send.

use reqwest::Method;
use serde_json::{Map, Value, json};

use super::{Vonage, sign};
use crate::Desk;

/// What a handset sends.
#[derive(Debug, Clone, Default)]
pub struct Handset<'a> {
    /// Its number, digits.
    pub from: &'a str,
    /// The number it writes to, digits.
    pub to: &'a str,
    /// The text.
    pub text: &'a str,
    /// Octets in hexadecimal instead of a text.
    pub data: Option<&'a str>,
    /// Reference, total and number of a part of a long message.
    pub part: Option<(u16, u8, u8)>,
}

impl Vonage {
    /// A handset sends a message through the SMS API: the webhook's status and answer, or `None` where nobody answered.
    pub async fn inbound(&self, desk: &Desk, handset: Handset<'_>) -> Option<(u16, String)> {
        let kind = match (handset.data, domain::gsm7::fits(handset.text)) {
            (Some(_), _) => "binary",
            (None, true) => "text",
            (None, false) => "unicode",
        };
        let mut fields = vec![
            ("msisdn", handset.from.to_owned()),
            ("to", handset.to.to_owned()),
            ("messageId", format!("0B{:010}ABCD", self.next())),
            ("type", kind.to_owned()),
            ("message-timestamp", "2026-01-02 10:00:00".to_owned()),
            ("api-key", self.settings.api_key.clone()),
        ];
        match handset.data {
            Some(data) => fields.push(("data", data.to_owned())),
            None => {
                let keyword = handset
                    .text
                    .split_whitespace()
                    .next()
                    .unwrap_or_default()
                    .to_uppercase();
                fields.push(("text", handset.text.to_owned()));
                fields.push(("keyword", keyword));
            }
        }
        if let Some((reference, total, number)) = handset.part {
            fields.push(("concat", "true".to_owned()));
            fields.push(("concat-ref", reference.to_string()));
            fields.push(("concat-total", total.to_string()));
            fields.push(("concat-part", number.to_string()));
        }
        self.sms_webhook(desk, &self.settings.inbound_url, fields).await
    }

    /// A handset sends a message through the Messages API.
    pub async fn inbound_message(&self, desk: &Desk, handset: Handset<'_>) -> Option<(u16, String)> {
        let hook = json!({
            "channel": "sms", "message_uuid": format!("bbbbbbbb-bbbb-4ccc-8ddd-{:012x}", self.next()),
            "to": handset.to, "from": handset.from, "timestamp": "2026-01-02T10:00:00Z", "text": handset.text,
            "message_type": "text", "sms": {"num_messages": "1"}, "origin": {"network_code": "64110"},
            "usage": {"currency": "EUR", "price": "0.0000"},
        });
        self.messages_webhook(desk, &self.settings.inbound_url, &hook.to_string())
            .await
    }

    /// Sends a webhook of the SMS API, in the account's format, signed where the account signs.
    pub async fn sms_webhook(
        &self,
        desk: &Desk,
        url: &str,
        fields: Vec<(&'static str, String)>,
    ) -> Option<(u16, String)> {
        if url.is_empty() {
            return None;
        }
        let mut fields: Vec<(String, String)> = fields
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        if self.settings.sign_webhooks {
            fields.push(("timestamp".to_owned(), sign::now().to_string()));
            fields.push((
                "nonce".to_owned(),
                format!("aaaaaaaa-bbbb-cccc-dddd-{:012x}", self.next()),
            ));
            let sig = sign::sig(
                &self.settings.signature_method,
                &self.settings.signature_secret,
                &fields,
            );
            fields.push(("sig".to_owned(), sig));
        }
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&fields)
            .finish();
        let request = match self.settings.webhook_format.as_str() {
            "get" => desk.webhook(Method::GET, &format!("{url}?{form}")),
            "json" => {
                let object: Map<String, Value> = fields.into_iter().map(|(name, value)| (name, value.into())).collect();
                let request = desk
                    .webhook(Method::POST, url)
                    .header("content-type", "application/json");
                request.body(Value::Object(object).to_string())
            }
            _ => {
                let request = desk.webhook(Method::POST, url);
                request
                    .header("content-type", "application/x-www-form-urlencoded")
                    .body(form)
            }
        };
        desk.call(request).await
    }

    /// Sends a signed webhook of the Messages API.
    pub async fn messages_webhook(&self, desk: &Desk, url: &str, body: &str) -> Option<(u16, String)> {
        if url.is_empty() {
            return None;
        }
        let token = sign::webhook_token(&self.settings, self.next(), body);
        let request = desk
            .webhook(Method::POST, url)
            .header("content-type", "application/json");
        desk.call(request.bearer_auth(token).body(body.to_owned())).await
    }
}
