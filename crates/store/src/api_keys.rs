//! API keys: what machines authenticate with. Only the hash of a key is stored, and of the one before while it works.

use domain::{ApiKeyId, Millis, OrganizationId, Scopes};

use crate::Store;
use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::row::Cells;
use crate::types::{ApiKey, PreviousSecret};

macro_rules! api_key_columns {
    () => {
        "organization_id, id, name, hash, prefix, previous_hash, previous_prefix, previous_until, test, scopes,
         per_minute, per_day, networks, created_at, expires_at, revoked_at, last_used_at, requests"
    };
}

fn read_api_key(row: &mut Cells<'_>) -> Result<ApiKey> {
    Ok(ApiKey {
        organization: OrganizationId::new(row.int()?),
        id: ApiKeyId::new(row.int()?),
        name: row.text()?,
        hash: row.hash()?,
        prefix: row.text()?,
        previous: read_previous(row)?,
        test: row.flag()?,
        scopes: Scopes::from_bits(row.int()?),
        per_minute: row.opt_count()?,
        per_day: row.opt_count()?,
        networks: row.lines()?,
        created_at: row.int()?,
        expires_at: row.opt_int()?,
        revoked_at: row.opt_int()?,
        last_used_at: row.opt_int()?,
        requests: row.int()?,
    })
}

fn read_previous(row: &mut Cells<'_>) -> Result<Option<PreviousSecret>> {
    let (hash, prefix, until) = (row.opt_hash()?, row.opt_text()?, row.opt_int()?);
    let together = hash.zip(prefix).zip(until);
    Ok(together.map(|((hash, prefix), until)| PreviousSecret { hash, prefix, until }))
}

impl Store {
    /// Adds a key.
    ///
    /// # Errors
    /// `Exists` when the very key is there already; `Busy`, `Unavailable`.
    pub async fn api_key_insert(&self, key: ApiKey) -> Result<()> {
        self.write(Side::Front, async move |txn| {
            txn.conn
                .execute(
                    "INSERT INTO api_keys (organization_id, id, name, hash, prefix, test, scopes, per_minute, per_day,
                         networks, created_at, expires_at, revoked_at, last_used_at)
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
                    &[
                        Value::Int(key.organization.get()),
                        Value::Int(key.id.get()),
                        Value::Text(&key.name),
                        Value::Blob(&key.hash),
                        Value::Text(&key.prefix),
                        Value::Int(i64::from(key.test)),
                        Value::Int(key.scopes.bits()),
                        Value::OptInt(key.per_minute.map(i64::from)),
                        Value::OptInt(key.per_day.map(i64::from)),
                        Value::Text(&key.networks.join("\n")),
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

    /// The key with this hash, now or before its last rotation, of whatever organization, revoked ones too: this is how
    /// a caller is recognized.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn api_key_by_hash(&self, hash: [u8; 32]) -> Result<Option<ApiKey>> {
        self.read(async move |conn| {
            conn.query_one(
                concat!(
                    "SELECT ",
                    api_key_columns!(),
                    " FROM api_keys WHERE hash = $1 OR previous_hash = $1"
                ),
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

    /// One of the organization's keys.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn api_key_get(&self, organization: OrganizationId, id: ApiKeyId) -> Result<Option<ApiKey>> {
        self.read(async move |conn| {
            conn.query_one(
                concat!(
                    "SELECT ",
                    api_key_columns!(),
                    " FROM api_keys WHERE organization_id = $1 AND id = $2"
                ),
                &[Value::Int(organization.get()), Value::Int(id.get())],
                read_api_key,
            )
            .await
        })
        .await
    }

    /// Whether any organization ever made a key that reaches the simulated carrier alone.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn api_key_any_test_all(&self) -> Result<bool> {
        self.read(async |conn| {
            let any = conn
                .query_one("SELECT 1 FROM api_keys WHERE test = 1 LIMIT 1", &[], |_| Ok(()))
                .await?;
            Ok(any.is_some())
        })
        .await
    }

    /// Changes what people may change of a key: its name, what it may do, its limits, where it may be used from, its
    /// end. `false` when there is none, or it was revoked.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn api_key_update(&self, key: ApiKey) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let found = txn
                .conn
                .execute(
                    "UPDATE api_keys SET name = $1, scopes = $2, per_minute = $3, per_day = $4, networks = $5,
                         expires_at = $6
                     WHERE organization_id = $7 AND id = $8 AND revoked_at IS NULL",
                    &[
                        Value::Text(&key.name),
                        Value::Int(key.scopes.bits()),
                        Value::OptInt(key.per_minute.map(i64::from)),
                        Value::OptInt(key.per_day.map(i64::from)),
                        Value::Text(&key.networks.join("\n")),
                        Value::OptInt(key.expires_at),
                        Value::Int(key.organization.get()),
                        Value::Int(key.id.get()),
                    ],
                )
                .await?;
            Ok(found > 0)
        })
        .await
    }

    /// Gives a key another secret; what it was works until `until` (ms since 1970), and what it was before that no more.
    /// `false` when there is none, or it was revoked.
    ///
    /// # Errors
    /// `Exists` when the very secret is there already; `Busy`, `Unavailable`.
    pub async fn api_key_rotate(
        &self,
        (organization, id): (OrganizationId, ApiKeyId),
        (hash, prefix): ([u8; 32], String),
        until: Millis,
    ) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let found = txn
                .conn
                .execute(
                    "UPDATE api_keys SET previous_hash = hash, previous_prefix = prefix, previous_until = $1, hash = $2,
                         prefix = $3
                     WHERE organization_id = $4 AND id = $5 AND revoked_at IS NULL",
                    &[
                        Value::Int(until),
                        Value::Blob(&hash),
                        Value::Text(&prefix),
                        Value::Int(organization.get()),
                        Value::Int(id.get()),
                    ],
                )
                .await
                .map_err(|error| error.named("this key"))?;
            Ok(found > 0)
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
