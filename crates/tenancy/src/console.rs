//! What whoever runs the installation does with organizations: looks at them, changes them, suspends and resumes them,
//! says how much they may have.
//!
//! A suspended organization's keys stop at once here and within a second on other nodes, its people's sessions at once
//! everywhere (they are read with each request); what it has queued waits, which is the engine's to see to.

use domain::OrganizationId;
use serde_json::{Value, json};
use store::{OrganizationFilter, OrganizationOverview, Quotas};

use crate::organizations::check_name;
use crate::{Author, Tenancy, TenancyError};

/// The longest reason for a suspension, in characters.
const MAX_WHY_CHARS: usize = 500;
/// The highest quota.
const MAX_QUOTA: u32 = 1_000_000;

/// What is to change of an organization's quotas; `Some(None)` takes a bound away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct QuotasChange {
    /// Members.
    pub users: Option<Option<u32>>,
    /// API keys that work.
    pub keys: Option<Option<u32>>,
    /// Providers of its own.
    pub providers: Option<Option<u32>>,
}

impl Tenancy {
    /// Organizations with what they have and may have, by slug.
    pub async fn organization_overviews(
        &self,
        filter: OrganizationFilter,
        limit: usize,
    ) -> Result<Vec<OrganizationOverview>, TenancyError> {
        let now = self.inner.clock.now_ms();
        Ok(self.inner.store.organization_overview_all(filter, now, limit).await?)
    }

    /// One of them.
    pub async fn organization_overview(&self, id: OrganizationId) -> Result<OrganizationOverview, TenancyError> {
        let now = self.inner.clock.now_ms();
        let found = self.inner.store.organization_overview_get(id, now).await?;
        found.ok_or(TenancyError::NotFound("organization"))
    }

    /// Gives an organization another name.
    pub async fn organization_rename(
        &self,
        author: &Author,
        id: OrganizationId,
        name: &str,
    ) -> Result<(), TenancyError> {
        check_name(name)?;
        let before = self.organization(id).await?.name;
        let name = name.trim().to_owned();
        let change = (Some(json!({ "name": before })), Some(json!({ "name": name })));
        let entry = author.changes(Some(id), "organization.rename", id, change);
        let renamed = self.inner.store.noting(entry).organization_rename(id, name).await?;
        self.inner.cache.forget_all();
        found(renamed)
    }

    /// Stops an organization; one that is stopped already stays as it is.
    pub async fn organization_suspend(
        &self,
        author: &Author,
        id: OrganizationId,
        why: &str,
    ) -> Result<(), TenancyError> {
        let why = checked_why(why)?;
        self.organization(id).await?;
        let after = json!({ "suspended": true, "reason": why });
        let entry = author.changes(Some(id), "organization.suspend", id, (None, Some(after)));
        let now = self.inner.clock.now_ms();
        self.inner
            .store
            .noting(entry)
            .organization_suspend(id, why, now)
            .await?;
        self.inner.cache.forget_all();
        Ok(())
    }

    /// Lets a stopped organization work again.
    pub async fn organization_resume(&self, author: &Author, id: OrganizationId) -> Result<(), TenancyError> {
        let before = self.organization(id).await?.suspended;
        let before = before.map(|one| json!({ "suspended": true, "reason": one.why }));
        let entry = author.changes(Some(id), "organization.resume", id, (before, None));
        self.inner.store.noting(entry).organization_resume(id).await?;
        self.inner.cache.forget_all();
        Ok(())
    }

    /// Changes how much an organization may have. What it has beyond that stays; it gets no more.
    pub async fn organization_quotas_change(
        &self,
        author: &Author,
        id: OrganizationId,
        change: QuotasChange,
    ) -> Result<(), TenancyError> {
        let given = [
            ("users", change.users),
            ("keys", change.keys),
            ("providers", change.providers),
        ];
        for (field, bound) in given {
            if bound.flatten().is_some_and(|bound| bound > MAX_QUOTA) {
                let mend = format!("give 0 to {MAX_QUOTA}, or null for no bound");
                return Err(TenancyError::fault(field, "is out of range", mend));
            }
        }
        let before = self.organization_overview(id).await?.quotas;
        let after = Quotas {
            users: change.users.unwrap_or(before.users),
            keys: change.keys.unwrap_or(before.keys),
            providers: change.providers.unwrap_or(before.providers),
        };
        let change = (Some(shown(before)), Some(shown(after)));
        let entry = author.changes(Some(id), "organization.quotas", id, change);
        let now = self.inner.clock.now_ms();
        let store = self.inner.store.noting(entry);
        found(store.organization_quotas_set(id, after, now).await?)
    }
}

fn found(changed: bool) -> Result<(), TenancyError> {
    match changed {
        true => Ok(()),
        false => Err(TenancyError::NotFound("organization")),
    }
}

fn shown(quotas: Quotas) -> Value {
    json!({ "users": quotas.users, "keys": quotas.keys, "providers": quotas.providers })
}

/// A reason that the organization's people read: one line, neither empty nor long.
fn checked_why(why: &str) -> Result<String, TenancyError> {
    let why = why.trim();
    if (1..=MAX_WHY_CHARS).contains(&why.chars().count()) && !why.chars().any(char::is_control) {
        return Ok(why.to_owned());
    }
    let mend = format!("say why in 1 to {MAX_WHY_CHARS} characters on one line; the organization's people read it");
    let fault = "is empty, too long or has control characters";
    Err(TenancyError::fault("reason", fault, mend))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_one_line_that_says_something() {
        assert_eq!(checked_why(" unpaid "), Ok("unpaid".to_owned()));
        for wrong in ["", "  ", "two\nlines", &"x".repeat(501)] {
            assert!(checked_why(wrong).is_err(), "{wrong}");
        }
    }
}
