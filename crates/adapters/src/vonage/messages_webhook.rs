//! The Messages API's webhooks: JSON, signed with a token in the `Authorization` header.

use domain::Money;
use serde::Deserialize;
use serde_json::Value;

use super::codes::{MESSAGES_CODES, find};
use super::messages::Problem;
use super::replay::MAX_ID_BYTES;
use super::settings::Mode;
use super::sms_webhook::MASKED;
use super::{VonageAdapter, e164, jwt, status};
use crate::http::codes::Meaning;
use crate::http::verify::{self, same, sha256_hex};
use crate::http::{price, public_url};
use crate::{Content, Inbound, Report, WebhookAnswer, WebhookRefusal, WebhookRequest, when};

#[derive(Deserialize, Default)]
#[serde(default)]
struct Hook {
    message_uuid: String,
    to: String,
    from: String,
    timestamp: String,
    status: Option<String>,
    text: String,
    client_ref: String,
    error: Option<Problem>,
    usage: Usage,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Usage {
    currency: String,
    price: Value,
}

impl Usage {
    fn money(&self) -> Option<Money> {
        price::of_json(&self.price, self.currency.parse().ok()?)
    }
}

/// A token that was verified, to be kept once its webhook is stored.
struct Seal {
    id: String,
    hash: String,
    until: domain::Millis,
}

/// What a verified webhook is.
enum Verified {
    /// New; sealed with a token where the settings ask for one.
    New(Option<Seal>),
    /// Stored before, with this very token.
    Again,
}

impl VonageAdapter {
    pub(super) async fn take_messages_webhook(
        &self,
        request: &WebhookRequest,
    ) -> Result<WebhookAnswer, WebhookRefusal> {
        verify::by_address(&self.settings.ranges, request)?;
        let seal = match &self.settings.mode {
            Mode::Jwt { secret } => match self.verify_token(secret, request)? {
                Verified::New(seal) => seal,
                Verified::Again => return Ok(WebhookAnswer::ok()),
            },
            Mode::Token => verify::by_token(request).map(|()| None)?,
            Mode::None => None,
            Mode::Signature { .. } => {
                return Err(WebhookRefusal::NotAuthentic("the settings are those of the other API"));
            }
        };
        let unreadable = || WebhookRefusal::Malformed("the body is no message in JSON".to_owned());
        let raw: Value = serde_json::from_slice(&request.body).map_err(|_| unreadable())?;
        let hook = Hook::deserialize(&raw).map_err(|_| unreadable())?;
        if hook.message_uuid.is_empty() {
            return Err(WebhookRefusal::Malformed("message_uuid is missing".to_owned()));
        }
        match hook.status.clone() {
            Some(word) => self.take_status(&word, hook, raw).await?,
            None => self.take_message(hook, &raw).await?,
        }
        if let Some(Seal { id, hash, until }) = seal {
            self.replays.keep(id, hash, request.at, until);
        }
        Ok(WebhookAnswer::ok())
    }

    /// Signature first, then the body's hash, then the age, then whether it came before.
    fn verify_token(&self, secret: &str, request: &WebhookRequest) -> Result<Verified, WebhookRefusal> {
        let refused = |why| Err(WebhookRefusal::NotAuthentic(why));
        let Some(header) = request.header("authorization") else {
            // Vonage sends some webhooks unsigned by accident, and sends them again signed after a 5xx.
            return Err(WebhookRefusal::NotStored);
        };
        let token = header
            .split_once(' ')
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let token = token.map_or("", |(_, token)| token.trim());
        let Some(claims) = jwt::unverified(token) else {
            return refused("its token cannot be read");
        };
        if claims.api_key != self.settings.api_key {
            return Err(WebhookRefusal::NotMine);
        }
        if !jwt::is_signed(token, secret) {
            return refused("the signature is wrong");
        }
        let hash = sha256_hex(&request.body);
        if !claims
            .payload_hash
            .is_some_and(|given| same(given.to_ascii_lowercase().as_bytes(), hash.as_bytes()))
        {
            return refused("the body is not the one that was signed");
        }
        let max_age = self.settings.max_age_ms;
        let at = claims.iat.saturating_mul(1_000);
        if at.abs_diff(request.at) > max_age.unsigned_abs() {
            return refused("the signature is too old");
        }
        if claims.jti.is_empty() || claims.jti.len() > MAX_ID_BYTES {
            return refused("its token has no usable id");
        }
        match self.replays.seen(&claims.jti) {
            Some(before) if before == hash => Ok(Verified::Again),
            Some(_) => refused("its token came with something else before"),
            None => Ok(Verified::New(Some(Seal {
                id: claims.jti,
                hash,
                until: at.saturating_add(max_age + 1),
            }))),
        }
    }

    async fn take_status(&self, word: &str, hook: Hook, mut raw: Value) -> Result<(), WebhookRefusal> {
        let code = hook.error.as_ref().and_then(Problem::code);
        let Some(status) = status::of_message(word, code) else {
            // To refuse a new word would make Vonage send it for a day.
            tracing::warn!(provider = %self.provider, "a status webhook has a status that is not known");
            return Ok(());
        };
        let known = code.and_then(|code| find(MESSAGES_CODES, code));
        if let Some(known) = known {
            raw["meaning"] = known.text.into();
            raw["class"] = known.meaning.as_str().into();
        }
        let report = Report {
            provider: self.provider,
            to: e164(&hook.to),
            reference: public_url::read_client_reference(&hook.client_ref),
            status,
            error_code: code.map(|code| code.to_string()),
            detail: known.map(|known| known.text.to_owned()),
            price: hook.usage.money(),
            opted_out: known.is_some_and(|known| known.meaning == Meaning::OptedOut),
            occurred_at: when::millis(&hook.timestamp),
            raw: MASKED.of_value(&raw),
            carrier_id: hook.message_uuid,
        };
        Ok(self.sink.reports(vec![report]).await?)
    }

    async fn take_message(&self, hook: Hook, raw: &Value) -> Result<(), WebhookRefusal> {
        for (name, value) in [("from", &hook.from), ("to", &hook.to)] {
            if value.is_empty() {
                return Err(WebhookRefusal::Malformed(format!("{name} is missing")));
            }
        }
        let inbound = Inbound {
            provider: self.provider,
            carrier_id: Some(hook.message_uuid),
            from: hook.from,
            to: hook.to,
            content: Content::Text(hook.text),
            part: None,
            opt_out: None,
            sent_at: when::millis(&hook.timestamp),
            likeness: None,
            raw: MASKED.of_value(raw),
        };
        Ok(self.sink.inbound(vec![inbound]).await?)
    }
}
