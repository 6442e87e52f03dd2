//! Organizations as whoever runs the installation sees them: with what they have and may have.

use domain::{Millis, OrganizationId};

use super::quotas::read_quotas;
use super::{organization_columns, read_organization};
use crate::Store;
use crate::conn::Value;
use crate::error::Result;
use crate::row::Cells;
use crate::types::{OrganizationFilter, OrganizationOverview};

macro_rules! overview {
    () => {
        concat!(
            "SELECT ",
            organization_columns!("o."),
            ", (SELECT COUNT(*) FROM memberships m WHERE m.organization_id = o.id),
               (SELECT COUNT(*) FROM api_keys k WHERE k.organization_id = o.id AND k.revoked_at IS NULL
                    AND (k.expires_at IS NULL OR k.expires_at > $1)),
               (SELECT COUNT(*) FROM providers p WHERE p.organization_id = o.id AND p.removed_at IS NULL),
               q.users, q.api_keys, q.providers
             FROM organizations o LEFT JOIN organization_quotas q ON q.organization_id = o.id "
        )
    };
}

fn read_overview(row: &mut Cells<'_>) -> Result<OrganizationOverview> {
    Ok(OrganizationOverview {
        organization: read_organization(row)?,
        users: row.int()?,
        keys: row.int()?,
        providers: row.int()?,
        quotas: read_quotas(row)?,
    })
}

impl Store {
    /// Organizations that fit `filter`, by slug.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn organization_overview_all(
        &self,
        filter: OrganizationFilter,
        now: Millis,
        limit: usize,
    ) -> Result<Vec<OrganizationOverview>> {
        let text = filter.text.as_deref().map(containing);
        self.read(async move |conn| {
            conn.query(
                concat!(
                    overview!(),
                    "WHERE o.slug > $2
                         AND ($3 IS NULL OR lower(o.name) LIKE $3 ESCAPE '!' OR o.slug LIKE $3 ESCAPE '!')
                         AND ($4 IS NULL OR (o.suspended_at IS NOT NULL) = ($4 = 1))
                     ORDER BY o.slug LIMIT $5"
                ),
                &[
                    Value::Int(now),
                    Value::Text(filter.after.as_deref().unwrap_or_default()),
                    Value::OptText(text.as_deref()),
                    Value::OptInt(filter.suspended.map(i64::from)),
                    Value::Int(limit as i64),
                ],
                read_overview,
            )
            .await
        })
        .await
    }

    /// One of them.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn organization_overview_get(
        &self,
        id: OrganizationId,
        now: Millis,
    ) -> Result<Option<OrganizationOverview>> {
        self.read(async move |conn| {
            let values = [Value::Int(now), Value::Int(id.get())];
            conn.query_one(concat!(overview!(), "WHERE o.id = $2"), &values, read_overview)
                .await
        })
        .await
    }
}

/// What LIKE matches where the text is somewhere inside, in lower case.
fn containing(text: &str) -> String {
    let mut pattern = String::from("%");
    for character in text.to_lowercase().chars() {
        if matches!(character, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}
