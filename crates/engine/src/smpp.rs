//! The SMPP server: organizations bind with accounts of their own, send through the one door, and are told what became
//! of their messages and what phones write to them.
//!
//! `listen` takes connections, `login` decides about binds, `session` serves one. `submit` and `parts` turn PDUs into
//! messages, `deliver` and `written` turn the outbox into PDUs, `inquire` answers questions. Receipts are rows of the
//! outbox, so they outlive binds and restarts. The protocol itself is the crate `smpp`.

mod book;
mod deliver;
mod inquire;
mod listen;
mod live;
mod login;
mod multi;
mod origin;
mod parts;
mod password;
mod session;
mod settings;
mod slip;
mod submit;
mod written;

use domain::{OrganizationId, SmppAccountId};
use store::{SmppAccount, StoreError};
use tenancy::{Author, Caller};
use tokio::time::Instant;

pub use book::{SmppAccountBook, SmppAccountChange};
pub(crate) use live::Accounts;
pub(crate) use parts::{give_up_waiting, was_submitted};
pub use settings::SmppServerSettings;

use crate::Engine;
use crate::request::Refusal;

/// An SMPP account as people see it; the hash of its password is taken out.
#[derive(Clone, Debug)]
pub struct SmppAccountDetail {
    /// Its row.
    pub row: SmppAccount,
    /// Binds that are open on this node.
    pub binds: u32,
}

impl Engine {
    /// The accounts of the caller's organization, by system id.
    ///
    /// # Errors
    /// Only the store's.
    pub async fn smpp_accounts(&self, caller: &Caller) -> Result<Vec<SmppAccountDetail>, Refusal> {
        let rows = self.store.smpp_account_list(caller.organization.id).await?;
        Ok(rows.into_iter().map(|row| self.smpp_detail(row)).collect())
    }

    /// Makes an account of the caller's organization; answers its password too, which is shown this once.
    ///
    /// # Errors
    /// `Invalid` with every fault of it.
    pub async fn smpp_account_create(
        &self,
        caller: &Caller,
        change: SmppAccountChange,
    ) -> Result<(SmppAccountDetail, String), Refusal> {
        let (row, password) = self.smpp_book(caller).create(caller.organization.id, change).await?;
        self.providers_changed();
        Ok((self.smpp_detail(row), password))
    }

    /// Changes one of the caller's accounts; answers the password where it got a new one. Its binds are unbound within
    /// seconds, to bind again on the new terms.
    ///
    /// # Errors
    /// `NotFound`, `Invalid`.
    pub async fn smpp_account_change(
        &self,
        caller: &Caller,
        id: SmppAccountId,
        change: SmppAccountChange,
    ) -> Result<(SmppAccountDetail, Option<String>), Refusal> {
        let (row, password) = self
            .smpp_book(caller)
            .change(caller.organization.id, id, change)
            .await?;
        self.providers_changed();
        Ok((self.smpp_detail(row), password))
    }

    /// Removes one of the caller's accounts. Its binds are unbound within seconds.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn smpp_account_remove(&self, caller: &Caller, id: SmppAccountId) -> Result<(), Refusal> {
        self.smpp_book(caller).remove(caller.organization.id, id).await?;
        self.providers_changed();
        Ok(())
    }

    /// Whether this node knows of an account already, so that what phones write reaches it.
    pub fn smpp_knows(&self, id: SmppAccountId) -> bool {
        self.smpp.find(id.get()).is_some()
    }

    /// The accounts of `organization` that get what phones write to `address`.
    pub(crate) fn smpp_receivers(&self, organization: OrganizationId, address: &str) -> Vec<i64> {
        self.smpp.receivers(organization, address)
    }

    /// Takes over the accounts as they are now, and the organizations of those that are bound.
    pub(crate) async fn smpp_refresh(&self) -> Result<(), StoreError> {
        let read_at = Instant::now();
        self.smpp.replace(self.store.smpp_account_list_all().await?, read_at);
        for live in self.smpp.bound() {
            if let Some(organization) = self.store.organization_get(live.account.organization).await? {
                live.set_organization(organization);
            }
        }
        Ok(())
    }

    fn smpp_book(&self, caller: &Caller) -> SmppAccountBook {
        SmppAccountBook {
            store: self.store.clone(),
            clock: self.clock.clone(),
            random: self.random.clone(),
            author: Author::from(caller),
        }
    }

    fn smpp_detail(&self, row: SmppAccount) -> SmppAccountDetail {
        SmppAccountDetail {
            binds: self.smpp.binds(row.id.get()),
            row: SmppAccount {
                password_hash: String::new(),
                ..row
            },
        }
    }
}
