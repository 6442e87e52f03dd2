//! Providers: configured connections to carriers, an organization's own or the platform's.

use domain::{OrganizationId, ProviderId};

use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::row::Cells;
use crate::types::Provider;
use crate::{Store, StoreError};

/// What `organization_id` is in a provider of the platform's.
const PLATFORM: i64 = 0;

macro_rules! provider_columns {
    () => {
        "id, organization_id, adapter, name, config, rank, rate_per_second, send_window, price_micros, currency, active,
         created_at"
    };
}

fn read_provider(row: &mut Cells<'_>) -> Result<Provider> {
    Ok(Provider {
        id: ProviderId::new(row.int()?),
        organization: Some(row.int()?).filter(|id| *id != PLATFORM).map(OrganizationId::new),
        adapter: row.text()?,
        name: row.text()?,
        config: row.text()?,
        rank: row.int()?,
        rate_per_second: row
            .opt_int()?
            .map(u32::try_from)
            .transpose()
            .map_err(StoreError::internal)?,
        window: u32::try_from(row.int()?).map_err(StoreError::internal)?,
        price_micros: row.int()?,
        currency: row.str()?.parse().map_err(StoreError::internal)?,
        active: row.flag()?,
        created_at: row.int()?,
    })
}

fn owner_of(provider: &Provider) -> i64 {
    provider.organization.map_or(PLATFORM, OrganizationId::get)
}

impl Store {
    /// Adds a provider.
    ///
    /// # Errors
    /// `Exists` when its owner has one of this name; `Busy`, `Unavailable`.
    pub async fn provider_insert(&self, provider: Provider) -> Result<()> {
        self.write(Side::Front, async move |txn| {
            txn.conn
                .execute(
                    concat!(
                        "INSERT INTO providers (",
                        provider_columns!(),
                        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
                    ),
                    &[
                        Value::Int(provider.id.get()),
                        Value::Int(owner_of(&provider)),
                        Value::Text(&provider.adapter),
                        Value::Text(&provider.name),
                        Value::Text(&provider.config),
                        Value::Int(provider.rank),
                        Value::OptInt(provider.rate_per_second.map(i64::from)),
                        Value::Int(i64::from(provider.window)),
                        Value::Int(provider.price_micros),
                        Value::Text(provider.currency.as_str()),
                        Value::Int(i64::from(provider.active)),
                        Value::Int(provider.created_at),
                    ],
                )
                .await
                .map_err(|error| error.named("a provider of this name"))?;
            Ok(())
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
                    " FROM providers WHERE organization_id IN ($1, 0) AND id = $2"
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
                    "UPDATE providers SET name = $1, config = $2, rank = $3, rate_per_second = $4, send_window = $5,
                         price_micros = $6, currency = $7, active = $8
                     WHERE organization_id = $9 AND id = $10",
                    &[
                        Value::Text(&provider.name),
                        Value::Text(&provider.config),
                        Value::Int(provider.rank),
                        Value::OptInt(provider.rate_per_second.map(i64::from)),
                        Value::Int(i64::from(provider.window)),
                        Value::Int(provider.price_micros),
                        Value::Text(provider.currency.as_str()),
                        Value::Int(i64::from(provider.active)),
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
                    " FROM providers WHERE organization_id IN ($1, 0) ORDER BY rank, id"
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
                concat!("SELECT ", provider_columns!(), " FROM providers ORDER BY rank, id"),
                &[],
                read_provider,
            )
            .await
        })
        .await
    }
}
