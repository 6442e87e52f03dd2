//! What was agreed with organizations, as the engine knows it: their quota of recipients, and the networks that may bind
//! for them. As last read; a change holds within the time that providers' changes take.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;

use domain::limit::{day_of, end_of_day};
use domain::{Millis, NetworkRules, OrganizationId};
use parking_lot::RwLock;
use store::{OrganizationTerms, RecipientQuota};

use crate::Engine;
use crate::request::{QuotaUsed, Refusal};

/// The terms of those with whom something was agreed; `None` is the platform.
#[derive(Default)]
pub(crate) struct Agreed(RwLock<Arc<HashMap<Option<OrganizationId>, One>>>);

struct One {
    recipients_per_day: Option<u32>,
    /// `None` where they cannot be read: nobody is let in then.
    networks: Option<NetworkRules>,
}

impl Agreed {
    /// Takes over the rows as they are now.
    pub fn replace(&self, rows: Vec<OrganizationTerms>) {
        let read = |row: OrganizationTerms| {
            let networks = tenancy::rules(&row)
                .inspect_err(|fault| tracing::error!(%fault, "networks cannot be read; nobody is let in by them"));
            let one = One {
                recipients_per_day: row.recipients_per_day,
                networks: networks.ok(),
            };
            (row.organization, one)
        };
        *self.0.write() = Arc::new(rows.into_iter().map(read).collect());
    }

    /// Whether somebody from `ip` may bind for `organization`, as it and the platform say.
    pub fn admits(&self, organization: OrganizationId, ip: IpAddr) -> bool {
        let all = self.0.read();
        let admits = |one: &One| one.networks.as_ref().is_some_and(|rules| rules.admit(Some(ip)));
        [Some(organization), None]
            .iter()
            .all(|whose| all.get(whose).is_none_or(admits))
    }

    fn recipients_per_day(&self, organization: OrganizationId) -> Option<u32> {
        self.0.read().get(&Some(organization))?.recipients_per_day
    }
}

impl Engine {
    /// How many messages of `organization` may be accepted in the day that `now` is in; `None` for any number.
    pub(crate) fn quota_of(&self, organization: OrganizationId, now: Millis) -> Option<RecipientQuota> {
        let agreed = self.agreed.recipients_per_day(organization);
        let most = agreed.unwrap_or(self.settings.recipients_per_day);
        (most > 0).then_some(RecipientQuota { day: day_of(now), most })
    }

    /// How the organization's quota of recipients stands: its size, what was used of it today, and when the day ends.
    /// `None` where it has none.
    ///
    /// # Errors
    /// Only the store's.
    pub async fn recipients_standing(
        &self,
        organization: OrganizationId,
    ) -> Result<Option<(u32, i64, Millis)>, Refusal> {
        let Some(quota) = self.quota_of(organization, self.now()) else {
            return Ok(None);
        };
        let used = self.store.recipients_of(organization, quota.day).await?;
        Ok(Some((quota.most, used, end_of_day(quota.day))))
    }
}

/// The refusal at `now` of `wanted` messages for which a quota has no room.
pub(crate) fn used_up(quota: RecipientQuota, (used, wanted): (i64, usize), now: Millis) -> Refusal {
    Refusal::QuotaUsed(QuotaUsed {
        most: quota.most,
        used,
        wanted,
        resets_at: end_of_day(quota.day),
        asked_at: now,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(organization: Option<i64>, allow: &[&str], deny: &[&str]) -> OrganizationTerms {
        let list = |entries: &[&str]| entries.iter().map(|one| (*one).to_owned()).collect();
        OrganizationTerms {
            recipients_per_day: Some(5),
            allow: list(allow),
            deny: list(deny),
            ..OrganizationTerms::usual(organization.map(OrganizationId::new))
        }
    }

    #[test]
    fn an_organizations_and_the_platforms_networks_both_have_to_let_in() {
        let agreed = Agreed::default();
        agreed.replace(vec![
            terms(None, &[], &["203.0.113.9"]),
            terms(Some(7), &["203.0.113.0/24"], &[]),
            terms(Some(8), &["not a network"], &[]),
        ]);
        for (organization, ip, admitted) in [
            (7, "203.0.113.8", true),
            (7, "203.0.113.9", false),
            (7, "198.51.100.1", false),
            (8, "203.0.113.8", false),
            (9, "198.51.100.1", true),
            (9, "203.0.113.9", false),
        ] {
            let ip = ip.parse().expect("an address");
            assert_eq!(
                agreed.admits(OrganizationId::new(organization), ip),
                admitted,
                "{organization} {ip}"
            );
        }
        assert_eq!(agreed.recipients_per_day(OrganizationId::new(7)), Some(5));
        assert_eq!(agreed.recipients_per_day(OrganizationId::new(9)), None);
    }
}
