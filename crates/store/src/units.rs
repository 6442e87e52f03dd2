//! Units: the tree of an organization's parts, and who is limited to which. Checked as a whole in the transaction that
//! changes it, so that two changes make no loop together.

use std::collections::HashMap;

use domain::{OrganizationId, UnitId, UserId};

use crate::conn::{Conn, Value};
use crate::error::Result;
use crate::journal::Side;
use crate::row::Cells;
use crate::txn::Txn;
use crate::types::{Unit, UnitChange, UnitMember};
use crate::{Store, StoreError};

/// Levels of the tree.
const MAX_DEPTH: usize = 8;

macro_rules! unit_columns {
    () => {
        "id, organization_id, parent_id, kind, name, created_at, updated_at"
    };
}

fn read_unit(row: &mut Cells<'_>) -> Result<Unit> {
    Ok(Unit {
        id: UnitId::new(row.int()?),
        organization: OrganizationId::new(row.int()?),
        parent: Some(row.int()?).filter(|id| *id != 0).map(UnitId::new),
        kind: row.text()?,
        name: row.text()?,
        created_at: row.int()?,
        updated_at: row.int()?,
    })
}

async fn all_of(conn: &mut Conn, organization: OrganizationId) -> Result<Vec<Unit>> {
    conn.query(
        concat!(
            "SELECT ",
            unit_columns!(),
            " FROM units WHERE organization_id = $1 ORDER BY name, id"
        ),
        &[Value::Int(organization.get())],
        read_unit,
    )
    .await
}

/// Whether `unit` may be a part of its parent, among the others.
fn fits(all: &[Unit], unit: &Unit) -> UnitChange {
    let parents: HashMap<UnitId, Option<UnitId>> = all.iter().map(|one| (one.id, one.parent)).collect();
    let mut above = 0;
    let mut next = unit.parent;
    while let Some(parent) = next {
        above += 1;
        match parents.get(&parent) {
            None => return UnitChange::NoParent,
            Some(_) if parent == unit.id => return UnitChange::Loop,
            Some(_) if above >= MAX_DEPTH => return UnitChange::TooDeep(MAX_DEPTH),
            Some(further) => next = *further,
        }
    }
    if above + height(all, unit.id, 0) > MAX_DEPTH {
        return UnitChange::TooDeep(MAX_DEPTH);
    }
    UnitChange::Done
}

/// Levels of the tree below and with `unit`; `passed` of them were counted already.
fn height(all: &[Unit], unit: UnitId, passed: usize) -> usize {
    if passed >= MAX_DEPTH {
        return 1;
    }
    let parts = all.iter().filter(|one| one.parent == Some(unit));
    1 + parts.map(|one| height(all, one.id, passed + 1)).max().unwrap_or(0)
}

/// What is below `unit`, itself first, on this connection.
pub(crate) async fn below(conn: &mut Conn, organization: OrganizationId, unit: UnitId) -> Result<Vec<UnitId>> {
    let all = all_of(conn, organization).await?;
    let mut found: Vec<UnitId> = all.iter().filter(|one| one.id == unit).map(|one| one.id).collect();
    let mut at = 0;
    while let Some(above) = found.get(at).copied() {
        found.extend(all.iter().filter(|one| one.parent == Some(above)).map(|one| one.id));
        at += 1;
    }
    Ok(found)
}

impl Txn {
    async fn unit_write(&mut self, unit: &Unit) -> Result<()> {
        self.conn
            .execute(
                "INSERT INTO units (id, organization_id, parent_id, kind, name, created_at, updated_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)
                 ON CONFLICT (id) DO UPDATE SET parent_id = excluded.parent_id, kind = excluded.kind,
                     name = excluded.name, updated_at = excluded.updated_at",
                &[
                    Value::Int(unit.id.get()),
                    Value::Int(unit.organization.get()),
                    Value::Int(unit.parent.map_or(0, UnitId::get)),
                    Value::Text(&unit.kind),
                    Value::Text(&unit.name),
                    Value::Int(unit.created_at),
                    Value::Int(unit.updated_at),
                ],
            )
            .await
            .map_err(|error| error.named("a unit of this name"))?;
        Ok(())
    }
}

impl Store {
    /// Adds a unit.
    ///
    /// # Errors
    /// `Exists` when it has a sibling of this name; `Full` when the organization has `most` of them; `Busy`,
    /// `Unavailable`.
    pub async fn unit_insert(&self, unit: Unit, most: i64) -> Result<UnitChange> {
        self.write(Side::Front, async move |txn| {
            txn.organization_lock(unit.organization).await?;
            let all = all_of(&mut txn.conn, unit.organization).await?;
            if i64::try_from(all.len()).is_ok_and(|count| count >= most) {
                return Err(StoreError::Full { what: "units", most });
            }
            let change = fits(&all, &unit);
            if change == UnitChange::Done {
                txn.unit_write(&unit).await?;
            }
            Ok(change)
        })
        .await
    }

    /// Renames a unit, or moves it with all that is below it.
    ///
    /// # Errors
    /// `Exists` when it would have a sibling of this name; `Busy`, `Unavailable`.
    pub async fn unit_update(&self, unit: Unit) -> Result<UnitChange> {
        self.write(Side::Front, async move |txn| {
            txn.organization_lock(unit.organization).await?;
            let all = all_of(&mut txn.conn, unit.organization).await?;
            if !all.iter().any(|one| one.id == unit.id) {
                return Ok(UnitChange::Missing);
            }
            let change = fits(&all, &unit);
            if change == UnitChange::Done {
                txn.unit_write(&unit).await?;
            }
            Ok(change)
        })
        .await
    }

