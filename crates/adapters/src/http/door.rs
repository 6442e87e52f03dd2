//! Who may call the webhooks of a carrier that signs nothing: whoever knows the path's token (the default), whoever calls
//! from the carrier's addresses, or anybody where the settings say so in a word.

use domain::Fault;

use super::verify::{AddressRange, Verify, by_address, by_token};
use crate::{WebhookRefusal, WebhookRequest};

/// The modes of such a carrier; the first is the default.
pub const MODES: &[&str] = &["token", "addresses", "none"];

/// The check of such a carrier's webhooks.
#[derive(Debug, Clone)]
pub struct Door {
    asks_token: bool,
    ranges: Vec<AddressRange>,
}

impl Door {
    /// Reads the `verify` setting; what is wrong with it goes into `faults`, and the door then asks for the token.
    pub fn read(verify: &Verify, faults: &mut Vec<Fault>) -> Self {
        let mode = verify.mode(MODES, "token").unwrap_or_else(|fault| {
            faults.push(fault);
            "token"
        });
        if verify.algorithm.is_some() {
            let mend = "leave it out: this carrier does not sign";
            faults.push(Fault::new("verify.algorithm", "is not used here", mend));
        }
        Self::of_mode(mode, verify, faults)
    }

    /// The door in `mode`, one of [`MODES`].
    pub(crate) fn of_mode(mode: &str, verify: &Verify, faults: &mut Vec<Fault>) -> Self {
        let ranges = verify.ranges().unwrap_or_else(|found| {
            faults.extend(found);
            Vec::new()
        });
        if mode == "addresses" && verify.addresses.is_empty() {
            let mend = "list the addresses that the carrier calls from, or use the mode token";
            faults.push(Fault::new("verify.addresses", "is empty", mend));
        }
        Self {
            asks_token: !matches!(mode, "addresses" | "none"),
            ranges,
        }
    }

    /// Whether `request` may come in.
    pub fn admit(&self, request: &WebhookRequest) -> Result<(), WebhookRefusal> {
        if self.asks_token {
            by_token(request)?;
        }
        by_address(&self.ranges, request)
    }
}
