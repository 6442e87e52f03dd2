//! Providers: configured connections to carriers, an organization's own or the platform's.
//!
//! A removed provider stays as a row, because messages keep referring to it; only its name is read from then on, and
//! another may have it.

use domain::{Millis, OrganizationId, ProviderId};

use crate::conn::{Conn, Value};
use crate::error::Result;
use crate::journal::Side;
use crate::row::Cells;
use crate::types::{Provider, ProviderLabel};
use crate::{Store, StoreError};

/// What `organization_id` is in a provider of the platform's.
const PLATFORM: i64 = 0;

macro_rules! provider_columns {
    () => {
        "id, organization_id, adapter, name, config, secrets, hook_token, rank, rate_per_second, send_window,
         price_micros, currency, reports, active, created_at, updated_at"
    };
}

fn read_provider(row: &mut Cells<'_>) -> Result<Provider> {
    Ok(Provider {
        id: ProviderId::new(row.int()?),
        organization: Some(row.int()?).filter(|id| *id != PLATFORM).map(OrganizationId::new),
        adapter: row.text()?,
        name: row.text()?,
        config: row.text()?,
        secrets: row.text()?,
        hook_token: row.opt_text()?,
        rank: row.int()?,
        rate_per_second: row
            .opt_int()?
            .map(u32::try_from)
            .transpose()
            .map_err(StoreError::internal)?,
        window: u32::try_from(row.int()?).map_err(StoreError::internal)?,
        price_micros: row.int()?,
        currency: row.str()?.parse().map_err(StoreError::internal)?,
        reports: row.flag()?,
        active: row.flag()?,
        created_at: row.int()?,
        updated_at: row.int()?,
    })
}

fn owner_of(provider: &Provider) -> i64 {
    provider.organization.map_or(PLATFORM, OrganizationId::get)
}

async fn provider_insert(conn: &mut Conn, provider: &Provider) -> Result<()> {
    conn.execute(
        concat!(
            "INSERT INTO providers (",
            provider_columns!(),
            ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
        ),
        &[
            Value::Int(provider.id.get()),
            Value::Int(owner_of(provider)),
            Value::Text(&provider.adapter),
            Value::Text(&provider.name),
            Value::Text(&provider.config),
            Value::Text(&provider.secrets),
            Value::OptText(provider.hook_token.as_deref()),
            Value::Int(provider.rank),
            Value::OptInt(provider.rate_per_second.map(i64::from)),
            Value::Int(i64::from(provider.window)),
            Value::Int(provider.price_micros),
            Value::Text(provider.currency.as_str()),
            Value::Int(i64::from(provider.reports)),
            Value::Int(i64::from(provider.active)),
            Value::Int(provider.created_at),
            Value::Int(provider.updated_at),
        ],
    )
    .await
    .map_err(|error| error.named("a provider of this name"))?;
    Ok(())
}

impl Store {
    /// Adds a provider.
    ///
    /// # Errors
    /// `Exists` when its owner has one of this name; `Busy`, `Unavailable`.
    pub async fn provider_insert(&self, provider: Provider) -> Result<()> {
        self.write(Side::Front, async move |txn| {
            provider_insert(&mut txn.conn, &provider).await
        })
        .await
    }

