//! Carries out administration requests on the store and tenancy, whoever brings them.
//!
//! Checks what the stores do not: that an organization is named where there are several, that prices, scopes and
//! numbers can be read. Keeps no state.

use std::sync::Arc;

use domain::phone::PhoneNumber;
use domain::{Clock, Currency, Fault, Money, OrganizationId};
use engine::request::Refusal;
use engine::{Alone, Engine, ProviderBook, ProviderChange, WebhookBook};
use serde::Serialize;
use store::{Organization, Store};
use tenancy::{NewOrganization, Tenancy, TenancyError};

mod accounts;
mod carriers;
mod console;
mod keys;
mod money;
mod people;
mod routes;
mod senders;
mod suppressions;
mod terms;
mod trials;
mod webhooks;

use super::request::*;
use super::views::*;
use crate::failure::Failure;

/// The way to the carriers.
#[derive(Clone)]
pub enum Carriers {
    /// This server's engine.
    Running(Engine),
    /// No server runs.
    Alone(Alone),
}

/// Does what an operator asks.
#[derive(Clone)]
pub struct Desk {
    store: Store,
    tenancy: Tenancy,
    clock: Arc<dyn Clock>,
    book: ProviderBook,
    webhooks: WebhookBook,
    carriers: Carriers,
    /// How long messages of new organizations stay worth sending, ms.
    validity_ms: domain::Millis,
}

impl Desk {
    /// A desk over `store` and `tenancy`.
    pub fn new(
        tenancy: Tenancy,
        (book, webhooks): (ProviderBook, WebhookBook),
        carriers: Carriers,
        validity_ms: domain::Millis,
    ) -> Self {
        Self {
            webhooks,
            carriers,
            store: book.store.clone(),
            tenancy,
            clock: book.clock.clone(),
            book,
            validity_ms,
        }
    }

    /// The store, to be closed by whoever opened it.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Tells a running server that providers, routes or addresses changed.
    fn changed(&self) {
        if let Carriers::Running(engine) = &self.carriers {
            engine.providers_changed();
        }
    }

    /// Tells a running server what messages cost from now on, before whoever changed it is answered.
    async fn repriced(&self) {
        if let Carriers::Running(engine) = &self.carriers
            && let Err(error) = engine.tariff_refresh().await
        {
            tracing::warn!(%error, "changed prices are taken over within a second");
        }
    }

    /// Tells a running server who is told events from now on, before whoever changed it is answered.
    async fn rehooked(&self) {
        if let Carriers::Running(engine) = &self.carriers
            && let Err(error) = engine.hooks_refresh().await
        {
            tracing::warn!(%error, "changed webhooks are taken over within a second");
        }
    }

