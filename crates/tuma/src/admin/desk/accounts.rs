//! SMPP accounts at the desk: made, listed and removed. A running server notices within seconds.

use domain::Fault;
use engine::{SmppAccountBook, SmppAccountChange};

use tenancy::Author;

use super::{Desk, refusal, refused};
use crate::admin::request::{SmppAccountCreate, SmppAccountList, SmppAccountRevoke};
use crate::admin::views::{CreatedSmppAccountView, SmppAccountView};
use crate::failure::Failure;

impl Desk {
    fn accounts(&self) -> SmppAccountBook {
        SmppAccountBook {
            store: self.store.clone(),
            clock: self.clock.clone(),
            random: self.book.random.clone(),
            author: Author::operator(),
        }
    }

    pub(super) async fn smpp_account_create(&self, ask: SmppAccountCreate) -> Result<CreatedSmppAccountView, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let change = SmppAccountChange {
            system_id: Some(ask.system_id),
            allowed_ips: Some(ask.allowed_ips),
            max_binds: ask.max_binds,
            rate_per_second: Some(ask.rate_per_second),
            window: ask.window,
            senders: Some(ask.senders),
            class: ask.class,
            data_coding_0: ask.data_coding_0,
            data_coding_1: ask.data_coding_1.map(Some),
            ..SmppAccountChange::default()
        };
        let (row, password) = self.accounts().create(organization.id, change).await.map_err(refusal)?;
        Ok(CreatedSmppAccountView {
            password,
            account: (&row).into(),
        })
    }

    pub(super) async fn smpp_account_list(&self, ask: SmppAccountList) -> Result<Vec<SmppAccountView>, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let rows = self.store.smpp_account_list(organization.id).await?;
        Ok(rows.iter().map(Into::into).collect())
    }

    pub(super) async fn smpp_account_revoke(&self, ask: SmppAccountRevoke) -> Result<SmppAccountView, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let rows = self.store.smpp_account_list(organization.id).await?;
        let named = |id: &str, system_id: &str| id == ask.account || system_id == ask.account;
        let found = rows.iter().find(|row| named(&row.id.to_string(), &row.system_id));
        let row = found.ok_or_else(|| {
            let mend = "`tuma smpp account list` shows all of them";
            refused(Fault::new("account", "there is no such account", mend))
        })?;
        self.accounts().remove(organization.id, row.id).await.map_err(refusal)?;
        Ok(row.into())
    }
}
