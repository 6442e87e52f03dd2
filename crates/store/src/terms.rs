//! What was agreed with organizations: their limits and the networks that may call for them; and the platform's networks.

use domain::OrganizationId;

use crate::Store;
use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::row::Cells;
use crate::types::OrganizationTerms;

/// How an absent organization is stored: the platform.
const PLATFORM: i64 = 0;

macro_rules! terms_columns {
    () => {
        "organization_id, per_minute, per_day, recipients_per_day, allow, deny, updated_at"
    };
}

fn read_terms(row: &mut Cells<'_>) -> Result<OrganizationTerms> {
    Ok(OrganizationTerms {
        organization: Some(row.int()?).filter(|id| *id != PLATFORM).map(OrganizationId::new),
        per_minute: row.opt_count()?,
        per_day: row.opt_count()?,
        recipients_per_day: row.opt_count()?,
        allow: row.lines()?,
        deny: row.lines()?,
        updated_at: row.int()?,
    })
}

impl Store {
    /// The terms of an organization, or of the platform; the usual ones where nothing was agreed.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn terms_get(&self, organization: Option<OrganizationId>) -> Result<OrganizationTerms> {
        let found = self
            .read(async move |conn| {
                conn.query_one(
                    concat!(
                        "SELECT ",
                        terms_columns!(),
                        " FROM organization_terms WHERE organization_id = $1"
                    ),
                    &[Value::Int(organization.map_or(PLATFORM, OrganizationId::get))],
                    read_terms,
                )
                .await
            })
            .await?;
        Ok(found.unwrap_or(OrganizationTerms::usual(organization)))
    }

    /// All that was agreed with anybody, the platform's own included.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn terms_list_all(&self) -> Result<Vec<OrganizationTerms>> {
        self.read(async |conn| {
            conn.query(
                concat!(
                    "SELECT ",
                    terms_columns!(),
                    " FROM organization_terms ORDER BY organization_id"
                ),
                &[],
                read_terms,
            )
            .await
        })
        .await
    }

    /// Puts terms in the place of those that were.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn terms_put(&self, terms: OrganizationTerms) -> Result<()> {
        self.write(Side::Front, async move |txn| {
            txn.conn
                .execute(
                    concat!(
                        "INSERT INTO organization_terms (",
                        terms_columns!(),
                        ") VALUES ($1, $2, $3, $4, $5, $6, $7)
                         ON CONFLICT (organization_id) DO UPDATE SET per_minute = excluded.per_minute,
                             per_day = excluded.per_day, recipients_per_day = excluded.recipients_per_day,
                             allow = excluded.allow, deny = excluded.deny, updated_at = excluded.updated_at"
                    ),
                    &[
                        Value::Int(terms.organization.map_or(PLATFORM, OrganizationId::get)),
                        Value::OptInt(terms.per_minute.map(i64::from)),
                        Value::OptInt(terms.per_day.map(i64::from)),
                        Value::OptInt(terms.recipients_per_day.map(i64::from)),
                        Value::Text(&terms.allow.join("\n")),
                        Value::Text(&terms.deny.join("\n")),
                        Value::Int(terms.updated_at),
                    ],
                )
                .await?;
            Ok(())
        })
        .await
    }
}