    /// Carries out `request`; the value is its [`Ask::Answer`] as JSON.
    pub async fn run(&self, request: Request) -> Result<serde_json::Value, Failure> {
        match request {
            Request::OrganizationCreate(ask) => value::<OrganizationCreate>(self.organization_create(ask).await?),
            Request::OrganizationTimeZone(ask) => {
                value::<OrganizationTimeZone>(self.organization_time_zone(ask).await?)
            }
            Request::OrganizationList(_) => value::<OrganizationList>(self.organization_list().await?),
            Request::OrganizationShow(ask) => {
                value::<OrganizationShow>((&self.organization(ask.organization.as_deref()).await?).into())
            }
            Request::OrganizationSuspend(ask) => value::<OrganizationSuspend>(self.organization_suspend(ask).await?),
            Request::OrganizationResume(ask) => value::<OrganizationResume>(self.organization_resume(ask).await?),
            Request::OrganizationQuota(ask) => value::<OrganizationQuota>(self.organization_quota(ask).await?),
            Request::OrganizationSenders(ask) => value::<OrganizationSenders>(self.organization_senders(ask).await?),
            Request::SenderList(ask) => value::<SenderList>(self.sender_list(ask).await?),
            Request::SenderApprove(ask) => value::<SenderApprove>(self.sender_approve(ask).await?),
            Request::SenderReject(ask) => value::<SenderReject>(self.sender_reject(ask).await?),
            Request::ProviderShare(ask) => value::<ProviderShare>(self.provider_share(ask).await?),
            Request::KeyCreate(ask) => value::<KeyCreate>(self.key_create(ask).await?),
            Request::KeySet(ask) => value::<KeySet>(self.key_set(ask).await?),
            Request::KeyRotate(ask) => value::<KeyRotate>(self.key_rotate(ask).await?),
            Request::OrganizationLimits(ask) => value::<OrganizationLimits>(self.organization_limits(ask).await?),
            Request::NetworksSet(ask) => value::<NetworksSet>(self.networks_set(ask).await?),
            Request::KeyRevoke(ask) => value::<KeyRevoke>(self.key_revoke(ask).await?),
            Request::KeyList(ask) => value::<KeyList>(self.key_list(ask).await?),
            Request::ProviderAdd(ask) => value::<ProviderAdd>(self.provider_add(ask).await?),
            Request::ProviderList(ask) => value::<ProviderList>(self.provider_list(ask).await?),
            Request::SmppAccountCreate(ask) => value::<SmppAccountCreate>(self.smpp_account_create(ask).await?),
            Request::SmppAccountList(ask) => value::<SmppAccountList>(self.smpp_account_list(ask).await?),
            Request::SmppAccountRevoke(ask) => value::<SmppAccountRevoke>(self.smpp_account_revoke(ask).await?),
            Request::ProviderSet(ask) => value::<ProviderSet>(self.provider_set(ask).await?),
            Request::ProviderRemove(ask) => value::<ProviderRemove>(self.provider_remove(ask).await?),
            Request::ProviderTest(ask) => value::<ProviderTest>(self.provider_test(ask).await?),
            Request::ProviderCeiling(ask) => value::<ProviderCeiling>(self.provider_ceiling(ask).await?),
            Request::RouteAdd(ask) => value::<RouteAdd>(self.route_add(ask).await?),
            Request::RouteList(ask) => value::<RouteList>(self.route_list(ask).await?),
            Request::RouteSet(ask) => value::<RouteSet>(self.route_set(ask).await?),
            Request::RouteRemove(ask) => value::<RouteRemove>(self.route_remove(ask).await?),
            Request::RouteExplain(ask) => value::<RouteExplain>(self.route_explain(ask).await?),
            Request::NumberAdd(ask) => value::<NumberAdd>(self.number_add(ask).await?),
            Request::NumberRemove(ask) => value::<NumberRemove>(self.number_remove(ask).await?),
            Request::NumberList(ask) => value::<NumberList>(self.number_list(ask).await?),
            Request::WebhookAdd(ask) => value::<WebhookAdd>(self.webhook_add(ask).await?),
            Request::WebhookList(ask) => value::<WebhookList>(self.webhook_list(ask).await?),
            Request::WebhookTest(ask) => value::<WebhookTest>(self.webhook_test(ask).await?),
            Request::WebhookDeliveries(ask) => value::<WebhookDeliveries>(self.webhook_deliveries(ask).await?),
            Request::WebhookRemove(ask) => value::<WebhookRemove>(self.webhook_remove(ask).await?),
            Request::BalanceShow(ask) => value::<BalanceShow>(self.balance_show(ask).await?),
            Request::BalanceSet(ask) => value::<BalanceSet>(self.balance_set(ask).await?),
            Request::BalanceTopup(ask) => value::<BalanceTopup>(self.balance_topup(ask).await?),
            Request::BalanceAdjust(ask) => value::<BalanceAdjust>(self.balance_adjust(ask).await?),
            Request::BalanceStatement(ask) => value::<BalanceStatement>(self.balance_statement(ask).await?),
            Request::PriceAdd(ask) => value::<PriceAdd>(self.price_add(ask).await?),
            Request::PriceImport(ask) => value::<PriceImport>(self.price_import(ask).await?),
            Request::PriceList(ask) => value::<PriceList>(self.price_list(ask).await?),
            Request::PriceRemove(ask) => value::<PriceRemove>(self.price_remove(ask).await?),
            Request::SecretsReseal(ask) => value::<SecretsReseal>(self.secrets_reseal(ask).await?),
            Request::UserAdd(ask) => value::<UserAdd>(self.user_add(ask).await?),
            Request::UserList(ask) => value::<UserList>(self.user_list(ask).await?),
            Request::UserSet(ask) => value::<UserSet>(self.user_set(ask).await?),
            Request::UserSecondFactorRemove(ask) => {
                value::<UserSecondFactorRemove>(self.user_second_factor_remove(ask).await?)
            }
            Request::UserUnlink(ask) => value::<UserUnlink>(self.user_unlink(ask).await?),
            Request::UserReset(ask) => value::<UserReset>(self.user_reset(ask).await?),
            Request::SuppressAdd(ask) => value::<SuppressAdd>(self.suppress_add(ask).await?),
            Request::SuppressRemove(ask) => value::<SuppressRemove>(self.suppress_remove(ask).await?),
            Request::SuppressList(ask) => value::<SuppressList>(self.suppress_list(ask).await?),
        }
    }

