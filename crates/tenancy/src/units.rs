//! Units of an organization: made, changed, removed, and who is limited to which.

use domain::{OrganizationId, Role, UnitId, UserId};
use serde_json::{Value, json};
use store::{StoreError, Unit, UnitChange, UnitMember};

use crate::organizations::check_name;
use crate::{Author, Caller, Tenancy, TenancyError};

/// The most units of an organization.
pub const MAX_UNITS: i64 = 1_000;
const MAX_KIND_CHARS: usize = 32;
const USUAL_KIND: &str = "unit";

/// What is said of a unit; what is left out stays, or is as usual.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitWords {
    /// Its name.
    pub name: Option<String>,
    /// What it is.
    pub kind: Option<String>,
    /// The unit that it is a part of; `Some(None)`: none.
    pub parent: Option<Option<UnitId>>,
}

impl Tenancy {
    /// The units that the caller sees: its organization's, or those that it is limited to.
    pub async fn units(&self, caller: &Caller) -> Result<Vec<Unit>, TenancyError> {
        let mut all = self.inner.store.unit_list(caller.organization.id).await?;
        all.retain(|unit| caller.sees(Some(unit.id)));
        Ok(all)
    }

    /// Who is limited to which unit.
    pub async fn unit_members(&self, organization: OrganizationId) -> Result<Vec<UnitMember>, TenancyError> {
        Ok(self.inner.store.unit_members(organization).await?)
    }

    /// Makes a unit of the caller's organization.
    pub async fn unit_create(&self, caller: &Caller, words: UnitWords) -> Result<Unit, TenancyError> {
        let (organization, now) = (caller.organization.id, self.inner.clock.now_ms());
        let fresh = Unit {
            id: UnitId::new(self.inner.store.ids().next(now)),
            organization,
            parent: None,
            kind: USUAL_KIND.to_owned(),
            name: String::new(),
            created_at: now,
            updated_at: now,
        };
        let words = UnitWords {
            name: Some(words.name.unwrap_or_default()),
            ..words
        };
        let unit = spoken(fresh, words)?;
        let change = (None, Some(shown(&unit)));
        let entry = Author::from(caller).changes(Some(organization), "unit.create", unit.id, change);
        let made = self
            .inner
            .store
            .noting(entry)
            .unit_insert(unit.clone(), MAX_UNITS)
            .await;
        done(made.map_err(name_taken)?)?;
        Ok(unit)
    }

    /// Renames one of the caller's organization's units, or moves it with all that is below it.
    pub async fn unit_change(&self, caller: &Caller, id: UnitId, words: UnitWords) -> Result<Unit, TenancyError> {
        let organization = caller.organization.id;
        let before = self.unit(organization, id).await?;
        let mut unit = spoken(before.clone(), words)?;
        unit.updated_at = self.inner.clock.now_ms();
        let change = (Some(shown(&before)), Some(shown(&unit)));
        let entry = Author::from(caller).changes(Some(organization), "unit.change", id, change);
        let changed = self.inner.store.noting(entry).unit_update(unit.clone()).await;
        done(changed.map_err(name_taken)?)?;
        Ok(unit)
    }

    /// Removes one of the caller's organization's units; its messages keep its id.
    pub async fn unit_remove(&self, caller: &Caller, id: UnitId) -> Result<(), TenancyError> {
        let organization = caller.organization.id;
        let before = self.unit(organization, id).await?;
        let change = (Some(shown(&before)), None);
        let entry = Author::from(caller).changes(Some(organization), "unit.remove", id, change);
        done(self.inner.store.noting(entry).unit_remove(organization, id).await?)
    }

    /// Limits a member of the caller's organization to a unit and all that is below it, or to none.
    pub async fn member_limit(&self, caller: &Caller, user: UserId, unit: Option<UnitId>) -> Result<(), TenancyError> {
        let organization = caller.organization.id;
        let member = self.inner.store.membership_get(organization, user).await?;
        let member = member.ok_or(TenancyError::NotFound("member"))?;
        if unit.is_some() && is_of_the_whole(member.role) {
            let fault = format!("is {}, who has the whole organization", member.role.as_str());
            let mend = "give the member another role first";
            return Err(TenancyError::fault("userId", fault, mend));
        }
        let change = (None, Some(json!({ "unitId": unit.map(|id| id.to_string()) })));
        let entry = Author::from(caller).changes(Some(organization), "unit.limit", user, change);
        let store = self.inner.store.noting(entry);
        match store.membership_unit_set(organization, user, unit).await? {
            UnitChange::Done => Ok(()),
            UnitChange::Missing => Err(TenancyError::NotFound("member")),
            _ => Err(no_such_unit("unitId")),
        }
    }

    async fn unit(&self, organization: OrganizationId, id: UnitId) -> Result<Unit, TenancyError> {
        let found = self.inner.store.unit_get(organization, id).await?;
        found.ok_or(TenancyError::NotFound("unit"))
    }
}

/// Whether a role is of the organization as a whole, whatever unit its holder was limited to before.
pub(crate) fn is_of_the_whole(role: Role) -> bool {
    matches!(role, Role::Owner | Role::OrgAdmin | Role::SystemAdministrator)
}

/// The unit as the words say it.
fn spoken(mut unit: Unit, words: UnitWords) -> Result<Unit, TenancyError> {
    if let Some(name) = words.name {
        check_name(&name)?;
        unit.name = name.trim().to_owned();
    }
    if let Some(kind) = words.kind {
        let kind = kind.trim().to_owned();
        if !(1..=MAX_KIND_CHARS).contains(&kind.chars().count()) || kind.chars().any(char::is_control) {
            let mend = format!("use a word of at most {MAX_KIND_CHARS} characters, such as campus");
            return Err(TenancyError::fault(
                "kind",
                "is empty, too long or has control characters",
                mend,
            ));
        }
        unit.kind = kind;
    }
    unit.parent = words.parent.unwrap_or(unit.parent);
    Ok(unit)
}

fn shown(unit: &Unit) -> Value {
    json!({ "name": unit.name, "kind": unit.kind, "parentId": unit.parent.map(|id| id.to_string()) })
}

fn no_such_unit(field: &str) -> TenancyError {
    TenancyError::fault(
        field,
        "is no unit of the organization",
        "give an id that GET /api/units lists",
    )
}

fn name_taken(error: StoreError) -> TenancyError {
    match error {
        StoreError::Exists(_) => TenancyError::fault("name", "is that of a sibling", "give another name"),
        other => other.into(),
    }
}

fn done(change: UnitChange) -> Result<(), TenancyError> {
    match change {
        UnitChange::Done => Ok(()),
        UnitChange::Missing => Err(TenancyError::NotFound("unit")),
        UnitChange::NoParent => Err(no_such_unit("parentId")),
        UnitChange::Loop => Err(TenancyError::fault(
            "parentId",
            "is the unit itself, or below it",
            "give a unit that is not a part of it",
        )),
        UnitChange::TooDeep(most) => Err(TenancyError::fault(
            "parentId",
            format!("makes the tree deeper than {most} levels"),
            "give a unit that is higher up",
        )),
        UnitChange::Used => Err(TenancyError::fault(
            "unitId",
            "has parts, or members who are limited to it",
            "move or remove those first",
        )),
    }
}
