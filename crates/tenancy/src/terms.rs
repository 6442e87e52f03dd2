//! In which amount and from where a caller may do what it may: its own part, and its organization's.
//!
//! Read with the caller and cached with it, so that a change holds within a second everywhere. The platform's own
//! networks are read every moment and held in memory, since strangers are held against them too.

use std::net::IpAddr;
use std::sync::Arc;

use domain::limit::day_of;
use domain::{Fault, Millis, NetworkRules, Networks, OrganizationId};
use store::{ApiKey, Counted, OrganizationTerms, StoreError};

use crate::limits::{Asked, StoredDay, Subject};
use crate::{Author, Inner, Tenancy, TenancyError, told};

/// The most that a limit may be.
pub const MAX_LIMIT: u32 = 1_000_000_000;

/// What holds for one caller. The default is Tuma itself: nothing is counted, and it is asked for no address.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// Whether its messages go to the simulated carrier, whatever routes say, and it sees no other.
    pub test: bool,
    /// Where its key may be used from; anywhere if empty.
    pub networks: Networks,
    /// Where its organization is called from.
    pub organization: NetworkRules,
    /// What its requests are counted under: the key or person, then the organization.
    pub asked: Vec<Asked>,
}

/// Why an address is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotFromHere {
    /// The key may not be used from there.
    Key,
    /// The organization's list does not let it in.
    Organization,
    /// The platform's list does not let it in.
    Platform,
}

impl Terms {
    fn admit(&self, ip: Option<IpAddr>) -> Result<(), NotFromHere> {
        let key_fits = self.networks.is_empty() || ip.is_some_and(|ip| self.networks.contains(ip));
        if !key_fits {
            return Err(NotFromHere::Key);
        }
        if !self.organization.admit(ip) {
            return Err(NotFromHere::Organization);
        }
        Ok(())
    }
}

/// What is to change of an organization's limits; `Some(None)` goes back to the platform's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LimitsChange {
    /// Requests in a minute; 0 for no limit.
    pub per_minute: Option<Option<u32>>,
    /// Requests in a day.
    pub per_day: Option<Option<u32>>,
    /// Messages accepted in a day.
    pub recipients_per_day: Option<Option<u32>>,
}

/// What is to change of the networks that may call for an organization, or at all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NetworksChange {
    /// Those that are let in; everybody where there are none.
    pub allow: Option<Vec<String>>,
    /// Those that are not.
    pub deny: Option<Vec<String>>,
}

impl Tenancy {
    /// Whether who has these terms may come from `ip`, as its key, its organization and the platform say.
    ///
    /// # Errors
    /// Who does not let it in.
    pub fn admits(&self, terms: &Terms, ip: Option<IpAddr>) -> Result<(), NotFromHere> {
        terms.admit(ip)?;
        self.platform_admits(ip)
    }

    /// Whether anybody may come from `ip`, as the platform says.
    ///
    /// # Errors
    /// `Platform`.
    pub fn platform_admits(&self, ip: Option<IpAddr>) -> Result<(), NotFromHere> {
        match self.inner.platform.read().admit(ip) {
            true => Ok(()),
            false => Err(NotFromHere::Platform),
        }
    }

    /// Whether the platform denies any address at all.
    pub fn denies_any(&self) -> bool {
        !self.inner.platform.read().deny.is_empty()
    }

    /// Whether the platform is not to be called from `ip` at all, by carriers neither.
    pub fn is_denied(&self, ip: Option<IpAddr>) -> bool {
        let platform = self.inner.platform.read();
        match ip {
            Some(ip) => platform.deny.contains(ip),
            None => !platform.deny.is_empty(),
        }
    }

    /// What was agreed with an organization, or holds for the platform.
    ///
    /// # Errors
    /// Only the store's.
    pub async fn terms(&self, organization: Option<OrganizationId>) -> Result<OrganizationTerms, TenancyError> {
        Ok(self.inner.store.terms_get(organization).await?)
    }

    /// Changes an organization's limits.
    ///
    /// # Errors
    /// `Invalid`, `NotFound`.
    pub async fn limits_change(
        &self,
        organization: OrganizationId,
        change: LimitsChange,
        author: &Author,
    ) -> Result<OrganizationTerms, TenancyError> {
        for (field, limit) in [
            ("perMinute", change.per_minute),
            ("perDay", change.per_day),
            ("recipientsPerDay", change.recipients_per_day),
        ] {
            check_limit(field, limit.flatten())?;
        }
        self.organization(organization).await?;
        let known = self.terms(Some(organization)).await?;
        let mut terms = known.clone();
        terms.per_minute = change.per_minute.unwrap_or(terms.per_minute);
        terms.per_day = change.per_day.unwrap_or(terms.per_day);
        terms.recipients_per_day = change.recipients_per_day.unwrap_or(terms.recipients_per_day);
        self.put((known, terms), ("limits.change", author)).await
    }

