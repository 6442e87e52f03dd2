//! The platform's providers, and which organizations may use each: all, or chosen ones.

use domain::{OrganizationId, ProviderId};

use super::{PLATFORM, provider_columns, provider_insert, read_provider};
use crate::Store;
use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::txn::Txn;
use crate::types::{ChosenProvider, Provider, Sharing};

impl Txn {
    /// Replaces who may use one of the platform's providers; `false` when there is none with this id.
    async fn shares_replace(&mut self, id: ProviderId, sharing: &Sharing) -> Result<bool> {
        let chosen = matches!(sharing, Sharing::Chosen(_));
        let sql = "UPDATE providers SET chosen = $1 WHERE id = $2 AND organization_id = $3 AND removed_at IS NULL";
        let values = [
            Value::Int(i64::from(chosen)),
            Value::Int(id.get()),
            Value::Int(PLATFORM),
        ];
        if self.conn.execute(sql, &values).await? == 0 {
            return Ok(false);
        }
        let sql = "DELETE FROM provider_shares WHERE provider_id = $1";
        self.conn.execute(sql, &[Value::Int(id.get())]).await?;
        let Sharing::Chosen(organizations) = sharing else {
            return Ok(true);
        };
        for organization in organizations {
            let sql = "INSERT INTO provider_shares (provider_id, organization_id) VALUES ($1, $2)
                ON CONFLICT (provider_id, organization_id) DO NOTHING";
            let values = [Value::Int(id.get()), Value::Int(organization.get())];
            self.conn.execute(sql, &values).await?;
        }
        Ok(true)
    }
}

impl Store {
    /// Adds a provider of the platform's that `sharing` may use.
    ///
    /// # Errors
    /// `Exists` when the platform has one of this name; `Busy`, `Unavailable`.
    pub async fn provider_insert_shared(&self, provider: Provider, sharing: Sharing) -> Result<()> {
        self.write(Side::Front, async move |txn| {
            provider_insert(&mut txn.conn, &provider).await?;
            txn.shares_replace(provider.id, &sharing).await.map(drop)
        })
        .await
    }

    /// Says who may use one of the platform's providers; `false` when there is none with this id.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn provider_share(&self, id: ProviderId, sharing: Sharing) -> Result<bool> {
        self.write(Side::Front, async move |txn| txn.shares_replace(id, &sharing).await)
            .await
    }

    /// The platform's providers that chosen organizations alone may use, with those.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn provider_chosen_all(&self) -> Result<Vec<ChosenProvider>> {
        self.read(async |conn| {
            let pairs = conn
                .query(
                    "SELECT p.id, s.organization_id FROM providers p
                     LEFT JOIN provider_shares s ON s.provider_id = p.id
                     WHERE p.organization_id = 0 AND p.chosen = 1 AND p.removed_at IS NULL
                     ORDER BY p.id, s.organization_id",
                    &[],
                    |row| Ok((ProviderId::new(row.int()?), row.opt_int()?.map(OrganizationId::new))),
                )
                .await?;
            let mut all: Vec<ChosenProvider> = Vec::new();
            for (provider, organization) in pairs {
                if all.last().is_none_or(|(last, _)| *last != provider) {
                    all.push((provider, Vec::new()));
                }
                if let Some((_, chosen)) = all.last_mut() {
                    chosen.extend(organization);
                }
            }
            Ok(all)
        })
        .await
    }

    /// The platform's providers, by rank.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn provider_list_shared(&self) -> Result<Vec<Provider>> {
        self.read(async |conn| {
            conn.query(
                concat!(
                    "SELECT ",
                    provider_columns!(),
                    " FROM providers WHERE organization_id = 0 AND removed_at IS NULL ORDER BY rank, id"
                ),
                &[],
                read_provider,
            )
            .await
        })
        .await
    }
}