    async fn organization_create(&self, ask: OrganizationCreate) -> Result<OrganizationView, Failure> {
        let usual = NewOrganization::default();
        let new = NewOrganization {
            slug: ask.slug.unwrap_or_else(|| slug_of(&ask.name)),
            name: ask.name,
            region: region(&ask.region)?,
            max_segments: ask.max_segments.unwrap_or(usual.max_segments),
            unknown_policy: ask.unknown_policy,
            validity_ms: ask.validity_ms.unwrap_or(self.validity_ms),
            time_zone: ask.time_zone.unwrap_or(usual.time_zone),
            currency: usual.currency,
        };
        Ok((&self.tenancy.organization_create(new).await?).into())
    }

    async fn organization_time_zone(&self, ask: OrganizationTimeZone) -> Result<OrganizationView, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let changed = self
            .tenancy
            .organization_set_time_zone(organization.id, &ask.time_zone)
            .await?;
        Ok((&changed).into())
    }

    async fn organization_list(&self) -> Result<Vec<OrganizationView>, Failure> {
        Ok(self.tenancy.organizations().await?.iter().map(Into::into).collect())
    }

    /// The organization with this slug or id, or the only one.
    async fn organization(&self, named: Option<&str>) -> Result<Organization, Failure> {
        let Some(named) = named else {
            return only(self.tenancy.organizations().await?);
        };
        let found = match named.parse::<OrganizationId>() {
            Ok(id) => self.tenancy.organization(id).await,
            Err(_) => self.tenancy.organization_by_slug(named).await,
        };
        found.map_err(|error| match error {
            TenancyError::NotFound(_) => {
                let mend = "`tuma org list` shows all of them";
                refused(Fault::new("org", format!("there is no organization `{named}`"), mend))
            }
            other => other.into(),
        })
    }

    async fn provider_add(&self, ask: ProviderAdd) -> Result<ProviderView, Failure> {
        let owner = match &ask.organization {
            Some(named) => Some(self.organization(Some(named)).await?.id),
            None => None,
        };
        let kind = ask.adapter.clone();
        let provider = self
            .book
            .create(&kind, owner, provider_change(ask)?)
            .await
            .map_err(refusal)?;
        self.changed();
        Ok((&provider).into())
    }

    async fn provider_list(&self, ask: ProviderList) -> Result<Vec<ProviderView>, Failure> {
        let rows = match &ask.organization {
            Some(named) => {
                self.store
                    .provider_list(self.organization(Some(named)).await?.id)
                    .await?
            }
            None => self.store.provider_list_all().await?,
        };
        Ok(rows.iter().map(Into::into).collect())
    }
}

