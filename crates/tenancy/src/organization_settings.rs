//! What people decide about their organization: its name, where and when it is, its money, who sees whole numbers, and
//! how long messages are kept. Every change is in the log of changes, with what was and what is.
//!
//! Settings travel with the organization of every caller, so that reading one costs no query: a change holds at once
//! on this node and within a second on others, where keys are read anew.

use domain::{Currency, Privacy, Region};
use serde_json::{Map, Value, json};
use store::Organization;

use crate::organizations::{check_name, checked_zone};
use crate::{Author, Caller, Tenancy, TenancyError};

/// The fewest days that messages are kept where they are not kept for ever: reports come for three days after the end, and
/// what has to be told waits for seven.
pub const MIN_RETENTION_DAYS: u16 = 7;
/// The most days; longer is for ever.
pub const MAX_RETENTION_DAYS: u16 = 3_650;
/// How often a change is tried, at most, when others change the same organization at the same time.
const TRIES: usize = 5;

/// What is to change; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SettingsChange {
    /// Shown name.
    pub name: Option<String>,
    /// Region of numbers without `+`, ISO 3166-1 alpha-2 in any case.
    pub region: Option<String>,
    /// A name of the IANA time zone database, in any case.
    pub time_zone: Option<String>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// Who sees whole phone numbers.
    pub privacy: Option<Privacy>,
    /// How many days after their end messages are removed; 0: never.
    pub retention_days: Option<u32>,
}

impl Tenancy {
    /// Changes the settings of the caller's organization; answers it as it is then.
    pub async fn settings_change(
        &self,
        caller: &Caller,
        change: &SettingsChange,
    ) -> Result<Organization, TenancyError> {
        let id = caller.organization_id();
        for _ in 0..TRIES {
            let before = self.organization(id).await?;
            let after = changed(&before, change)?;
            let (was, is) = differences(&before, &after);
            if was.is_empty() {
                return Ok(before);
            }
            let change = (Some(Value::Object(was)), Some(Value::Object(is)));
            let entry = Author::from(caller).changes(Some(id), "settings.change", id, change);
            let store = self.inner.store.noting(entry);
            if store.organization_settings_set(before, after.clone()).await? {
                self.inner.cache.forget_all();
                return Ok(after);
            }
        }
        Err(TenancyError::Busy)
    }
}

/// The organization with the change in it, where every value of it is right.
fn changed(before: &Organization, change: &SettingsChange) -> Result<Organization, TenancyError> {
    let mut after = before.clone();
    if let Some(name) = &change.name {
        check_name(name)?;
        after.name = name.trim().to_owned();
    }
    if let Some(region) = &change.region {
        after.region = checked_region(region)?;
    }
    if let Some(zone) = &change.time_zone {
        after.time_zone = checked_zone("timeZone", zone)?;
    }
    if let Some(currency) = &change.currency {
        after.currency = checked_currency(currency)?;
    }
    after.privacy = change.privacy.unwrap_or(before.privacy);
    if let Some(days) = change.retention_days {
        after.retention_days = checked_days(days)?;
    }
    Ok(after)
}

fn checked_region(code: &str) -> Result<String, TenancyError> {
    let region = Region::parse(code).map(|region| region.as_str().to_owned());
    region.ok_or_else(|| {
        let mend = "use the two letters of a country (ISO 3166-1), such as PK or KE";
        TenancyError::fault("region", "is not a region with phone numbers", mend)
    })
}

fn checked_currency(code: &str) -> Result<Currency, TenancyError> {
    let currency = code.parse().ok().filter(Currency::is_iso_4217);
    currency.ok_or_else(|| {
        let mend = "use the three capital letters of a currency (ISO 4217), such as KES or PKR";
        TenancyError::fault("currency", "is not a currency", mend)
    })
}

