//! The words that message bodies share: classes, choices, money, and the idempotency key with its hash.

use axum::extract::FromRequestParts;
use axum::http::HeaderName;
use axum::http::request::Parts;
use engine::request::IdempotencyKey;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use crate::error::ApiError;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// What a message is for: sets its priority.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum MessageClass {
    /// A one-time password: goes first.
    Otp,
    /// What somebody waits for.
    Transactional,
    /// What nobody waits for.
    Promotional,
}

impl From<MessageClass> for domain::Class {
    fn from(class: MessageClass) -> Self {
        match class {
            MessageClass::Otp => Self::Otp,
            MessageClass::Transactional => Self::Transactional,
            MessageClass::Promotional => Self::Promotional,
        }
    }
}

impl From<domain::Class> for MessageClass {
    fn from(class: domain::Class) -> Self {
        match class {
            domain::Class::Otp => Self::Otp,
            domain::Class::Transactional => Self::Transactional,
            domain::Class::Promotional => Self::Promotional,
        }
    }
}

/// The class that a request means; transactional unless it says otherwise.
pub(crate) fn class_or_default(class: Option<MessageClass>) -> domain::Class {
    class.map_or(domain::Class::Transactional, Into::into)
}

/// What a bulk call does with bad recipients.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum OnInvalid {
    /// Accept the good ones and list the bad ones.
    Accept,
    /// Refuse the whole call.
    Reject,
}

impl From<OnInvalid> for engine::request::OnInvalid {
    fn from(choice: OnInvalid) -> Self {
        match choice {
            OnInvalid::Accept => Self::Accept,
            OnInvalid::Reject => Self::Reject,
        }
    }
}

/// What counts as a duplicate inside one batch.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Dedupe {
    /// The same number and the same rendered text.
    Text,
    /// The same number.
    Number,
}

impl From<Dedupe> for engine::request::Dedupe {
    fn from(choice: Dedupe) -> Self {
        match choice {
            Dedupe::Text => Self::Text,
            Dedupe::Number => Self::Number,
        }
    }
}

/// An amount of money.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Cost {
    /// A decimal number with two to six decimals.
    #[schema(example = "0.50")]
    pub(crate) amount: String,
    /// ISO 4217.
    #[schema(example = "PKR")]
    pub(crate) currency: String,
}

impl Cost {
    /// The amount of `micros`.
    pub(crate) fn of(micros: i64, currency: &str) -> Self {
        Self {
            amount: amount(micros, currency),
            currency: currency.to_owned(),
        }
    }
}

impl From<domain::Money> for Cost {
    fn from(money: domain::Money) -> Self {
        Self {
            amount: money.amount(),
            currency: money.currency.to_string(),
        }
    }
}

/// The decimal text of `micros`.
pub(crate) fn amount(micros: i64, currency: &str) -> String {
    match currency.parse() {
        Ok(currency) => domain::Money::new(micros, currency).amount(),
        Err(_) => {
            tracing::error!("a stored currency is not three capital letters");
            micros.to_string()
        }
    }
}

/// The `Idempotency-Key` header, if the request has one.
pub(crate) struct IdempotencyHeader(Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyHeader {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        let Some(value) = parts.headers.get(IDEMPOTENCY_KEY) else {
            return Ok(Self(None));
        };
        match std::str::from_utf8(value.as_bytes()) {
            Ok(text) => Ok(Self(Some(text.to_owned()))),
            Err(_) => Err(ApiError::fault(
                "Idempotency-Key",
                "is not UTF-8",
                "use letters, digits and hyphens",
            )),
        }
    }
}

impl IdempotencyHeader {
    /// The request's key from the header or from the body's field; both may be there if they agree.
    pub(crate) fn or_field(self, field: Option<String>) -> Result<Option<String>, ApiError> {
        let key = match (self.0, field) {
            (Some(header), Some(field)) if header != field => {
                let fault = "differs from the header Idempotency-Key";
                return Err(ApiError::fault(
                    "idempotencyKey",
                    fault,
                    "send one of the two, or the same in both",
                ));
            }
            (header, field) => header.or(field),
        };
        if key.as_deref().is_some_and(|k| k.chars().any(char::is_control)) {
            let fault = "has control characters";
            return Err(ApiError::fault(
                "idempotencyKey",
                fault,
                "use letters, digits and hyphens",
            ));
        }
        Ok(key)
    }
}

/// `key` with the hash of the request, which is hashed without its key; computed only when there is one.
pub(crate) fn with_hash<T: Serialize>(key: Option<String>, request: &T) -> Result<Option<IdempotencyKey>, ApiError> {
    let Some(key) = key else { return Ok(None) };
    let canonical = serde_json::to_vec(request).map_err(|error| {
        tracing::error!(%error, "a request could not be written again for its hash");
        ApiError::internal()
    })?;
    Ok(Some(IdempotencyKey {
        key,
        body_hash: Sha256::digest(&canonical).into(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str) -> IdempotencyHeader {
        IdempotencyHeader(Some(text.to_owned()))
    }

    #[test]
    fn a_key_comes_from_the_header_or_the_field_but_not_from_two_minds() {
        let key = |h: IdempotencyHeader, f: Option<&str>| h.or_field(f.map(str::to_owned)).ok();
        assert_eq!(key(header("a"), None), Some(Some("a".to_owned())));
        assert_eq!(key(IdempotencyHeader(None), Some("b")), Some(Some("b".to_owned())));
        assert_eq!(key(header("a"), Some("a")), Some(Some("a".to_owned())));
        assert_eq!(key(header("a"), Some("b")), None);
        assert_eq!(key(IdempotencyHeader(None), Some("a\u{0}b")), None);
    }

    #[test]
    fn without_a_key_nothing_is_hashed() {
        assert!(with_hash(None, &"body").ok().flatten().is_none());
        let one = with_hash(Some("k".into()), &"body").ok().flatten().expect("a key");
        let same = with_hash(Some("k".into()), &"body").ok().flatten().expect("a key");
        let other = with_hash(Some("k".into()), &"text").ok().flatten().expect("a key");
        assert_eq!(one.body_hash, same.body_hash);
        assert_ne!(one.body_hash, other.body_hash);
    }
}