/// The answer of `A` as JSON: the compiler holds requests and answers together.
fn value<A: Ask>(answer: A::Answer) -> Result<serde_json::Value, Failure>
where
    A::Answer: Serialize,
{
    serde_json::to_value(answer).map_err(|error| Failure::failed(format!("the answer cannot be written: {error}")))
}

/// What the engine refuses, in the words of the command line.
fn refusal(refusal: Refusal) -> Failure {
    match refusal {
        Refusal::Invalid(faults) => Failure::refused("that cannot be done").with(faults),
        Refusal::Busy | Refusal::Unavailable => Failure::unavailable(refusal.to_string()),
        other => Failure::refused(other.to_string()),
    }
}

fn refused(fault: Fault) -> Failure {
    Failure::refused("that cannot be done").with(vec![fault])
}

impl From<TenancyError> for Failure {
    fn from(error: TenancyError) -> Self {
        match error {
            TenancyError::Invalid(fault) | TenancyError::Forbidden(fault) => refused(fault),
            TenancyError::NotFound(_) => Self::refused(error.to_string()),
            TenancyError::Wait(_) | TenancyError::Busy | TenancyError::Unavailable => {
                Self::unavailable(error.to_string())
            }
            TenancyError::Internal => Self::failed(error.to_string()),
        }
    }
}

fn only(mut all: Vec<Organization>) -> Result<Organization, Failure> {
    match all.len() {
        1 => Ok(all.remove(0)),
        0 => Err(refused(Fault::new(
            "org",
            "there is none yet",
            "create one: `tuma org create`",
        ))),
        count => Err(refused(Fault::new(
            "org",
            format!("there are {count}"),
            "say which: --org with its slug or id",
        ))),
    }
}

/// A short name from a shown one: lower case, everything but letters and digits a hyphen.
fn slug_of(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

fn region(code: &str) -> Result<String, Failure> {
    let fault = || {
        Fault::new(
            "region",
            "is not a country with phone numbers",
            "give two letters such as KE or PK",
        )
    };
    let region = domain::phone::Region::parse(code).ok_or_else(|| refused(fault()))?;
    Ok(region.as_str().to_owned())
}

fn number(text: &str, organization: &Organization) -> Result<String, Failure> {
    match PhoneNumber::parse(text, &organization.region) {
        Ok(number) => Ok(number.e164().to_owned()),
        Err(fault) => Err(refused(fault.into_fault("number"))),
    }
}

/// What the command line says of a provider.
fn provider_change(ask: ProviderAdd) -> Result<ProviderChange, Failure> {
    let unreadable = |error: serde_json::Error| {
        refused(Fault::new(
            "settings",
            format!("are not a JSON object: {error}"),
            "give an object such as {}",
        ))
    };
    let price = Money::parse(&ask.price, currency(&ask.currency)?).map_err(|error| {
        let mend = "give an amount such as 0.80 (--price)";
        refused(Fault::new("pricePerSegment.amount", error.to_string(), mend))
    })?;
    Ok(ProviderChange {
        name: Some(ask.name.trim().to_owned()),
        settings: Some(serde_json::from_str(&ask.settings).map_err(unreadable)?),
        rank: Some(ask.rank),
        rate_per_second: ask.rate_per_second.map(Some),
        window: ask.window,
        price: Some(price),
        reports: Some(!ask.no_reports),
        active: Some(true),
    })
}

fn currency(code: &str) -> Result<Currency, Failure> {
    code.parse().map_err(|error: domain::money::MoneyError| {
        refused(Fault::new(
            "pricePerSegment.currency",
            error.to_string(),
            "give three capital letters such as KES (--currency)",
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_made_of_the_names_letters_and_digits() {
        assert_eq!(slug_of("Beacon House"), "beacon-house");
        assert_eq!(slug_of(" St. Mary's – 2nd campus "), "st-mary-s-2nd-campus");
        assert_eq!(slug_of("مدرسہ"), "");
    }
}
