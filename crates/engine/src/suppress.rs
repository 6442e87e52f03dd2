//! Opt-outs: who may not be sent to, from the moment that it is committed.

use domain::phone::PhoneNumber;
use domain::{Fault, OrganizationId};
use store::Suppression;
use tenancy::Caller;

use crate::Engine;
use crate::request::Refusal;

/// The reasons that may be given.
const REASONS: [&str; 3] = ["stop", "carrier", "person"];

impl Engine {
    /// Suppresses `number` for the caller's organization; answers it in E.164.
    ///
    /// # Errors
    /// `Invalid` for a bad number or reason.
    pub async fn suppress(&self, caller: &Caller, number: &str, reason: &str) -> Result<String, Refusal> {
        if !REASONS.contains(&reason) {
            return Err(Refusal::of(Fault::new(
                "reason",
                "is not a reason",
                format!("give one of {}", REASONS.join(", ")),
            )));
        }
        let number = self.normalize(caller, number)?;
        let suppression = Suppression {
            organization: caller.organization.id,
            number: number.clone(),
            reason: reason.to_owned(),
            at: self.now(),
        };
        self.store.suppression_insert(suppression).await?;
        Ok(number)
    }

    /// Lifts a suppression; says whether there was one.
    ///
    /// # Errors
    /// `Invalid` for a bad number.
    pub async fn unsuppress(&self, caller: &Caller, number: &str) -> Result<bool, Refusal> {
        let number = self.normalize(caller, number)?;
        let organization: OrganizationId = caller.organization.id;
        Ok(self.store.suppression_delete(organization, &number).await?)
    }

    fn normalize(&self, caller: &Caller, number: &str) -> Result<String, Refusal> {
        let number = PhoneNumber::parse(number, &caller.organization.region)
            .map_err(|fault| Refusal::of(fault.into_fault("number")))?;
        Ok(number.e164().to_owned())
    }
}
