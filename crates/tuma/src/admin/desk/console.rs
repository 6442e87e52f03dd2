//! Organizations stopped, resumed and bounded at the desk, and the platform's providers shared.

use domain::Fault;
use serde_json::json;
use store::{Organization, Sharing};
use tenancy::{Author, QuotasChange};

use super::{Desk, refused};
use crate::admin::request::{OrganizationQuota, OrganizationResume, OrganizationSuspend, ProviderShare};
use crate::admin::views::{SharedView, StandingView};
use crate::failure::Failure;

impl Desk {
    pub(super) async fn organization_suspend(&self, ask: OrganizationSuspend) -> Result<StandingView, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let author = Author::operator();
        let tenancy = &self.tenancy;
        tenancy
            .organization_suspend(&author, organization.id, &ask.reason)
            .await?;
        self.changed();
        self.standing(&organization).await
    }

    pub(super) async fn organization_resume(&self, ask: OrganizationResume) -> Result<StandingView, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let author = Author::operator();
        self.tenancy.organization_resume(&author, organization.id).await?;
        self.changed();
        self.standing(&organization).await
    }

    pub(super) async fn organization_quota(&self, ask: OrganizationQuota) -> Result<StandingView, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let change = QuotasChange {
            users: ask.users.map(|bound| bound.0),
            keys: ask.keys.map(|bound| bound.0),
            providers: ask.providers.map(|bound| bound.0),
        };
        if change != QuotasChange::default() {
            let author = Author::operator();
            let tenancy = &self.tenancy;
            tenancy
                .organization_quotas_change(&author, organization.id, change)
                .await?;
        }
        self.standing(&organization).await
    }

    async fn standing(&self, organization: &Organization) -> Result<StandingView, Failure> {
        Ok(self.tenancy.organization_overview(organization.id).await?.into())
    }

    pub(super) async fn provider_share(&self, ask: ProviderShare) -> Result<SharedView, Failure> {
        let row = self.provider_named(&ask.provider).await?;
        if row.organization.is_some() {
            let mend = "share a provider of the platform's, one that was added without --org";
            return Err(refused(Fault::new("provider", "is an organization's own", mend)));
        }
        let mut chosen = Vec::new();
        for named in ask.with.iter().flatten() {
            chosen.push(self.organization(Some(named)).await?.id);
        }
        let sharing = ask.with.map_or(Sharing::All, |_| Sharing::Chosen(chosen));
        let view = SharedView::new(&row, &sharing);
        let after = json!({ "sharedWith": view.shared_with });
        let entry = Author::operator().changes(None, "provider.share", row.id, (None, Some(after)));
        self.store.noting(entry).provider_share(row.id, sharing).await?;
        self.changed();
        Ok(view)
    }
}
