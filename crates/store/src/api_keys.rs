//! API keys: what machines authenticate with. Only the hash of a key is stored.

use domain::{ApiKeyId, Millis, OrganizationId, Scopes};

use crate::Store;
use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::organizations::quotas::Quota;
use crate::row::Cells;
use crate::types::ApiKey;

macro_rules! api_key_columns {
    () => {
        "organization_id, id, name, hash, prefix, scopes, created_at, expires_at, revoked_at, last_used_at"
    };
}

fn read_api_key(row: &mut Cells<'_>) -> Result<ApiKey> {
    Ok(ApiKey {
        organization: OrganizationId::new(row.int()?),
        id: ApiKeyId::new(row.int()?),
        name: row.text()?,
        hash: row.hash()?,
        prefix: row.text()?,
        scopes: Scopes::from_bits(row.int()?),
        created_at: row.int()?,
        expires_at: row.opt_int()?,
        revoked_at: row.opt_int()?,
        last_used_at: row.opt_int()?,
    })
}

impl Store {
    /// Adds a key.
    ///
    /// # Errors
    /// `Exists` when the very key is there already; `Full` when the organization has as many as it may; `Busy`,
    /// `Unavailable`.
    pub async fn api_key_insert(&self, key: ApiKey) -> Result<()> {
        self.write(Side::Front, async move |txn| {
            txn.quota_check(key.organization, Quota::ApiKeys).await?;
            txn.conn
                .execute(
                    concat!(
                        "INSERT INTO api_keys (",
                        api_key_columns!(),
                        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
                    ),
                    &[
                        Value::Int(key.organization.get()),
                        Value::Int(key.id.get()),
                        Value::Text(&key.name),
                        Value::Blob(&key.hash),
                        Value::Text(&key.prefix),
                        Value::Int(key.scopes.bits()),
                        Value::Int(key.created_at),
                        Value::OptInt(key.expires_at),
                        Value::OptInt(key.revoked_at),
                        Value::OptInt(key.last_used_at),
                    ],
                )
                .await
                .map_err(|error| error.named("this key"))?;
            Ok(())
        })
        .await
    }

    /// The key with this hash, of whatever organization, revoked ones too: this is how a caller is recognized.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn api_key_by_hash(&self, hash: [u8; 32]) -> Result<Option<ApiKey>> {
        self.read(async move |conn| {
            conn.query_one(
                concat!("SELECT ", api_key_columns!(), " FROM api_keys WHERE hash = $1"),
                &[Value::Blob(&hash)],
                read_api_key,
            )
            .await
        })
        .await
    }

    /// The organization's keys, oldest first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn api_key_list(&self, organization: OrganizationId) -> Result<Vec<ApiKey>> {
        self.read(async move |conn| {
            conn.query(
                concat!(
                    "SELECT ",
                    api_key_columns!(),
                    " FROM api_keys WHERE organization_id = $1 ORDER BY id"
                ),
                &[Value::Int(organization.get())],
                read_api_key,
            )
            .await
        })
        .await
    }

    /// Ends a key; `false` when there is none or it had ended.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn api_key_revoke(&self, organization: OrganizationId, id: ApiKeyId, now: Millis) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let revoked = txn
                .conn
                .execute(
                    "UPDATE api_keys SET revoked_at = $1
                     WHERE organization_id = $2 AND id = $3 AND revoked_at IS NULL",
                    &[Value::Int(now), Value::Int(organization.get()), Value::Int(id.get())],
                )
                .await?;
            Ok(revoked > 0)
        })
        .await
    }

    /// Notes that a key was used. Call it at most once a minute and key.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn api_key_touch(&self, organization: OrganizationId, id: ApiKeyId, at: Millis) -> Result<()> {
        self.write(Side::Front, async move |txn| {
            txn.conn
                .execute(
                    "UPDATE api_keys SET last_used_at = $1
                     WHERE organization_id = $2 AND id = $3 AND (last_used_at IS NULL OR last_used_at < $1)",
                    &[Value::Int(at), Value::Int(organization.get()), Value::Int(id.get())],
                )
                .await?;
            Ok(())
        })
        .await
    }
}