fn checked_days(days: u32) -> Result<u16, TenancyError> {
    let allowed = |days: &u16| *days == 0 || (MIN_RETENTION_DAYS..=MAX_RETENTION_DAYS).contains(days);
    u16::try_from(days).ok().filter(allowed).ok_or_else(|| {
        let mend = format!("use {MIN_RETENTION_DAYS} to {MAX_RETENTION_DAYS} days, or 0 to keep messages");
        TenancyError::fault("retentionDays", "is out of bounds", mend)
    })
}

/// What was and what is, of the settings that differ, by their names in the API.
fn differences(before: &Organization, after: &Organization) -> (Map<String, Value>, Map<String, Value>) {
    let named = |one: &Organization| {
        [
            ("name", json!(one.name)),
            ("region", json!(one.region)),
            ("timeZone", json!(one.time_zone)),
            ("currency", json!(one.currency.as_str())),
            ("privacy", json!(one.privacy.as_str())),
            ("retentionDays", json!(one.retention_days)),
        ]
    };
    let pairs = named(before).into_iter().zip(named(after));
    let differing = pairs.filter(|(was, is)| was != is);
    differing
        .map(|((name, was), (_, is))| ((name.to_owned(), was), (name.to_owned(), is)))
        .unzip()
}

#[cfg(test)]
mod tests {
    use domain::OrganizationId;

    use super::*;

    fn school() -> Organization {
        Organization {
            id: OrganizationId::new(7),
            name: "Green Valley".to_owned(),
            slug: "green-valley".to_owned(),
            region: "PK".to_owned(),
            max_segments: 10,
            unknown_policy: None,
            validity_ms: 1,
            callback_secret: None,
            second_factor_required: false,
            time_zone: "UTC".to_owned(),
            currency: "USD".parse().expect("a currency"),
            privacy: Privacy::ByRole,
            retention_days: 0,
            created_at: 0,
        }
    }

    #[test]
    fn what_is_given_is_changed_and_the_rest_stays() {
        let change = SettingsChange {
            region: Some("ke".to_owned()),
            time_zone: Some("africa/nairobi".to_owned()),
            retention_days: Some(365),
            ..SettingsChange::default()
        };
        let after = changed(&school(), &change).expect("a change");
        let (was, is) = differences(&school(), &after);
        assert_eq!(
            Value::Object(was),
            json!({"region": "PK", "timeZone": "UTC", "retentionDays": 0})
        );
        let expected = json!({"region": "KE", "timeZone": "Africa/Nairobi", "retentionDays": 365});
        assert_eq!(Value::Object(is), expected);
        assert_eq!(changed(&school(), &SettingsChange::default()).ok(), Some(school()));
    }

    #[test]
    fn each_wrong_value_is_named() {
        let text = |text: &str| Some(text.to_owned());
        let none = SettingsChange::default;
        for (change, field) in [
            (
                SettingsChange {
                    name: text(" "),
                    ..none()
                },
                "name",
            ),
            (
                SettingsChange {
                    region: text("PAK"),
                    ..none()
                },
                "region",
            ),
            (
                SettingsChange {
                    time_zone: text("Karachi"),
                    ..none()
                },
                "timeZone",
            ),
            (
                SettingsChange {
                    currency: text("pkr"),
                    ..none()
                },
                "currency",
            ),
            (
                SettingsChange {
                    currency: text("XXX"),
                    ..none()
                },
                "currency",
            ),
            (
                SettingsChange {
                    retention_days: Some(6),
                    ..none()
                },
                "retentionDays",
            ),
            (
                SettingsChange {
                    retention_days: Some(3_651),
                    ..none()
                },
                "retentionDays",
            ),
            (
                SettingsChange {
                    retention_days: Some(u32::MAX),
                    ..none()
                },
                "retentionDays",
            ),
        ] {
            match changed(&school(), &change) {
                Err(TenancyError::Invalid(fault)) => assert_eq!(fault.field, field),
                other => panic!("{change:?}: {other:?}"),
            }
        }
    }
}
