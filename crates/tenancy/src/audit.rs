//! The log of changes, to be read. Whoever makes a change writes it there through [`store::Store::noting`].

use domain::{AuditEntryId, OrganizationId};
use store::{AuditFilter, AuditRow};

use crate::{Tenancy, TenancyError};

impl Tenancy {
    /// Entries of the organization's log of changes (`None`: the installation's), newest first.
    pub async fn audit(
        &self,
        organization: Option<OrganizationId>,
        filter: AuditFilter,
        before: Option<AuditEntryId>,
        limit: usize,
    ) -> Result<Vec<AuditRow>, TenancyError> {
        let before = before.map(AuditEntryId::get);
        Ok(self.inner.store.audit_list(organization, filter, before, limit).await?)
    }
}
