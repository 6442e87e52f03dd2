//! The settings of one application of Africa's Talking: read, checked, and never printed.

use domain::Fault;
use serde::Deserialize;
use serde_json::Value;

use crate::http::door::Door;
use crate::http::verify::Verify;
use crate::senders::Senders;
use crate::settings;

/// Where live applications are served.
const LIVE: &str = "https://api.africastalking.com/version1";
/// Where the application called `sandbox` is served.
const SANDBOX: &str = "https://api.sandbox.africastalking.com/version1";
/// The name of every account's application for tests.
const SANDBOX_USERNAME: &str = "sandbox";
/// The recipients of one call unless the settings say otherwise; the carrier publishes no limit.
const DEFAULT_CHUNK: u32 = 100;
/// The most recipients of one call that may be set.
const MAX_CHUNK: u32 = 1_000;

/// Settings as they are written.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Written {
    username: String,
    api_key: String,
    from_number: Option<String>,
    senders: Vec<String>,
    base_url: Option<String>,
    api: Api,
    enqueue: Option<bool>,
    chunk: Option<u32>,
    verify: Verify,
}

/// Which of the two ways to send is used.
#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Api {
    /// A form to `/messaging`; live and sandbox.
    #[default]
    Classic,
    /// JSON to `/messaging/bulk`; live only.
    Bulk,
}

/// Settings that were read; without `Debug`, since they hold the key.
pub(super) struct Settings {
    pub username: String,
    pub api_key: String,
    pub senders: Senders,
    pub api: Api,
    pub enqueue: bool,
    pub chunk: usize,
    pub door: Door,
    base_url: String,
}

impl Settings {
    /// Reads `config`; `check_url` tells whether a URL may be called.
    pub fn read(config: &Value, check_url: &dyn Fn(&str, &str) -> Result<(), Fault>) -> (Self, Vec<Fault>) {
        let (written, mut faults) = settings::read::<Written>(config);
        let mend = "give the application's name as the carrier's dashboard shows it, or sandbox";
        settings::require("username", &written.username, mend, &mut faults);
        let mend = "make a key in the carrier's dashboard, under Settings";
        settings::require("apiKey", &written.api_key, mend, &mut faults);
        let sandbox = written.username == SANDBOX_USERNAME;
        let usual = if sandbox { SANDBOX } else { LIVE };
        let base_url = written.base_url.unwrap_or_else(|| usual.to_owned());
        if let Err(fault) = check_url("baseUrl", &base_url) {
            faults.push(fault);
        }
        if sandbox && written.api == Api::Bulk {
            faults.push(Fault::new(
                "api",
                "is bulk, which the sandbox does not have",
                "leave it out, or give classic",
            ));
        }
        let chunk = written.chunk.unwrap_or(DEFAULT_CHUNK);
        settings::within("chunk", chunk, 1..=MAX_CHUNK, &mut faults);
        let from_number = ("fromNumber", written.from_number.as_deref());
        let senders = Senders::read(from_number, &written.senders, &mut faults);
        let door = Door::read(&written.verify, &mut faults);
        let settings = Self {
            username: written.username,
            api_key: written.api_key,
            senders,
            api: written.api,
            enqueue: written.enqueue.unwrap_or(true),
            chunk: chunk as usize,
            door,
            base_url,
        };
        (settings, faults)
    }

    /// The URL of `path` below the base URL.
    pub fn url(&self, path: &str) -> String {
        format!("{}/{path}", self.base_url.trim_end_matches('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn faults(config: &Value) -> Vec<String> {
        let guard = crate::http::Guard::new(false);
        let (_, faults) = Settings::read(config, &|field, url| crate::http::check_url(field, url, guard));
        let mut fields: Vec<String> = faults.into_iter().map(|fault| fault.field).collect();
        fields.sort_unstable();
        fields
    }

    #[test]
    fn the_sandbox_has_a_host_of_its_own() {
        for (username, url) in [("sandbox", SANDBOX), ("acme", LIVE)] {
            let config = json!({"username": username, "apiKey": "k"});
            let (settings, faults) = Settings::read(&config, &|_, _| Ok(()));
            assert_eq!((settings.base_url.as_str(), faults.len()), (url, 0));
        }
    }

    #[test]
    fn every_fault_is_named() {
        assert_eq!(faults(&json!({})), ["apiKey", "username"]);
        let config = json!({
            "username": "sandbox", "apiKey": "k", "api": "bulk", "chunk": 0, "baseUrl": "http://10.0.0.1/",
            "senders": ["a name too long"], "verify": {"mode": "addresses"}, "from": "x",
        });
        assert_eq!(
            faults(&config),
            ["api", "baseUrl", "chunk", "from", "senders[0]", "verify.addresses"]
        );
        let config = json!({"username": "a", "apiKey": "k", "verify": {"mode": "off", "algorithm": "sha1"}});
        assert_eq!(faults(&config), ["verify.algorithm", "verify.mode"]);
    }
}
