//! What callers write about a key, to make one or to change one.

use domain::{Fault, Scope, Scopes};
use serde::{Deserialize, Deserializer};
use tenancy::{KeyChange, NewKey};
use utoipa::ToSchema;

use crate::closest::closest;
use crate::limits::MAX_LISTED_FAULTS;
use crate::time::Time;

/// A key. What is left out of a change keeps its value; of a new key, it takes the usual one.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = ApiKeyRequest, example = json!({
    "name": "Production",
    "scopes": ["sms:send", "sms:read"],
    "limits": {"perMinute": 120},
    "allowedNetworks": ["203.0.113.0/24", "2001:db8::/32"],
    "expiresAt": "2027-01-01T00:00:00Z"
}))]
pub(crate) struct KeyBody {
    /// A name for people, 1 to 100 characters; needed to make one.
    name: Option<String>,
    /// What it may do: `sms:send` and `sms:read` unless others are named.
    scopes: Option<Vec<String>>,
    /// Whether it reaches the simulated carrier alone (`sk_test_…`); fixed once it is made.
    pub(crate) test: Option<bool>,
    /// How many requests it may make.
    limits: Option<KeyLimitsBody>,
    /// Addresses and networks that it may be used from, 100 at most; anywhere where there are none.
    allowed_networks: Option<Vec<String>>,
    /// When it stops working by itself, RFC 3339; null for never.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Option<Time>>,
}

/// How many requests a key may make: null for what the platform allows every key, 0 for no limit of its own. The
/// organization's limits hold all the same.
#[derive(Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = ApiKeyLimitsRequest)]
struct KeyLimitsBody {
    /// In any sixty seconds.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<u32>)]
    per_minute: Option<Option<u32>>,
    /// In a day (UTC).
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<u32>)]
    per_day: Option<Option<u32>>,
}

/// Tells "null" from "left out".
fn given<'de, D, T>(from: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::<T>::deserialize(from).map(Some)
}

impl KeyBody {
    /// The key to be made, or what is wrong with its form.
    pub(crate) fn new_key(self) -> Result<NewKey, Vec<Fault>> {
        let test = self.test.unwrap_or(false);
        let change = self.change()?;
        let Some(name) = change.name else {
            return Err(vec![Fault::new("name", "is missing", "add it, such as \"Production\"")]);
        };
        Ok(NewKey {
            name,
            scopes: change.scopes.unwrap_or(Scopes::MESSAGING),
            test,
            expires_at: change.expires_at.flatten(),
            per_minute: change.per_minute.flatten(),
            per_day: change.per_day.flatten(),
            networks: change.networks.unwrap_or_default(),
        })
    }

    /// The change that it asks for, or what is wrong with its form.
    pub(crate) fn change(self) -> Result<KeyChange, Vec<Fault>> {
        let limits = self.limits.unwrap_or_default();
        Ok(KeyChange {
            name: self.name,
            scopes: self.scopes.as_deref().map(scopes).transpose()?,
            expires_at: self.expires_at.map(|end| end.map(|Time(at)| at)),
            per_minute: limits.per_minute,
            per_day: limits.per_day,
            networks: self.allowed_networks,
        })
    }
}

fn scopes(words: &[String]) -> Result<Scopes, Vec<Fault>> {
    let mut found = Scopes::default();
    let mut faults = Vec::new();
    for (place, word) in words.iter().enumerate() {
        match Scope::parse(word) {
            Some(scope) => found = found.with(scope),
            // More are not listed, and they are refused with the others.
            None if faults.len() >= MAX_LISTED_FAULTS => {}
            None => {
                let known = Scope::ALL.map(Scope::as_str);
                let mend = match closest(word, known) {
                    Some(near) => format!("did you mean {near}?"),
                    None => format!("give one of {}", known.join(", ")),
                };
                faults.push(Fault::new(format!("scopes[{place}]"), "is not a scope", mend));
            }
        }
    }
    if faults.is_empty() { Ok(found) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(json: &str) -> KeyBody {
        serde_json::from_str(json).expect("a body")
    }

    #[test]
    fn null_is_told_from_left_out() {
        for (json, per_minute, expires_at) in [
            ("{}", None, None),
            (r#"{"limits":{}}"#, None, None),
            (
                r#"{"limits":{"perMinute":null},"expiresAt":null}"#,
                Some(None),
                Some(None),
            ),
            (
                r#"{"limits":{"perMinute":0},"expiresAt":"1970-01-01T00:00:01Z"}"#,
                Some(Some(0)),
                Some(Some(1_000)),
            ),
        ] {
            let change = body(json).change().expect("a change");
            assert_eq!(
                (change.per_minute, change.expires_at),
                (per_minute, expires_at),
                "{json}"
            );
        }
    }

    #[test]
    fn a_new_key_sends_and_reads_unless_asked_otherwise_and_needs_a_name() {
        let new = body(r#"{"name":"till"}"#).new_key().expect("a key");
        assert_eq!((new.scopes, new.test, new.per_minute), (Scopes::MESSAGING, false, None));
        assert_eq!(body("{}").new_key().expect_err("refused")[0].field, "name");
    }

    #[test]
    fn every_wrong_scope_is_named() {
        let faults = body(r#"{"scopes":["sms:send","sms:sned","xyzzy"]}"#)
            .change()
            .expect_err("refused");
        let found: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(found, ["scopes[1]", "scopes[2]"]);
        assert_eq!(faults[0].mend, "did you mean sms:send?");
    }
}
