//! Providers as their owners see and change them: checked by kind, credentials sealed, shown without them.

mod ask;
mod book;
mod history;
mod shared;

use adapters::catalog;
use domain::{Money, OrganizationId, ProviderId};
use store::{Provider, StoreError};
use tenancy::{Author, Caller};

pub use book::{ProviderBook, ProviderChange};
pub(crate) use book::{open_secrets, whole_settings};
pub use shared::SharedProvider;

use crate::Engine;
use crate::request::Refusal;

/// A provider as people see it.
#[derive(Clone)]
pub struct ProviderDetail {
    /// Its row; the settings in it hold no credentials.
    pub row: Provider,
    /// Which credentials are set.
    pub secrets_set: Vec<&'static str>,
    /// How it is now; of a provider that is not the caller's own, not why.
    pub health: ProviderHealth,
    /// The path of its webhooks, where it is the caller's own.
    pub hook_path: Option<String>,
}

/// How a provider is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderHealth {
    /// `HEALTHY`, `DEGRADED`, `DOWN` or `UNKNOWN`.
    pub state: crate::breaker::HealthState,
    /// Since when, ms; 0 where nothing is known.
    pub since: domain::Millis,
    /// Why.
    pub why: String,
}

/// What a provider says when it is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Whether it can be reached and takes the credentials; `None` where only a message can tell.
    pub works: Option<bool>,
    /// Why not.
    pub why: Option<String>,
    /// The account's balance, where it tells.
    pub balance: Option<Money>,
}

impl Engine {
    /// The providers that the caller's organization may use, by rank.
    ///
    /// # Errors
    /// Only the store's.
    pub async fn providers(&self, caller: &Caller) -> Result<Vec<ProviderDetail>, Refusal> {
        let rows = self.store.provider_list(caller.organization.id).await?;
        Ok(rows.into_iter().map(|row| self.detail(caller, row)).collect())
    }

    /// One of them.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn provider(&self, caller: &Caller, id: ProviderId) -> Result<ProviderDetail, Refusal> {
        let row = self
            .store
            .provider_get(caller.organization.id, id)
            .await?
            .ok_or(Refusal::NotFound)?;
        Ok(self.detail(caller, row))
    }

    /// Makes a provider of the caller's organization, or the platform's (`shared`).
    ///
    /// # Errors
    /// `Invalid` with every fault of it.
    pub async fn provider_create(
        &self,
        caller: &Caller,
        (kind, shared): (&str, bool),
        change: ProviderChange,
    ) -> Result<ProviderDetail, Refusal> {
        let owner = (!shared).then_some(caller.organization.id);
        let row = self.book(caller.into()).create(kind, owner, change).await?;
        self.providers_changed();
        Ok(self.detail(caller, row))
    }

    /// Changes one of the caller's own providers (a system caller: any).
    ///
    /// # Errors
    /// `NotFound`, `Invalid`.
    pub async fn provider_change(
        &self,
        caller: &Caller,
        id: ProviderId,
        change: ProviderChange,
    ) -> Result<ProviderDetail, Refusal> {
        let row = self.own(caller, id).await?;
        let row = self.book(caller.into()).change(row, change).await?;
        self.providers_changed();
        Ok(self.detail(caller, row))
    }

    /// Removes one of the caller's own providers. What waits for it goes to the next provider of each message.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn provider_remove(&self, caller: &Caller, id: ProviderId) -> Result<(), Refusal> {
        let row = self.own(caller, id).await?;
        self.book(caller.into()).remove(&row).await?;
        self.providers_changed();
        Ok(())
    }

    fn book(&self, author: Author) -> ProviderBook {
        ProviderBook {
            store: self.store.clone(),
            vault: self.vault.clone(),
            guard: self.guard,
            clock: self.clock.clone(),
            random: self.random.clone(),
            max_providers: self.settings.max_providers,
            author,
        }
    }

    async fn own(&self, caller: &Caller, id: ProviderId) -> Result<Provider, Refusal> {
        let row = self
            .store
            .provider_get(caller.organization.id, id)
            .await?
            .ok_or(Refusal::NotFound)?;
        if owns(caller, &row) {
            Ok(row)
        } else {
            Err(Refusal::NotFound)
        }
    }

    fn detail(&self, caller: &Caller, row: Provider) -> ProviderDetail {
        let health = self.provider_health(&row);
        if !owns(caller, &row) {
            return ProviderDetail {
                row: without_settings(row),
                secrets_set: Vec::new(),
                // Why it is ill is told in its carrier's words, with counts of everybody's attempts.
                health: ProviderHealth {
                    why: String::new(),
                    ..health
                },
                hook_path: None,
            };
        }
        self.whole(row, health)
    }

    /// A provider with all that its owner sees of it.
    fn whole(&self, row: Provider, health: ProviderHealth) -> ProviderDetail {
        let kind = catalog::kind(&row.adapter);
        let set = open_secrets(&self.vault, &row).unwrap_or_default();
        let named = kind.map_or(&[][..], |kind| kind.secrets);
        ProviderDetail {
            secrets_set: named.iter().copied().filter(|name| set.contains_key(*name)).collect(),
            health,
            hook_path: row.hook_token.as_ref().map(|token| format!("/hooks/{token}")),
            row,
        }
    }

    fn provider_health(&self, row: &Provider) -> ProviderHealth {
        match self.registry.lane(row.id) {
            Some(lane) => lane.with_breaker(|breaker| {
                let (state, since, why) = breaker.health();
                ProviderHealth {
                    state,
                    since,
                    why: why.to_owned(),
                }
            }),
            None => ProviderHealth {
                state: crate::breaker::HealthState::Unknown,
                since: 0,
                why: "this node has not opened it".to_owned(),
            },
        }
    }

    /// Region of the national numbers that a provider may write: its organization's; of a shared one, none.
    pub(crate) fn region_of(&self, provider: ProviderId) -> String {
        self.registry
            .lane(provider)
            .map_or_else(|| "ZZ".to_owned(), |lane| lane.region().to_owned())
    }

    /// The secret that an organization's callbacks are signed with, as it is shown; made when it is first asked for.
    ///
    /// # Errors
    /// The store's; `Internal` where it cannot be opened with this server's keys.
    pub async fn callback_secret(&self, organization: OrganizationId) -> Result<String, StoreError> {
        let row = self.store.organization_get(organization).await?;
        let sealed = row.and_then(|row| row.callback_secret);
        let name = crate::hooks::sealed_for_callbacks(organization);
        if let Some(sealed) = sealed {
            return self
                .vault
                .open(&name, &sealed)
                .map_err(|error| StoreError::Internal(error.to_string()));
        }
        let mut bytes = [0; crate::hooks::SECRET_BYTES];
        (self.random)(&mut bytes);
        let secret = crate::hooks::shown(&bytes);
        // Another node may have made one meanwhile: the first one holds.
        let sealed = self.vault.seal(&name, &secret);
        let kept = self.store.callback_secret_keep(organization, sealed).await?;
        let kept = kept.ok_or_else(|| StoreError::Internal("the organization is gone".to_owned()))?;
        self.vault
            .open(&name, &kept)
            .map_err(|error| StoreError::Internal(error.to_string()))
    }
}

/// Whether the provider is the caller's own: the platform's are nobody's but the system's.
pub(crate) fn owns(caller: &Caller, row: &Provider) -> bool {
    caller.is_system() || row.organization == Some(caller.organization.id)
}

/// A shared provider as an organization sees it that does not own it.
fn without_settings(row: Provider) -> Provider {
    Provider {
        config: "{}".to_owned(),
        secrets: String::new(),
        hook_token: None,
        ..row
    }
}
