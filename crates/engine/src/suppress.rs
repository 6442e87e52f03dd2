//! Opt-outs: who may not be sent to, from the moment that it is committed.
//!
//! A number may have several reasons at once, and each is lifted by itself: what a person of the organization takes back
//! is the organization's own decision. To lift somebody's STOP, or what the carrier said, it must be named.

use domain::phone::{PhoneNumber, mask};
use domain::{Fault, OrganizationId};
use serde_json::json;
use store::{Lifted, Suppression};
use tenancy::{Author, Caller};

use crate::Engine;
use crate::request::Refusal;

/// They asked for it.
pub const STOP: &str = "stop";
/// The carrier said so.
pub const CARRIER: &str = "carrier";
/// A person of the organization decided it: what is lifted where no reason is named.
pub const PERSON: &str = "person";
/// All reasons.
pub const REASONS: [&str; 3] = [STOP, CARRIER, PERSON];

impl Engine {
    /// Suppresses `number` for the caller's organization; answers it in E.164.
    ///
    /// # Errors
    /// `Invalid` for a bad number or reason.
    pub async fn suppress(&self, caller: &Caller, number: &str, reason: &str) -> Result<String, Refusal> {
        check(reason)?;
        let number = self.normalize(caller, number)?;
        let suppression = Suppression {
            organization: caller.organization.id,
            number: number.clone(),
            reason: reason.to_owned(),
            at: self.now(),
        };
        let after = json!({ "reason": reason });
        let change = (None, Some(after));
        let entry =
            Author::from(caller).changes(Some(caller.organization.id), "suppression.add", mask(&number), change);
        self.store.noting(entry).suppression_insert(suppression).await?;
        Ok(number)
    }

    /// Lifts these reasons of a number; says which it had and which it still has.
    ///
    /// # Errors
    /// `Invalid` for a bad number or reason.
    pub async fn unsuppress(&self, caller: &Caller, number: &str, reasons: &[&str]) -> Result<Lifted, Refusal> {
        reasons.iter().try_for_each(|reason| check(reason))?;
        let number = self.normalize(caller, number)?;
        let organization: OrganizationId = caller.organization.id;
        let change = (Some(json!({ "reasons": reasons })), None);
        let entry = Author::from(caller).changes(Some(organization), "suppression.lift", mask(&number), change);
        Ok(self
            .store
            .noting(entry)
            .suppression_lift(organization, &number, reasons)
            .await?)
    }

    fn normalize(&self, caller: &Caller, number: &str) -> Result<String, Refusal> {
        let number = PhoneNumber::parse(number, &caller.organization.region)
            .map_err(|fault| Refusal::of(fault.into_fault("number")))?;
        Ok(number.e164().to_owned())
    }
}

fn check(reason: &str) -> Result<(), Refusal> {
    if REASONS.contains(&reason) {
        return Ok(());
    }
    let mend = format!("give one of {}", REASONS.join(", "));
    Err(Refusal::of(Fault::new("reason", "is not a reason", mend)))
}
