//! API keys: made, listed, changed, rotated and revoked.
//!
//! A key's text is answered once, when it is made or rotated. Whoever acts with a key of their own gives no other key
//! more than that one has: [`bounds`].

mod bounds;

use domain::{ApiKeyId, Millis, OrganizationId, Scope, Scopes};
use serde_json::json;
use store::ApiKey;

use crate::organizations::check_name;
use crate::terms::{check_limit, networks};
use crate::{Author, Caller, Tenancy, TenancyError, secret, told};

/// Keys of an organization that are not revoked, at most.
pub const MAX_KEYS: usize = 1_000;
/// How long a rotated key's old secret may go on to work: 30 days, ms.
pub const MAX_OVERLAP_MS: Millis = 30 * 86_400_000;

/// A key to be made. The default is a live one that sends and reads messages, within the platform's limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewKey {
    /// A person's name for it.
    pub name: String,
    /// What it may do.
    pub scopes: Scopes,
    /// Whether it reaches the simulated carrier alone.
    pub test: bool,
    /// When it stops working by itself.
    pub expires_at: Option<Millis>,
    /// Requests in a minute; `None` for the platform's limit, 0 for none.
    pub per_minute: Option<u32>,
    /// Requests in a day, likewise.
    pub per_day: Option<u32>,
    /// Networks that it may be used from; anywhere if empty.
    pub networks: Vec<String>,
}

impl Default for NewKey {
    fn default() -> Self {
        Self {
            name: String::new(),
            scopes: Scopes::MESSAGING,
            test: false,
            expires_at: None,
            per_minute: None,
            per_day: None,
            networks: Vec::new(),
        }
    }
}

/// What is to change of a key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyChange {
    /// Its name.
    pub name: Option<String>,
    /// What it may do.
    pub scopes: Option<Scopes>,
    /// When it stops working by itself; `Some(None)` for never.
    pub expires_at: Option<Option<Millis>>,
    /// Requests in a minute; `Some(None)` for the platform's limit.
    pub per_minute: Option<Option<u32>>,
    /// Requests in a day, likewise.
    pub per_day: Option<Option<u32>>,
    /// Networks that it may be used from.
    pub networks: Option<Vec<String>>,
}

impl Tenancy {
    /// Makes a live key of `organization` within the platform's limits; the text beside the row is the key itself, which
    /// nobody can read again.
    ///
    /// # Errors
    /// `Invalid`, `NotFound`.
    pub async fn key_create(
        &self,
        organization: OrganizationId,
        name: &str,
        scopes: Scopes,
        expires_at: Option<Millis>,
    ) -> Result<(ApiKey, String), TenancyError> {
        let maker = Caller::system(self.organization(organization).await?.into());
        let new = NewKey {
            name: name.to_owned(),
            scopes,
            expires_at,
            ..NewKey::default()
        };
        self.key_make(&maker, new).await
    }

    /// Makes a key of the caller's organization; the text beside the row is the key itself, which nobody can read again.
    ///
    /// # Errors
    /// `Invalid`; `Forbidden` for what is more than the caller's own key has.
    pub async fn key_make(&self, caller: &Caller, new: NewKey) -> Result<(ApiKey, String), TenancyError> {
        let now = self.inner.clock.now_ms();
        let organization = caller.organization.id;
        let in_use = self.key_list(organization).await?;
        if in_use.iter().filter(|key| key.revoked_at.is_none()).count() >= MAX_KEYS {
            let fault = format!("has {MAX_KEYS} keys already");
            return Err(TenancyError::fault(
                "organization",
                fault,
                "revoke one that is not needed",
            ));
        }
        let secret = secret::make(&*self.inner.random, new.test);
        let fresh = ApiKey {
            id: ApiKeyId::new(self.inner.store.ids().next(now)),
            organization,
            name: new.name,
            hash: secret.hash,
            prefix: secret.shown,
            previous: None,
            test: new.test,
            scopes: new.scopes,
            per_minute: new.per_minute,
            per_day: new.per_day,
            networks: new.networks,
            created_at: now,
            expires_at: new.expires_at,
            revoked_at: None,
            last_used_at: None,
            requests: 0,
        };
        let key = checked(fresh, now)?;
        self.check_bounds(caller, &key).await?;
        let entry =
            Author::from(caller).changes(Some(organization), "key.create", key.id, (None, Some(told::key(&key))));
        self.inner.store.noting(entry).api_key_insert(key.clone()).await?;
        Ok((key, secret.text))
    }

    /// Changes a key; holds at once here and within a second on other nodes.
    ///
    /// # Errors
    /// `NotFound`, `Invalid`; `Forbidden` for what is more than the caller's own key has.
    pub async fn key_change(&self, caller: &Caller, id: ApiKeyId, change: KeyChange) -> Result<ApiKey, TenancyError> {
        let now = self.inner.clock.now_ms();
        let known = self.key_of(caller.organization.id, id).await?;
        self.check_bounds(caller, &known).await?;
        let before = told::key(&known);
        let changed = ApiKey {
            name: change.name.unwrap_or(known.name),
            scopes: change.scopes.unwrap_or(known.scopes),
            per_minute: change.per_minute.unwrap_or(known.per_minute),
            per_day: change.per_day.unwrap_or(known.per_day),
            networks: change.networks.unwrap_or(known.networks),
            ..known
        };
        // An end that has passed and is not asked for anew may stand.
        let changed = match change.expires_at {
            Some(expires_at) => checked(ApiKey { expires_at, ..changed }, now)?,
            None => checked(changed, Millis::MIN)?,
        };
        self.check_bounds(caller, &changed).await?;
        let told = (Some(before), Some(told::key(&changed)));
        let entry = Author::from(caller).changes(Some(changed.organization), "key.change", id, told);
        if !self.inner.store.noting(entry).api_key_update(changed.clone()).await? {
            return Err(revoked());
        }
        self.forget(&changed);
        self.key_of(caller.organization.id, id).await
    }

