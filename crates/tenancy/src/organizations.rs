//! Making and finding organizations: every value is checked here, whoever brings it.

use domain::class::UnknownPolicy;
use domain::{Currency, Millis, OrganizationId, Privacy, Region};
use serde_json::json;
use store::{Organization, StoreError};

use crate::{Author, Tenancy, TenancyError, time_zone};

/// The most segments that an organization may allow a message: what one concatenation reference can number.
const MAX_SEGMENTS: u16 = 255;
/// The longest validity: a week, in ms.
const MAX_VALIDITY_MS: Millis = 7 * 86_400_000;
/// The longest shown name, in characters.
pub(crate) const MAX_NAME_CHARS: usize = 100;
const MAX_SLUG_CHARS: usize = 64;

/// An organization to be made. `Default` fills in what the product promises: 10 segments, 48 hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrganization {
    /// Shown name.
    pub name: String,
    /// Unique short name, `[a-z0-9-]{1,64}`.
    pub slug: String,
    /// Default region of numbers without `+`, ISO 3166-1 alpha-2.
    pub region: String,
    /// The most segments a message may take.
    pub max_segments: u16,
    /// What happens to unknown outcomes; each class's default when absent.
    pub unknown_policy: Option<UnknownPolicy>,
    /// How long a message stays worth sending, ms.
    pub validity_ms: Millis,
    /// The time zone that its days and hours are cut by, a name of the IANA database.
    pub time_zone: String,
    /// What it counts money in, ISO 4217.
    pub currency: Currency,
}

impl Default for NewOrganization {
    fn default() -> Self {
        Self {
            name: String::new(),
            slug: String::new(),
            region: String::new(),
            max_segments: 10,
            unknown_policy: None,
            validity_ms: 48 * 3_600_000,
            time_zone: "UTC".to_owned(),
            currency: "USD".parse().expect("three capital letters"),
        }
    }
}

impl Tenancy {
    /// Makes an organization for Tuma's operator; its slug must be free.
    pub async fn organization_create(&self, new: NewOrganization) -> Result<Organization, TenancyError> {
        self.organization_create_by(&Author::operator(), new).await
    }

    /// Makes an organization; its slug must be free.
    pub async fn organization_create_by(
        &self,
        author: &Author,
        new: NewOrganization,
    ) -> Result<Organization, TenancyError> {
        let now = self.inner.clock.now_ms();
        check(&new)?;
        let time_zone = checked_zone("time_zone", &new.time_zone)?;
        let organization = Organization {
            id: OrganizationId::new(self.inner.store.ids().next(now)),
            name: new.name.trim().to_owned(),
            slug: new.slug,
            region: new.region.to_ascii_uppercase(),
            max_segments: new.max_segments,
            unknown_policy: new.unknown_policy,
            validity_ms: new.validity_ms,
            callback_secret: None,
            time_zone,
            second_factor_required: false,
            currency: new.currency,
            privacy: Privacy::default(),
            retention_days: 0,
            created_at: now,
            suspended: None,
            approved_senders_only: false,
        };
        let after = json!({
            "name": organization.name,
            "slug": organization.slug,
            "region": organization.region,
            "maxSegments": organization.max_segments,
            "validityMs": organization.validity_ms,
            "timeZone": organization.time_zone,
        });
        let id = organization.id;
        let entry = author.changes(None, "organization.create", id, (None, Some(after)));
        let noted = self.inner.store.noting(entry);
        match noted.organization_insert(organization.clone()).await {
            Ok(()) => Ok(organization),
            Err(StoreError::Exists(_)) => Err(TenancyError::fault(
                "slug",
                "is taken by another organization",
                "choose another short name",
            )),
            Err(other) => Err(other.into()),
        }
    }

    /// Sets the time zone that an organization's days and hours are cut by.
    pub async fn organization_set_time_zone(
        &self,
        id: OrganizationId,
        time_zone: &str,
    ) -> Result<Organization, TenancyError> {
        let zone = checked_zone("time_zone", time_zone)?;
        let before = self.organization(id).await?.time_zone;
        let change = (Some(json!({ "timeZone": before })), Some(json!({ "timeZone": zone })));
        let entry = Author::operator().changes(Some(id), "organization.change", id, change);
        self.inner
            .store
            .noting(entry)
            .organization_time_zone_set(id, zone)
            .await?;
        self.inner.cache.forget_all();
        self.organization(id).await
    }

    /// All organizations.
    pub async fn organizations(&self) -> Result<Vec<Organization>, TenancyError> {
        Ok(self.inner.store.organization_list().await?)
    }

