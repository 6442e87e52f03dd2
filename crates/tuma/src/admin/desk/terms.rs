//! What is agreed with organizations at the desk: limits, and from where they may be called; and from where the platform
//! may be.

use store::OrganizationTerms;
use tenancy::{Author, LimitsChange, NetworksChange};

use super::Desk;
use crate::admin::request::{NetworksSet, OrganizationLimits};
use crate::admin::views::{LimitsView, NetworksView};
use crate::failure::Failure;

impl Desk {
    pub(super) async fn organization_limits(&self, ask: OrganizationLimits) -> Result<LimitsView, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let change = LimitsChange {
            per_minute: ask.per_minute.change(),
            per_day: ask.per_day.change(),
            recipients_per_day: ask.recipients_per_day.change(),
        };
        let terms = match change == LimitsChange::default() {
            true => self.tenancy.terms(Some(organization.id)).await?,
            false => {
                self.tenancy
                    .limits_change(organization.id, change, &Author::operator())
                    .await?
            }
        };
        Ok(LimitsView {
            organization: organization.slug,
            per_minute: terms.per_minute,
            per_day: terms.per_day,
            recipients_per_day: terms.recipients_per_day,
        })
    }

    pub(super) async fn networks_set(&self, ask: NetworksSet) -> Result<NetworksView, Failure> {
        let organization = match ask.platform {
            true => None,
            false => Some(self.organization(ask.organization.as_deref()).await?),
        };
        let id = organization.as_ref().map(|one| one.id);
        let mut terms = self.tenancy.terms(id).await?;
        if !(ask.allow.is_empty() && ask.deny.is_empty() && ask.remove.is_empty()) {
            let change = changed(terms, ask);
            terms = self
                .tenancy
                .networks_change(id, change, (None, &Author::operator()))
                .await?;
        }
        Ok(NetworksView {
            organization: organization.map(|one| one.slug),
            allow: terms.allow,
            deny: terms.deny,
        })
    }
}

/// The lists after what was asked for: a network that goes into one of them leaves the other.
fn changed(terms: OrganizationTerms, ask: NetworksSet) -> NetworksChange {
    let without = |list: Vec<String>, others: &[String]| -> Vec<String> {
        let stays = |one: &String| !ask.remove.contains(one) && !others.contains(one);
        list.into_iter().filter(stays).collect()
    };
    let mut allow = without(terms.allow, &ask.deny);
    let mut deny = without(terms.deny, &ask.allow);
    allow.extend(ask.allow.iter().cloned());
    deny.extend(ask.deny.iter().cloned());
    NetworksChange {
        allow: Some(allow),
        deny: Some(deny),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(entries: &[&str]) -> Vec<String> {
        entries.iter().map(|one| (*one).to_owned()).collect()
    }

    #[test]
    fn a_network_is_in_one_list_and_leaves_it_when_it_is_removed() {
        let terms = OrganizationTerms {
            allow: list(&["10.0.0.0/8", "192.0.2.7"]),
            deny: list(&["203.0.113.9"]),
            ..OrganizationTerms::usual(None)
        };
        let ask = NetworksSet {
            allow: list(&["203.0.113.9"]),
            deny: list(&["10.0.0.0/8"]),
            remove: list(&["192.0.2.7"]),
            ..Default::default()
        };
        let change = changed(terms, ask);
        assert_eq!(change.allow, Some(list(&["203.0.113.9"])));
        assert_eq!(change.deny, Some(list(&["10.0.0.0/8"])));
    }
}