    /// Adds a provider unless its owner has `most` of them already; tells whether it did.
    ///
    /// # Errors
    /// `Exists` when its owner has one of this name; `Busy`, `Unavailable`.
    pub async fn provider_insert_within(&self, provider: Provider, most: usize) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let count = txn
                .conn
                .query_one(
                    "SELECT COUNT(*) FROM providers WHERE organization_id = $1 AND removed_at IS NULL",
                    &[Value::Int(owner_of(&provider))],
                    |row| row.int(),
                )
                .await?;
            let full = count.is_some_and(|count| usize::try_from(count).is_ok_and(|count| count >= most));
            if !full {
                provider_insert(&mut txn.conn, &provider).await?;
            }
            Ok(!full)
        })
        .await
    }

    /// A provider that the organization may use: its own or the platform's.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn provider_get(&self, organization: OrganizationId, id: ProviderId) -> Result<Option<Provider>> {
        self.read(async move |conn| {
            conn.query_one(
                concat!(
                    "SELECT ",
                    provider_columns!(),
                    " FROM providers WHERE organization_id IN ($1, 0) AND id = $2 AND removed_at IS NULL"
                ),
                &[Value::Int(organization.get()), Value::Int(id.get())],
                read_provider,
            )
            .await
        })
        .await
    }

    /// Replaces a provider's settings (not its id, owner, adapter and age); `false` when its owner has none with this id.
    ///
    /// # Errors
    /// `Exists` when the new name is taken; `Busy`, `Unavailable`.
    pub async fn provider_update(&self, provider: Provider) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let updated = txn
                .conn
                .execute(
                    "UPDATE providers SET name = $1, config = $2, secrets = $3, hook_token = $4, rank = $5,
                         rate_per_second = $6, send_window = $7, price_micros = $8, currency = $9, reports = $10,
                         active = $11, updated_at = $12
                     WHERE organization_id = $13 AND id = $14 AND removed_at IS NULL",
                    &[
                        Value::Text(&provider.name),
                        Value::Text(&provider.config),
                        Value::Text(&provider.secrets),
                        Value::OptText(provider.hook_token.as_deref()),
                        Value::Int(provider.rank),
                        Value::OptInt(provider.rate_per_second.map(i64::from)),
                        Value::Int(i64::from(provider.window)),
                        Value::Int(provider.price_micros),
                        Value::Text(provider.currency.as_str()),
                        Value::Int(i64::from(provider.reports)),
                        Value::Int(i64::from(provider.active)),
                        Value::Int(provider.updated_at),
                        Value::Int(owner_of(&provider)),
                        Value::Int(provider.id.get()),
                    ],
                )
                .await
                .map_err(|error| error.named("a provider of this name"))?;
            Ok(updated > 0)
        })
        .await
    }

    /// The providers that the organization may use, the platform's and its own, by rank.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn provider_list(&self, organization: OrganizationId) -> Result<Vec<Provider>> {
        self.read(async move |conn| {
            conn.query(
                concat!(
                    "SELECT ",
                    provider_columns!(),
                    " FROM providers WHERE organization_id IN ($1, 0) AND removed_at IS NULL ORDER BY rank, id"
                ),
                &[Value::Int(organization.get())],
                read_provider,
            )
            .await
        })
        .await
    }

    /// The providers of all organizations and the platform's, by rank.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn provider_list_all(&self) -> Result<Vec<Provider>> {
        self.read(async |conn| {
            conn.query(
                concat!(
                    "SELECT ",
                    provider_columns!(),
                    " FROM providers WHERE removed_at IS NULL ORDER BY rank, id"
                ),
                &[],
                read_provider,
            )
            .await
        })
        .await
    }

    /// Takes a provider out of use for good; `false` when its owner (`None` for the platform) has none with this id.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn provider_remove(&self, owner: Option<OrganizationId>, id: ProviderId, now: Millis) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let removed = txn
                .conn
                .execute(
                    "UPDATE providers SET removed_at = $1, active = 0, updated_at = $1
                     WHERE organization_id = $2 AND id = $3 AND removed_at IS NULL",
                    &[
                        Value::Int(now),
                        Value::Int(owner.map_or(PLATFORM, OrganizationId::get)),
                        Value::Int(id.get()),
                    ],
                )
                .await?;
            Ok(removed > 0)
        })
        .await
    }

    /// The provider whose webhook's address has this token.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn provider_by_hook_token(&self, token: &str) -> Result<Option<Provider>> {
        let token = token.to_owned();
        self.read(async move |conn| {
            conn.query_one(
                concat!(
                    "SELECT ",
                    provider_columns!(),
                    " FROM providers WHERE hook_token = $1 AND removed_at IS NULL"
                ),
                &[Value::Text(&token)],
                read_provider,
            )
            .await
        })
        .await
    }

    /// What figures show of the providers that the organization may use or could use once.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn provider_labels(&self, organization: OrganizationId) -> Result<Vec<ProviderLabel>> {
        self.read(async move |conn| {
            conn.query(
                "SELECT id, name, currency FROM providers WHERE organization_id IN ($1, 0) ORDER BY rank, id",
                &[Value::Int(organization.get())],
                |row| {
                    Ok(ProviderLabel {
                        id: ProviderId::new(row.int()?),
                        name: row.text()?,
                        currency: row.str()?.parse().map_err(StoreError::internal)?,
                    })
                },
            )
            .await
        })
        .await
    }

    /// The names of all providers there ever were, for messages that refer to them.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn provider_names_all(&self) -> Result<Vec<(ProviderId, String)>> {
        self.read(async |conn| {
            conn.query("SELECT id, name FROM providers ORDER BY id", &[], |row| {
                Ok((ProviderId::new(row.int()?), row.text()?))
            })
            .await
        })
        .await
    }
}