    /// Gives a key another secret, which is answered this once. The one before goes on to work for `overlap_ms`; one that
    /// was still working from an earlier rotation stops now.
    ///
    /// # Errors
    /// `NotFound`, `Invalid`; `Forbidden` where the key has more than the caller's own.
    pub async fn key_rotate(
        &self,
        caller: &Caller,
        id: ApiKeyId,
        overlap_ms: Millis,
    ) -> Result<(ApiKey, String), TenancyError> {
        let now = self.inner.clock.now_ms();
        if !(0..=MAX_OVERLAP_MS).contains(&overlap_ms) {
            let mend = "give 0 for none to 2592000 seconds (30 days)";
            return Err(TenancyError::fault("overlapSeconds", "is out of range", mend));
        }
        let known = self.key_of(caller.organization.id, id).await?;
        self.check_bounds(caller, &known).await?;
        let secret = secret::make(&*self.inner.random, known.test);
        let (named, fresh) = ((known.organization, id), (secret.hash, secret.shown));
        let told = (
            Some(json!({ "prefix": known.prefix })),
            Some(json!({ "prefix": fresh.1, "overlapMs": overlap_ms })),
        );
        let entry = Author::from(caller).changes(Some(known.organization), "key.rotate", id, told);
        let noted = self.inner.store.noting(entry);
        let rotated = noted.api_key_rotate(named, fresh, now + overlap_ms).await?;
        if !rotated {
            return Err(revoked());
        }
        self.forget(&known);
        Ok((self.key_of(caller.organization.id, id).await?, secret.text))
    }

    /// Revokes a key of the caller's organization, as [`Tenancy::key_revoke`] does.
    ///
    /// # Errors
    /// `NotFound`; `Forbidden` where the key has more than the caller's own.
    pub async fn key_revoke_by(&self, caller: &Caller, id: ApiKeyId) -> Result<ApiKey, TenancyError> {
        let known = self.key_of(caller.organization.id, id).await?;
        self.check_bounds(caller, &known).await?;
        self.revoke(known, &Author::from(caller)).await
    }

    /// Revokes a key: it stops at once here and within a second on other nodes. Revoking it again changes nothing.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn key_revoke(&self, organization: OrganizationId, id: ApiKeyId) -> Result<ApiKey, TenancyError> {
        let key = self.key_of(organization, id).await?;
        self.revoke(key, &Author::operator()).await
    }

    async fn revoke(&self, key: ApiKey, author: &Author) -> Result<ApiKey, TenancyError> {
        let (organization, now) = (key.organization, self.inner.clock.now_ms());
        if key.revoked_at.is_none() {
            let before = json!({ "name": key.name, "prefix": key.prefix });
            let entry = author.changes(Some(organization), "key.revoke", key.id, (Some(before), None));
            self.inner
                .store
                .noting(entry)
                .api_key_revoke(organization, key.id, now)
                .await?;
        }
        self.forget(&key);
        self.key_of(organization, key.id).await
    }

    /// The organization's keys, revoked ones too.
    ///
    /// # Errors
    /// Only the store's.
    pub async fn key_list(&self, organization: OrganizationId) -> Result<Vec<ApiKey>, TenancyError> {
        Ok(self.inner.store.api_key_list(organization).await?)
    }

    /// One of the organization's keys.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn key_of(&self, organization: OrganizationId, id: ApiKeyId) -> Result<ApiKey, TenancyError> {
        let found = self.inner.store.api_key_get(organization, id).await?;
        found.ok_or(TenancyError::NotFound("API key"))
    }

    fn forget(&self, key: &ApiKey) {
        self.inner.cache.forget(&key.hash);
        if let Some(previous) = &key.previous {
            self.inner.cache.forget(&previous.hash);
        }
    }
}

fn revoked() -> TenancyError {
    TenancyError::fault("keyId", "is that of a key that was revoked", "make another key")
}

/// A key whose every value is right, in the form in which it is kept.
fn checked(key: ApiKey, now: Millis) -> Result<ApiKey, TenancyError> {
    check_name(&key.name)?;
    if key.scopes.iter().next().is_none() {
        return Err(TenancyError::fault(
            "scopes",
            "are empty",
            "name at least one, such as sms:send",
        ));
    }
    let for_messages = |scope: Scope| Scopes::MESSAGING.has(scope);
    if key.test && !key.scopes.iter().all(for_messages) {
        let fault = "are more than a test key may have";
        let mend = "name sms:send, sms:read or both: a test key sends and reads test messages alone";
        return Err(TenancyError::fault("scopes", fault, mend));
    }
    if key.expires_at.is_some_and(|end| end <= now) {
        return Err(TenancyError::fault(
            "expiresAt",
            "is in the past",
            "name a time to come, or none",
        ));
    }
    check_limit("limits.perMinute", key.per_minute)?;
    check_limit("limits.perDay", key.per_day)?;
    Ok(ApiKey {
        name: key.name.trim().to_owned(),
        networks: networks("allowedNetworks", &key.networks)?.texts(),
        ..key
    })
}
