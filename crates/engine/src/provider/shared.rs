//! The platform's providers as whoever runs the installation sees and changes them: with their settings, and with who
//! may use each. Every change is noted in the installation's log.

use domain::{Fault, ProviderId};
use serde_json::{Value, json};
use store::{Provider, Sharing};
use tenancy::Author;

use super::book::{name_taken, told};
use super::{ProviderChange, ProviderDetail};
use crate::Engine;
use crate::request::Refusal;

/// The most organizations that one provider is shared with by name; more share it by sharing it with all.
const MAX_CHOSEN: usize = 10_000;

/// One of the platform's providers.
#[derive(Clone)]
pub struct SharedProvider {
    /// The provider, with its settings.
    pub detail: ProviderDetail,
    /// Who may use it.
    pub sharing: Sharing,
}

impl Engine {
    /// The platform's providers, by rank.
    ///
    /// # Errors
    /// Only the store's.
    pub async fn shared_providers(&self) -> Result<Vec<SharedProvider>, Refusal> {
        let rows = self.store.provider_list_shared().await?;
        let mut chosen = self.store.provider_chosen_all().await?;
        let with = |row: Provider| {
            let place = chosen.iter().position(|(id, _)| *id == row.id);
            let sharing = place.map_or(Sharing::All, |place| Sharing::Chosen(chosen.swap_remove(place).1));
            let health = self.provider_health(&row);
            SharedProvider {
                detail: self.whole(row, health),
                sharing,
            }
        };
        Ok(rows.into_iter().map(with).collect())
    }

    /// One of them.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn shared_provider(&self, id: ProviderId) -> Result<SharedProvider, Refusal> {
        let all = self.shared_providers().await?;
        let found = all.into_iter().find(|one| one.detail.row.id == id);
        found.ok_or(Refusal::NotFound)
    }

    /// Makes one that `sharing` may use.
    ///
    /// # Errors
    /// `Invalid` with every fault of it.
    pub async fn shared_create(
        &self,
        author: &Author,
        (kind, sharing): (&str, Sharing),
        change: ProviderChange,
    ) -> Result<SharedProvider, Refusal> {
        self.check_sharing(&sharing).await?;
        let row = self.book(author.clone()).fresh(kind, None, change).await?;
        let after = json!({ "provider": told(&row), "sharedWith": sharing_shown(&sharing) });
        let entry = author.changes(None, "provider.create", row.id, (None, Some(after)));
        let store = self.store.noting(entry);
        let id = row.id;
        store.provider_insert_shared(row, sharing).await.map_err(name_taken)?;
        self.providers_changed();
        self.shared_provider(id).await
    }

    /// Changes one.
    ///
    /// # Errors
    /// `NotFound`, `Invalid`.
    pub async fn shared_change(
        &self,
        author: &Author,
        id: ProviderId,
        change: ProviderChange,
    ) -> Result<SharedProvider, Refusal> {
        let row = self.shared_provider(id).await?.detail.row;
        self.book(author.clone()).change(row, change).await?;
        self.providers_changed();
        self.shared_provider(id).await
    }

    /// Says who may use one. What was accepted before keeps its way.
    ///
    /// # Errors
    /// `NotFound`, `Invalid`.
    pub async fn shared_share(
        &self,
        author: &Author,
        id: ProviderId,
        sharing: Sharing,
    ) -> Result<SharedProvider, Refusal> {
        self.check_sharing(&sharing).await?;
        let before = self.shared_provider(id).await?.sharing;
        let change = (sharing_shown(&before), sharing_shown(&sharing));
        let entry = author.changes(None, "provider.share", id, (Some(change.0), Some(change.1)));
        if !self.store.noting(entry).provider_share(id, sharing).await? {
            return Err(Refusal::NotFound);
        }
        self.providers_changed();
        self.shared_provider(id).await
    }

    /// Removes one. What waits for it goes to the next provider of each message.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn shared_remove(&self, author: &Author, id: ProviderId) -> Result<(), Refusal> {
        let row = self.shared_provider(id).await?.detail.row;
        self.book(author.clone()).remove(&row).await?;
        self.providers_changed();
        Ok(())
    }

    async fn check_sharing(&self, sharing: &Sharing) -> Result<(), Refusal> {
        let Sharing::Chosen(chosen) = sharing else {
            return Ok(());
        };
        if chosen.len() > MAX_CHOSEN {
            let mend = format!("give at most {MAX_CHOSEN}, or share it with all");
            let fault = format!("has {} entries", chosen.len());
            return Err(Refusal::of(Fault::new("organizationIds", fault, mend)));
        }
        for (at, id) in chosen.iter().enumerate() {
            if self.store.organization_get(*id).await?.is_none() {
                let mend = "give ids that GET /api/system/organizations lists";
                let field = format!("organizationIds[{at}]");
                return Err(Refusal::of(Fault::new(field, "is not an organization", mend)));
            }
        }
        Ok(())
    }
}

/// A provider as the log shows it: without settings, credentials and token.
fn sharing_shown(sharing: &Sharing) -> Value {
    match sharing {
        Sharing::All => json!("all"),
        Sharing::Chosen(chosen) => chosen.iter().map(ToString::to_string).collect(),
    }
}