    /// The organization with this slug.
    pub async fn organization_by_slug(&self, slug: &str) -> Result<Organization, TenancyError> {
        let found = self.inner.store.organization_by_slug(slug).await?;
        found.ok_or(TenancyError::NotFound("organization"))
    }

    /// The organization with this id.
    pub async fn organization(&self, id: OrganizationId) -> Result<Organization, TenancyError> {
        let found = self.inner.store.organization_get(id).await?;
        found.ok_or(TenancyError::NotFound("organization"))
    }
}

fn check(new: &NewOrganization) -> Result<(), TenancyError> {
    check_name(&new.name)?;
    let slug_is_right = (1..=MAX_SLUG_CHARS).contains(&new.slug.len())
        && new
            .slug
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !slug_is_right {
        let mend = "use 1 to 64 lower-case letters, digits and hyphens, such as green-valley-school";
        return Err(TenancyError::fault("slug", "is not a short name", mend));
    }
    if Region::parse(&new.region).is_none() {
        let mend = "use the two letters of a country (ISO 3166-1), such as PK or KE";
        return Err(TenancyError::fault(
            "region",
            "is not a region with phone numbers",
            mend,
        ));
    }
    if !(1..=MAX_SEGMENTS).contains(&new.max_segments) {
        let mend = format!("use a number from 1 to {MAX_SEGMENTS}");
        return Err(TenancyError::fault("max_segments", "is out of range", mend));
    }
    if !(1..=MAX_VALIDITY_MS).contains(&new.validity_ms) {
        return Err(TenancyError::fault(
            "validity_ms",
            "is out of range",
            "use a time of at most 7 days",
        ));
    }
    Ok(())
}

/// The name of a time zone as the database of zones writes it.
pub(crate) fn checked_zone(field: &str, name: &str) -> Result<String, TenancyError> {
    let known = time_zone(name).and_then(|zone| zone.iana_name().map(str::to_owned));
    known.ok_or_else(|| {
        let mend = "use a name of the IANA database, such as Africa/Nairobi, Asia/Karachi or UTC";
        TenancyError::fault(field, "is not a time zone", mend)
    })
}

/// A name that people read: 1 to 100 characters, none of them a control character.
pub(crate) fn check_name(name: &str) -> Result<(), TenancyError> {
    let trimmed = name.trim();
    let count = trimmed.chars().count();
    if (1..=MAX_NAME_CHARS).contains(&count) && !trimmed.chars().any(char::is_control) {
        return Ok(());
    }
    let mend = format!("use 1 to {MAX_NAME_CHARS} characters on one line");
    Err(TenancyError::fault(
        "name",
        "is empty, too long or has control characters",
        mend,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn school() -> NewOrganization {
        NewOrganization {
            name: "Green Valley".into(),
            slug: "green-valley".into(),
            region: "PK".into(),
            ..Default::default()
        }
    }

    fn faulty_field(new: &NewOrganization) -> Option<String> {
        match check(new) {
            Err(TenancyError::Invalid(fault)) => Some(fault.field),
            _ => None,
        }
    }

    #[test]
    fn a_time_zone_is_known_by_its_name_in_any_case() {
        let zone = |name: &str| checked_zone("time_zone", name);
        assert_eq!(zone("asia/karachi").expect("a zone"), "Asia/Karachi");
        assert_eq!(zone("UTC").expect("a zone"), "UTC");
        for wrong in ["", "Karachi", "+05:00", "Asia/Karachi; DROP", &"A".repeat(200)] {
            assert!(zone(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn each_wrong_value_is_named() {
        assert_eq!(faulty_field(&school()), None);
        for (field, wrong) in [
            (
                "name",
                NewOrganization {
                    name: "  ".into(),
                    ..school()
                },
            ),
            (
                "name",
                NewOrganization {
                    name: "two\nlines".into(),
                    ..school()
                },
            ),
            (
                "slug",
                NewOrganization {
                    slug: "Green Valley".into(),
                    ..school()
                },
            ),
            (
                "slug",
                NewOrganization {
                    slug: "a".repeat(65),
                    ..school()
                },
            ),
            (
                "region",
                NewOrganization {
                    region: "PAK".into(),
                    ..school()
                },
            ),
            (
                "max_segments",
                NewOrganization {
                    max_segments: 0,
                    ..school()
                },
            ),
            (
                "validity_ms",
                NewOrganization {
                    validity_ms: 0,
                    ..school()
                },
            ),
        ] {
            assert_eq!(faulty_field(&wrong).as_deref(), Some(field));
        }
    }
}
