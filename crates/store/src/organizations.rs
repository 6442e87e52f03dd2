//! Organizations: the tenants.

mod overview;
pub(crate) mod quotas;
mod standing;

use domain::class::UnknownPolicy;
use domain::{OrganizationId, Privacy};

use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::row::Cells;
use crate::types::{Organization, Suspension};
use crate::{Store, StoreError};

/// The columns that [`read_organization`] reads, in its order; each behind `$table` where several tables are read.
macro_rules! organization_columns {
    () => {
        crate::organizations::organization_columns!("")
    };
    ($table:literal) => {
        concat!(
            $table,
            "id, ",
            $table,
            "name, ",
            $table,
            "slug, ",
            $table,
            "region, ",
            $table,
            "max_segments, ",
            $table,
            "unknown_policy, ",
            $table,
            "validity_ms, ",
            $table,
            "callback_secret, ",
            $table,
            "time_zone, ",
            $table,
            "second_factor_required, ",
            $table,
            "currency, ",
            $table,
            "privacy, ",
            $table,
            "retention_days, ",
            $table,
            "created_at, ",
            $table,
            "suspended_at, ",
            $table,
            "suspended_why, ",
            $table,
            "approved_senders_only"
        )
    };
}
pub(crate) use organization_columns;

pub(crate) fn read_organization(row: &mut Cells<'_>) -> Result<Organization> {
    Ok(Organization {
        id: OrganizationId::new(row.int()?),
        name: row.text()?,
        slug: row.text()?,
        region: row.text()?,
        max_segments: row.small()?,
        unknown_policy: row.opt_str()?.and_then(UnknownPolicy::parse),
        validity_ms: row.int()?,
        callback_secret: row.opt_text()?,
        time_zone: row.text()?,
        second_factor_required: row.flag()?,
        currency: row.str()?.parse().map_err(StoreError::internal)?,
        privacy: row.coded(Privacy::from_code)?,
        retention_days: row.small()?,
        created_at: row.int()?,
        suspended: read_suspension(row)?,
        approved_senders_only: row.flag()?,
    })
}

/// What people may change of an organization, in the order of the columns.
fn settings(of: &Organization) -> [Value<'_>; 6] {
    [
        Value::Text(&of.name),
        Value::Text(&of.region),
        Value::Text(&of.time_zone),
        Value::Text(of.currency.as_str()),
        Value::Int(of.privacy as i64),
        Value::Int(i64::from(of.retention_days)),
    ]
}

fn read_suspension(row: &mut Cells<'_>) -> Result<Option<Suspension>> {
    let (since, why) = (row.opt_int()?, row.opt_text()?);
    Ok(since.map(|since| Suspension {
        since,
        why: why.unwrap_or_default(),
    }))
}

impl Store {
    /// Adds an organization.
    ///
    /// # Errors
    /// `Exists` when the slug is taken; `Busy`, `Unavailable`.
    pub async fn organization_insert(&self, organization: Organization) -> Result<()> {
        self.write(Side::Front, async move |txn| {
            txn.conn
                .execute(
                    concat!(
                        "INSERT INTO organizations (",
                        organization_columns!(),
                        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"
                    ),
                    &[
                        Value::Int(organization.id.get()),
                        Value::Text(&organization.name),
                        Value::Text(&organization.slug),
                        Value::Text(&organization.region),
                        Value::Int(i64::from(organization.max_segments)),
                        Value::OptText(organization.unknown_policy.map(UnknownPolicy::as_str)),
                        Value::Int(organization.validity_ms),
                        Value::OptText(organization.callback_secret.as_deref()),
                        Value::Text(&organization.time_zone),
                        Value::Int(i64::from(organization.second_factor_required)),
                        Value::Text(organization.currency.as_str()),
                        Value::Int(organization.privacy as i64),
                        Value::Int(i64::from(organization.retention_days)),
                        Value::Int(organization.created_at),
                        Value::OptInt(organization.suspended.as_ref().map(|one| one.since)),
                        Value::OptText(organization.suspended.as_ref().map(|one| one.why.as_str())),
                        Value::Int(i64::from(organization.approved_senders_only)),
                    ],
                )
                .await
                .map_err(|error| error.named("an organization with this slug"))?;
            Ok(())
        })
        .await
    }

    /// The organization with this id.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn organization_get(&self, id: OrganizationId) -> Result<Option<Organization>> {
        self.read(async move |conn| {
            conn.query_one(
                concat!("SELECT ", organization_columns!(), " FROM organizations WHERE id = $1"),
                &[Value::Int(id.get())],
                read_organization,
            )
            .await
        })
        .await
    }

    /// The organization with this slug.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn organization_by_slug(&self, slug: &str) -> Result<Option<Organization>> {
        let slug = slug.to_owned();
        self.read(async move |conn| {
            conn.query_one(
                concat!(
                    "SELECT ",
                    organization_columns!(),
                    " FROM organizations WHERE slug = $1"
                ),
                &[Value::Text(&slug)],
                read_organization,
            )
            .await
        })
        .await
    }

    /// All organizations, by slug.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn organization_list(&self) -> Result<Vec<Organization>> {
        self.read(async |conn| {
            conn.query(
                concat!("SELECT ", organization_columns!(), " FROM organizations ORDER BY slug"),
                &[],
                read_organization,
            )
            .await
        })
        .await
    }

    /// Gives an organization the name, region, time zone, currency, privacy and retention of `after`, where it still has
    /// those of `before`; `false` where it has not: read it again.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn organization_settings_set(&self, before: Organization, after: Organization) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let sql = "UPDATE organizations SET name = $1, region = $2, time_zone = $3, currency = $4, privacy = $5,
                     retention_days = $6
                 WHERE id = $7 AND name = $8 AND region = $9 AND time_zone = $10 AND currency = $11 AND privacy = $12
                     AND retention_days = $13";
            let mut values = settings(&after).to_vec();
            values.push(Value::Int(before.id.get()));
            values.extend(settings(&before));
            let changed = txn.conn.execute(sql, &values).await? > 0;
            if changed && before.retention_days != after.retention_days {
                txn.retention_due(before.id).await?;
            }
            Ok(changed)
        })
        .await
    }

    /// Sets the time zone that the organization's figures are cut by; `false` when there is no such organization.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn organization_time_zone_set(&self, id: OrganizationId, time_zone: String) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let found = txn
                .conn
                .execute(
                    "UPDATE organizations SET time_zone = $1 WHERE id = $2",
                    &[Value::Text(&time_zone), Value::Int(id.get())],
                )
                .await?;
            Ok(found > 0)
        })
        .await
    }

    /// Says whether members need a second factor to get in; `false` when there is no such organization.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn organization_second_factor_set(&self, id: OrganizationId, required: bool) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let sql = "UPDATE organizations SET second_factor_required = $1 WHERE id = $2";
            let values = [Value::Int(i64::from(required)), Value::Int(id.get())];
            Ok(txn.conn.execute(sql, &values).await? > 0)
        })
        .await
    }
}
