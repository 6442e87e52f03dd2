//! How a key looks to callers: by what it starts with, never itself.

use domain::{ApiKeyId, Millis, RequestLimits};
use serde::Serialize;
use store::ApiKey;
use utoipa::ToSchema;

use crate::time::Time;

/// A key.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ApiKey)]
pub(crate) struct KeyView {
    /// Its id.
    #[schema(value_type = String, example = "key_01k9zv0d3s8ra")]
    key_id: ApiKeyId,
    /// A name for people.
    #[schema(example = "Production")]
    name: String,
    /// What it starts with.
    #[schema(example = "sk_live_a1B2c3")]
    prefix: String,
    /// Whether it reaches the simulated carrier alone.
    test: bool,
    /// `active`, `expired` or `revoked`.
    #[schema(example = "active")]
    status: &'static str,
    /// What it may do.
    #[schema(value_type = Vec<String>, example = json!(["sms:send", "sms:read"]))]
    scopes: Vec<&'static str>,
    /// How many requests it may make.
    limits: KeyLimitsView,
    /// Networks that it may be used from; anywhere where there are none.
    allowed_networks: Vec<String>,
    /// What it was before its last rotation, while that still works.
    #[serde(skip_serializing_if = "Option::is_none")]
    previous: Option<PreviousView>,
    /// Requests that it made, but for those of the last second.
    requests: i64,
    /// When it was last used, to the minute.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_used_at: Option<Time>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// When it stops working by itself.
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Time>,
    /// When it was revoked.
    #[schema(value_type = Option<String>, format = DateTime)]
    revoked_at: Option<Time>,
}

/// How many requests a key may make; null for any number. The organization's limits hold all the same.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ApiKeyLimits)]
struct KeyLimitsView {
    /// In any sixty seconds.
    per_minute: Option<u32>,
    /// In a day (UTC).
    per_day: Option<u32>,
    /// Whether these are the platform's, because nothing else was set for the key.
    usual: bool,
}

/// A secret that still works beside the one that replaced it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PreviousSecret)]
struct PreviousView {
    /// What it starts with.
    prefix: String,
    /// When it stops working.
    #[schema(value_type = String, format = DateTime)]
    until: Time,
}

/// A key with the key itself, this once.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ApiKeyMade)]
pub(crate) struct MadeView {
    /// The key itself. Keep it now: it is not shown again.
    #[schema(example = "sk_live_a1B2c3…")]
    api_key: String,
    #[serde(flatten)]
    key: KeyView,
}

impl KeyView {
    /// The key as it stands at `now`, where `usual` holds for every key.
    pub(crate) fn at(row: ApiKey, (now, usual): (Millis, RequestLimits)) -> Self {
        let status = match (row.revoked_at, row.expires_at) {
            (Some(_), _) => "revoked",
            (None, Some(end)) if end <= now => "expired",
            _ => "active",
        };
        let limits = usual.with(row.per_minute, row.per_day);
        let previous = row
            .previous
            .filter(|previous| previous.until > now && status == "active");
        Self {
            key_id: row.id,
            name: row.name,
            prefix: row.prefix,
            test: row.test,
            status,
            scopes: row.scopes.iter().map(domain::Scope::as_str).collect(),
            limits: KeyLimitsView {
                per_minute: Some(limits.per_minute).filter(|limit| *limit > 0),
                per_day: Some(limits.per_day).filter(|limit| *limit > 0),
                usual: row.per_minute.is_none() && row.per_day.is_none(),
            },
            allowed_networks: row.networks,
            previous: previous.map(|previous| PreviousView {
                prefix: previous.prefix,
                until: Time(previous.until),
            }),
            requests: row.requests,
            last_used_at: row.last_used_at.map(Time),
            created_at: Time(row.created_at),
            expires_at: row.expires_at.map(Time),
            revoked_at: row.revoked_at.map(Time),
        }
    }

    /// The key with its text.
    pub(crate) fn made(self, text: String) -> MadeView {
        MadeView {
            api_key: text,
            key: self,
        }
    }
}