    /// Changes the networks that may call for an organization, or, of the platform, at all. Where `from` is given, a
    /// change that would shut that address out is refused.
    ///
    /// # Errors
    /// `Invalid`, with the first fault of it; `NotFound`.
    pub async fn networks_change(
        &self,
        organization: Option<OrganizationId>,
        change: NetworksChange,
        (from, author): (Option<IpAddr>, &Author),
    ) -> Result<OrganizationTerms, TenancyError> {
        if let Some(organization) = organization {
            self.organization(organization).await?;
        }
        let known = self.terms(organization).await?;
        let mut terms = known.clone();
        let list = |field: &'static str, entries: Option<Vec<String>>, old: Vec<String>| match entries {
            None => Ok(old),
            Some(entries) => networks(field, &entries).map(|read| read.texts()),
        };
        terms.allow = list("allow", change.allow, terms.allow)?;
        terms.deny = list("deny", change.deny, terms.deny)?;
        let shut_out = from.is_some_and(|ip| rules(&terms).is_ok_and(|rules| !rules.admit(Some(ip))));
        if shut_out {
            let field = if terms.allow.is_empty() { "deny" } else { "allow" };
            return Err(TenancyError::fault(
                field,
                "would shut out the address that this request comes from",
                "leave your own address in, or make the change from an address that stays",
            ));
        }
        self.put((known, terms), ("networks.change", author)).await
    }

    async fn put(
        &self,
        (before, terms): (OrganizationTerms, OrganizationTerms),
        (action, author): (&'static str, &Author),
    ) -> Result<OrganizationTerms, TenancyError> {
        let terms = OrganizationTerms {
            updated_at: self.inner.clock.now_ms(),
            ..terms
        };
        let object = terms.organization.map_or("platform".to_owned(), |id| id.to_string());
        let told = (Some(told::limits(&before)), Some(told::limits(&terms)));
        let entry = author.changes(terms.organization, action, object, told);
        self.inner.store.noting(entry).terms_put(terms.clone()).await?;
        if terms.organization.is_none() {
            self.platform_refresh().await?;
        }
        self.inner.cache.forget_all();
        Ok(terms)
    }

    /// Takes over the platform's networks as they are in the database.
    ///
    /// # Errors
    /// Only the store's; what was known before goes on to hold.
    pub async fn platform_refresh(&self) -> Result<(), StoreError> {
        let terms = self.inner.store.terms_get(None).await?;
        let read = rules(&terms).map_err(|fault| StoreError::Internal(fault.to_string()))?;
        let known = self.inner.platform.upgradable_read();
        if **known != read {
            *parking_lot::RwLockUpgradableReadGuard::upgrade(known) = Arc::new(read);
        }
        Ok(())
    }
}

impl Inner {
    /// The terms of a key.
    pub(crate) async fn key_terms(&self, key: &ApiKey, now: Millis) -> Result<Terms, StoreError> {
        let own = self.limits.key.with(key.per_minute, key.per_day);
        let name = Counted::Key(key.organization, key.id);
        let terms = self.terms_of(key.organization, (name, own), now).await?;
        let read = networks("allowedNetworks", &key.networks);
        Ok(Terms {
            test: key.test,
            networks: read.map_err(|fault| StoreError::Internal(fault.to_string()))?,
            ..terms
        })
    }

    /// The terms of somebody in an organization whose own requests are counted under a name of their own; with what the
    /// database has of the day, from which a count that is not in memory goes on.
    pub(crate) async fn terms_of(
        &self,
        organization: OrganizationId,
        (name, own): (Counted, domain::RequestLimits),
        now: Millis,
    ) -> Result<Terms, StoreError> {
        let agreed = self.store.terms_get(Some(organization)).await?;
        let day = day_of(now);
        let names = [name, Counted::Organization(organization)];
        let counted = self.store.request_days_get(names.to_vec(), day).await?;
        let all = self.limits.organization.with(agreed.per_minute, agreed.per_day);
        let asked = names.into_iter().zip([own, all]).zip(counted);
        Ok(Terms {
            organization: rules(&agreed).map_err(|fault| StoreError::Internal(fault.to_string()))?,
            asked: asked
                .map(|((name, limits), requests)| Asked {
                    subject: Subject::Known(name),
                    limits,
                    stored: StoredDay { day, requests },
                })
                .collect(),
            ..Terms::default()
        })
    }
}

/// The networks of terms.
///
/// # Errors
/// The first entry that cannot be read.
pub fn rules(terms: &OrganizationTerms) -> Result<NetworkRules, Fault> {
    let read =
        |field: &str, entries: &[String]| Networks::parse(field, entries).map_err(|mut faults| faults.swap_remove(0));
    Ok(NetworkRules {
        allow: read("allow", &terms.allow)?,
        deny: read("deny", &terms.deny)?,
    })
}

/// A list of networks, or the first of its faults.
pub(crate) fn networks(field: &str, entries: &[String]) -> Result<Networks, TenancyError> {
    Networks::parse(field, entries).map_err(|mut faults| TenancyError::Invalid(faults.swap_remove(0)))
}

/// A limit of a minute or a day.
pub(crate) fn check_limit(field: &str, limit: Option<u32>) -> Result<(), TenancyError> {
    match limit {
        Some(limit) if limit > MAX_LIMIT => Err(TenancyError::fault(
            field,
            "is out of range",
            format!("give 1 to {MAX_LIMIT}, or 0 for no limit"),
        )),
        _ => Ok(()),
    }
}