    /// Removes a unit that has no parts and nobody who is limited to it. Its messages keep its id.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn unit_remove(&self, organization: OrganizationId, id: UnitId) -> Result<UnitChange> {
        self.write(Side::Front, async move |txn| {
            txn.organization_lock(organization).await?;
            let sql = "SELECT (SELECT COUNT(*) FROM units WHERE organization_id = $1 AND parent_id = $2)
                + (SELECT COUNT(*) FROM memberships WHERE organization_id = $1 AND unit_id = $2)";
            let values = [Value::Int(organization.get()), Value::Int(id.get())];
            let used = txn.conn.query_one(sql, &values, |row| row.int()).await?;
            if used.unwrap_or(0) > 0 {
                return Ok(UnitChange::Used);
            }
            let sql = "DELETE FROM units WHERE organization_id = $1 AND id = $2";
            match txn.conn.execute(sql, &values).await? {
                0 => Ok(UnitChange::Missing),
                _ => Ok(UnitChange::Done),
            }
        })
        .await
    }

    /// The organization's units, by name.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn unit_list(&self, organization: OrganizationId) -> Result<Vec<Unit>> {
        self.read(async move |conn| all_of(conn, organization).await).await
    }

    /// One of the organization's units.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn unit_get(&self, organization: OrganizationId, id: UnitId) -> Result<Option<Unit>> {
        self.read(async move |conn| {
            conn.query_one(
                concat!(
                    "SELECT ",
                    unit_columns!(),
                    " FROM units WHERE organization_id = $1 AND id = $2"
                ),
                &[Value::Int(organization.get()), Value::Int(id.get())],
                read_unit,
            )
            .await
        })
        .await
    }

    /// A unit and all that is below it, itself first; empty where the organization has no such unit.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn unit_below(&self, organization: OrganizationId, id: UnitId) -> Result<Vec<UnitId>> {
        self.read(async move |conn| below(conn, organization, id).await).await
    }

    /// Limits a member to a unit, or to none; `Missing` where the organization has no such member, `NoParent` where it has
    /// no such unit.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn membership_unit_set(
        &self,
        organization: OrganizationId,
        user: UserId,
        unit: Option<UnitId>,
    ) -> Result<UnitChange> {
        self.write(Side::Front, async move |txn| {
            txn.organization_lock(organization).await?;
            if let Some(unit) = unit {
                let sql = "SELECT id FROM units WHERE organization_id = $1 AND id = $2";
                let values = [Value::Int(organization.get()), Value::Int(unit.get())];
                if txn.conn.query_one(sql, &values, |row| row.int()).await?.is_none() {
                    return Ok(UnitChange::NoParent);
                }
            }
            let sql = "UPDATE memberships SET unit_id = $1 WHERE organization_id = $2 AND user_id = $3";
            let values = [
                Value::OptInt(unit.map(UnitId::get)),
                Value::Int(organization.get()),
                Value::Int(user.get()),
            ];
            match txn.conn.execute(sql, &values).await? {
                0 => Ok(UnitChange::Missing),
                _ => Ok(UnitChange::Done),
            }
        })
        .await
    }

    /// Who is limited to which of the organization's units.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn unit_members(&self, organization: OrganizationId) -> Result<Vec<UnitMember>> {
        self.read(async move |conn| {
            conn.query(
                "SELECT m.unit_id, m.user_id, u.name FROM memberships m JOIN users u ON u.id = m.user_id
                 WHERE m.organization_id = $1 AND m.unit_id IS NOT NULL ORDER BY u.name, u.id",
                &[Value::Int(organization.get())],
                |row| {
                    Ok(UnitMember {
                        unit: UnitId::new(row.int()?),
                        user: UserId::new(row.int()?),
                        name: row.text()?,
                    })
                },
            )
            .await
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(id: i64, parent: Option<i64>) -> Unit {
        Unit {
            id: UnitId::new(id),
            organization: OrganizationId::new(1),
            parent: parent.map(UnitId::new),
            kind: "campus".to_owned(),
            name: id.to_string(),
            created_at: 0,
            updated_at: 0,
        }
    }

    #[test]
    fn a_unit_is_no_part_of_itself_and_the_tree_has_so_many_levels() {
        let chain: Vec<Unit> = (1..=8).map(|id| unit(id, (id > 1).then_some(id - 1))).collect();
        assert_eq!(fits(&chain, &unit(9, Some(7))), UnitChange::Done);
        assert_eq!(fits(&chain, &unit(9, Some(8))), UnitChange::TooDeep(8));
        assert_eq!(fits(&chain, &unit(9, Some(99))), UnitChange::NoParent);
        assert_eq!(fits(&chain, &unit(1, Some(8))), UnitChange::Loop);
        assert_eq!(fits(&chain, &unit(1, Some(1))), UnitChange::Loop);
        let mut two = chain.clone();
        two.push(unit(20, None));
        assert_eq!(fits(&two, &unit(1, Some(20))), UnitChange::TooDeep(8));
        assert_eq!(fits(&two, &unit(2, Some(20))), UnitChange::Done);
    }
}
