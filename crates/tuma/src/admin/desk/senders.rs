//! Sender IDs at the desk: listed and decided about.

use domain::{Fault, SenderId};
use store::AskedSender;
use tenancy::{Author, SenderDecision, TenancyError};

use super::{Desk, refused};
use crate::admin::request::{OrganizationSenders, SenderApprove, SenderList, SenderReject};
use crate::admin::views::{OrganizationView, SenderView};
use crate::failure::Failure;

/// Sender IDs that are read in one go.
const PAGE: usize = 200;

impl Desk {
    pub(super) async fn sender_list(&self, ask: SenderList) -> Result<Vec<SenderView>, Failure> {
        let organization = match &ask.organization {
            Some(named) => Some(self.organization(Some(named)).await?.id),
            None => None,
        };
        let state = ask.status.map(crate::cli::senders::StatusArg::state);
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let page = self.tenancy.senders_asked(state, after, PAGE).await?;
            after = page.last().map(|one| one.row.id);
            let last = page.len() < PAGE;
            let own = |one: &AskedSender| organization.is_none_or(|id| one.row.organization == id);
            all.extend(page.iter().filter(|one| own(one)).map(SenderView::from));
            if last {
                return Ok(all);
            }
        }
    }

    pub(super) async fn sender_approve(&self, ask: SenderApprove) -> Result<SenderView, Failure> {
        let providers = match ask.providers {
            None => None,
            Some(named) => {
                let mut ids = Vec::with_capacity(named.len());
                for one in &named {
                    ids.push(self.provider_named(one).await?.id);
                }
                Some(ids)
            }
        };
        let decision = SenderDecision::Approve {
            countries: ask.countries,
            providers,
        };
        self.sender_decided(&ask.sender, decision).await
    }

    pub(super) async fn sender_reject(&self, ask: SenderReject) -> Result<SenderView, Failure> {
        let decision = SenderDecision::Reject(ask.reason);
        self.sender_decided(&ask.sender, decision).await
    }

    async fn sender_decided(&self, id: &str, decision: SenderDecision) -> Result<SenderView, Failure> {
        let missing = || {
            let mend = "`tuma sender list` shows all of them";
            refused(Fault::new("sender", "there is no such sender ID", mend))
        };
        let id: SenderId = id.parse().map_err(|_| missing())?;
        let decided = self.tenancy.sender_decide(&Author::operator(), id, decision).await;
        let row = decided.map_err(|error| match error {
            TenancyError::NotFound(_) => missing(),
            other => other.into(),
        })?;
        self.changed();
        let organization = self.tenancy.organization(row.organization).await?;
        Ok(SenderView::new(&row, &organization.name))
    }

    pub(super) async fn organization_senders(&self, ask: OrganizationSenders) -> Result<OrganizationView, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let author = Author::operator();
        let tenancy = &self.tenancy;
        tenancy
            .approved_senders_only(&author, organization.id, ask.approved_only)
            .await?;
        Ok((&tenancy.organization(organization.id).await?).into())
    }
}
