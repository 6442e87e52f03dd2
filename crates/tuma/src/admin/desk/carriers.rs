//! Providers changed and removed, addresses of shared providers given out, credentials sealed anew.

use domain::phone::mask;
use domain::{Fault, ProviderId};
use engine::ProviderChange;
use serde_json::json;
use store::{InboundNumber, Provider};
use tenancy::Author;

use super::{Desk, refusal, refused};
use crate::admin::request::{NumberAdd, NumberList, NumberRemove, ProviderRemove, ProviderSet, SecretsReseal};
use crate::admin::views::{NumberView, ProviderView, ResealedView};
use crate::failure::Failure;

impl Desk {
    /// The provider with this name or id, among all.
    pub(super) async fn provider_named(&self, named: &str) -> Result<Provider, Failure> {
        let id = named.parse::<ProviderId>().ok();
        let all = self.store.provider_list_all().await?;
        let mut found = all.into_iter().filter(|row| Some(row.id) == id || row.name == named);
        let missing = || {
            let mend = "`tuma provider list` shows all of them";
            refused(Fault::new("provider", "there is no such provider", mend))
        };
        let first = found.next().ok_or_else(missing)?;
        if found.next().is_some() {
            let mend = "name it by its id, prv_…";
            return Err(refused(Fault::new(
                "provider",
                "is the name of several providers",
                mend,
            )));
        }
        Ok(first)
    }

    pub(super) async fn provider_set(&self, ask: ProviderSet) -> Result<ProviderView, Failure> {
        let row = self.provider_named(&ask.provider).await?;
        let unreadable = |error: serde_json::Error| {
            refused(Fault::new(
                "settings",
                format!("are not a JSON object: {error}"),
                "give an object such as {}",
            ))
        };
        let settings = ask
            .settings
            .map(|text| serde_json::from_str(&text))
            .transpose()
            .map_err(unreadable)?;
        let change = ProviderChange {
            name: ask.name,
            settings,
            rank: ask.rank,
            rate_per_second: ask.rate_per_second.map(|rate| (rate > 0).then_some(rate)),
            window: ask.window,
            active: ask.active,
            ..ProviderChange::default()
        };
        let row = self.book.change(row, change).await.map_err(refusal)?;
        self.changed();
        Ok((&row).into())
    }

    pub(super) async fn provider_remove(&self, ask: ProviderRemove) -> Result<ProviderView, Failure> {
        let row = self.provider_named(&ask.provider).await?;
        self.book.remove(&row).await.map_err(refusal)?;
        self.changed();
        Ok((&row).into())
    }

    pub(super) async fn number_add(&self, ask: NumberAdd) -> Result<NumberView, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let provider = self.provider_named(&ask.provider).await?;
        if provider.organization.is_some() {
            let mend = "what comes in through an organization's own provider is its own already";
            return Err(refused(Fault::new("provider", "is not a shared provider", mend)));
        }
        let address = ask.address.trim().trim_start_matches('+').to_uppercase();
        if address.is_empty() || address.len() > 20 {
            let mend = "give a number, a shortcode or a sender";
            return Err(refused(Fault::new("address", "is empty or too long", mend)));
        }
        let row = InboundNumber {
            provider: provider.id,
            address,
            keyword: ask.keyword.unwrap_or_default().trim().to_uppercase(),
            organization: organization.id,
            created_at: self.clock.now_ms(),
        };
        let told = json!({ "address": mask(&row.address), "keyword": row.keyword });
        let author = Author::operator();
        let entry = author.changes(Some(organization.id), "number.add", provider.id, (None, Some(told)));
        self.store.noting(entry).number_put(row.clone()).await?;
        self.changed();
        Ok((&row).into())
    }

    pub(super) async fn number_remove(&self, ask: NumberRemove) -> Result<NumberView, Failure> {
        let provider = self.provider_named(&ask.provider).await?;
        let address = ask.address.trim().trim_start_matches('+').to_uppercase();
        let keyword = ask.keyword.unwrap_or_default().trim().to_uppercase();
        let all = self.store.number_list_all().await?;
        let found = all
            .iter()
            .find(|row| row.provider == provider.id && row.address == address && row.keyword == keyword);
        let row = found.ok_or_else(|| {
            let mend = "`tuma number list` shows all of them";
            refused(Fault::new("address", "nobody has this address with this keyword", mend))
        })?;
        let told = json!({ "address": mask(&row.address), "keyword": row.keyword });
        let author = Author::operator();
        let entry = author.changes(
            Some(row.organization),
            "number.remove",
            row.provider,
            (Some(told), None),
        );
        self.store
            .noting(entry)
            .number_remove(row.organization, row.provider, &row.address, &row.keyword)
            .await?;
        self.changed();
        Ok(row.into())
    }

    pub(super) async fn number_list(&self, _: NumberList) -> Result<Vec<NumberView>, Failure> {
        Ok(self.store.number_list_all().await?.iter().map(Into::into).collect())
    }

    pub(super) async fn secrets_reseal(&self, _: SecretsReseal) -> Result<ResealedView, Failure> {
        let providers = self.book.reseal_all().await.map_err(refusal)?;
        let webhooks = self.webhooks.reseal_all().await.map_err(refusal)?;
        let callbacks = self.webhooks.reseal_callbacks().await.map_err(refusal)?;
        let second_factors = self.tenancy.second_factors_reseal().await?;
        Ok(ResealedView {
            providers,
            webhooks,
            callbacks,
            second_factors,
        })
    }
}
