//! Payments into balances: how the payment provider is reached, and what it signs with.

use std::path::PathBuf;

use adapters::http::Guard;
use adapters::payments::stripe::{STRIPE_URL, StripeSettings};
use domain::Fault;
use serde::{Deserialize, Serialize};

use super::secret_file::read;
use crate::config::Secret;
use crate::failure::Failure;

/// Payments; none are taken while no secret key is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payments {
    /// Stripe's secret key; empty for none, or for the one in a file.
    pub stripe_secret_key: Secret,
    /// A file that holds it; empty for none.
    pub stripe_secret_key_file: PathBuf,
    /// What Stripe signs events with; several while it is rolled, with commas between them.
    pub stripe_webhook_secrets: Secret,
    /// A file that holds them; empty for none.
    pub stripe_webhook_secrets_file: PathBuf,
    /// Where Stripe is.
    pub stripe_url: String,
}

impl Default for Payments {
    fn default() -> Self {
        Self {
            stripe_secret_key: Secret::default(),
            stripe_secret_key_file: PathBuf::new(),
            stripe_webhook_secrets: Secret::default(),
            stripe_webhook_secrets_file: PathBuf::new(),
            stripe_url: STRIPE_URL.to_owned(),
        }
    }
}

impl Payments {
    /// Reads the secrets that are in files.
    pub fn read_files(&mut self) -> Result<(), Failure> {
        read(
            &mut self.stripe_secret_key,
            &self.stripe_secret_key_file,
            "payments.stripe_secret_key_file",
        )?;
        read(
            &mut self.stripe_webhook_secrets,
            &self.stripe_webhook_secrets_file,
            "payments.stripe_webhook_secrets_file",
        )
    }

    /// The files that secrets were read from; empty where there is none.
    pub fn files(&self) -> [PathBuf; 2] {
        [
            self.stripe_secret_key_file.clone(),
            self.stripe_webhook_secrets_file.clone(),
        ]
    }

    /// How Stripe is reached, where it is set up.
    pub fn stripe(&self) -> Option<StripeSettings> {
        if self.stripe_secret_key.is_empty() {
            return None;
        }
        let secrets = self.stripe_webhook_secrets.expose().split(',').map(str::trim);
        Some(StripeSettings {
            secret_key: self.stripe_secret_key.expose().to_owned(),
            webhook_secrets: secrets.filter(|one| !one.is_empty()).map(str::to_owned).collect(),
            url: self.stripe_url.trim_end_matches('/').to_owned(),
        })
    }

    /// What is wrong with them.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        if let Err(fault) = adapters::http::check_url("payments.stripe_url", &self.stripe_url, Guard::new(true)) {
            faults.push(fault);
        }
        if self.stripe().is_some_and(|stripe| stripe.webhook_secrets.is_empty()) {
            let mend = "give the signing secret of the webhook, whsec_…: without it no payment is ever credited";
            faults.push(Fault::new("payments.stripe_webhook_secrets", "are missing", mend));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stripe_is_set_up_by_a_key_and_then_needs_its_signing_secret() {
        let mut payments = Payments::default();
        assert!(payments.stripe().is_none() && payments.faults().is_empty());
        payments.stripe_secret_key = Secret::new("sk_test_1");
        let fields: Vec<_> = payments.faults().into_iter().map(|fault| fault.field).collect();
        assert_eq!(fields, ["payments.stripe_webhook_secrets"]);
        payments.stripe_webhook_secrets = Secret::new("whsec_a, whsec_b");
        let stripe = payments.stripe().expect("settings");
        assert_eq!(stripe.webhook_secrets, ["whsec_a", "whsec_b"]);
        assert!(payments.faults().is_empty());
        assert!(!format!("{payments:?}").contains("whsec_a"));
    }

    #[test]
    fn secrets_may_be_in_files() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("key");
        std::fs::write(&file, "sk_test_2\n").expect("a file");
        let mut payments = Payments {
            stripe_secret_key_file: file,
            ..Payments::default()
        };
        payments.read_files().expect("a secret");
        assert_eq!(payments.stripe_secret_key.expose(), "sk_test_2");
        assert!(payments.read_files().is_err(), "both are set now");
    }
}
