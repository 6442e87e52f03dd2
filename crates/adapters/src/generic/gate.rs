//! Who may call the webhooks: the modes of carriers that sign nothing, and two that agree on a secret.

use domain::Fault;
use reqwest::header::HeaderName;

use super::settings::Written;
use crate::http::door::Door;
use crate::http::verify::{by_basic, same};
use crate::{WebhookRefusal, WebhookRequest};

/// What `verify.mode` may be; the first is the default.
pub const MODES: &[&str] = &["token", "addresses", "none", "basic", "header"];

/// The check of webhooks.
pub(super) struct Gate {
    /// Addresses, and the token where the mode asks for it.
    door: Door,
    lock: Lock,
}

enum Lock {
    Open,
    Basic(String, String),
    /// The header's name in lower case and what it must hold.
    Header(String, String),
}

impl Gate {
    /// Reads the settings; what is wrong with them goes into `faults`.
    pub fn read(written: &Written, faults: &mut Vec<Fault>) -> Self {
        let verify = &written.verify;
        let mode = verify.mode(MODES, "token").unwrap_or_else(|fault| {
            faults.push(fault);
            "token"
        });
        if verify.algorithm.is_some() {
            faults.push(Fault::new("verify.algorithm", "is not used here", "leave it out"));
        }
        let mut needed = |field: &str, value: &Option<String>| match value.as_deref() {
            Some(value) if !value.is_empty() => value.to_owned(),
            _ => {
                let mend = format!("the mode {mode} asks for it: give what was agreed on with the carrier");
                faults.push(Fault::new(field, "is missing", mend));
                String::new()
            }
        };
        let lock = match mode {
            "basic" => Lock::Basic(
                needed("webhookUser", &written.webhook_user),
                needed("webhookPassword", &written.webhook_password),
            ),
            "header" => Lock::Header(
                needed("webhookHeader", &written.webhook_header).to_ascii_lowercase(),
                needed("webhookSecret", &written.webhook_secret),
            ),
            _ => Lock::Open,
        };
        if let Lock::Header(name, _) = &lock
            && !name.is_empty()
            && name.parse::<HeaderName>().is_err()
        {
            let mend = "write it as the carrier does, such as X-Webhook-Secret";
            faults.push(Fault::new("webhookHeader", "is no name of a header", mend));
        }
        // With a secret of its own a webhook needs no token beside it.
        let door = match lock {
            Lock::Open => Door::of_mode(mode, verify, faults),
            _ => Door::of_mode("none", verify, faults),
        };
        Self { door, lock }
    }

    /// Whether `request` may come in.
    pub fn admit(&self, request: &WebhookRequest) -> Result<(), WebhookRefusal> {
        self.door.admit(request)?;
        match &self.lock {
            Lock::Open => Ok(()),
            Lock::Basic(user, password) => by_basic(user, password, request),
            Lock::Header(name, secret) => {
                let given = request.header(name).unwrap_or_default();
                if same(given.as_bytes(), secret.as_bytes()) {
                    Ok(())
                } else {
                    Err(WebhookRefusal::NotAuthentic(
                        "the header that was agreed on does not hold the secret",
                    ))
                }
            }
        }
    }
}
