//! Making, listing and revoking API keys.

use domain::{ApiKeyId, Millis, OrganizationId, Scope, Scopes};
use serde_json::json;
use store::ApiKey;

use crate::organizations::check_name;
use crate::{Author, Tenancy, TenancyError, secret};

impl Tenancy {
    /// Makes a key of `organization`; the text beside the row is the key itself, which nobody can read again.
    pub async fn key_create(
        &self,
        organization: OrganizationId,
        name: &str,
        scopes: Scopes,
        expires_at: Option<Millis>,
    ) -> Result<(ApiKey, String), TenancyError> {
        let now = self.inner.clock.now_ms();
        check_name(name)?;
        if scopes.iter().next().is_none() {
            return Err(TenancyError::fault(
                "scopes",
                "are empty",
                "name at least one, such as sms:send",
            ));
        }
        if expires_at.is_some_and(|end| end <= now) {
            return Err(TenancyError::fault(
                "expires_at",
                "is in the past",
                "name a time to come, or none",
            ));
        }
        self.organization(organization).await?;
        let secret = secret::make(&*self.inner.random);
        let key = ApiKey {
            id: ApiKeyId::new(self.inner.store.ids().next(now)),
            organization,
            name: name.trim().to_owned(),
            hash: secret.hash,
            prefix: secret.shown,
            scopes,
            created_at: now,
            expires_at,
            revoked_at: None,
            last_used_at: None,
        };
        let scopes: Vec<&str> = key.scopes.iter().map(Scope::as_str).collect();
        let after = json!({ "name": key.name, "prefix": key.prefix, "scopes": scopes, "expiresAt": key.expires_at });
        let entry = Author::operator().changes(Some(organization), "key.create", key.id, (None, Some(after)));
        self.inner.store.noting(entry).api_key_insert(key.clone()).await?;
        Ok((key, secret.text))
    }

    /// Revokes a key: it stops at once here and within a second on other nodes. Revoking it again changes nothing.
    pub async fn key_revoke(&self, organization: OrganizationId, id: ApiKeyId) -> Result<ApiKey, TenancyError> {
        let now = self.inner.clock.now_ms();
        let key = self.key_of(organization, id).await?;
        if key.revoked_at.is_none() {
            let before = json!({ "name": key.name, "prefix": key.prefix });
            let entry = Author::operator().changes(Some(organization), "key.revoke", id, (Some(before), None));
            self.inner
                .store
                .noting(entry)
                .api_key_revoke(organization, id, now)
                .await?;
        }
        self.inner.cache.forget(&key.hash);
        self.key_of(organization, id).await
    }

    /// The organization's keys, revoked ones too.
    pub async fn key_list(&self, organization: OrganizationId) -> Result<Vec<ApiKey>, TenancyError> {
        Ok(self.inner.store.api_key_list(organization).await?)
    }

    async fn key_of(&self, organization: OrganizationId, id: ApiKeyId) -> Result<ApiKey, TenancyError> {
        let keys = self.key_list(organization).await?;
        keys.into_iter()
            .find(|key| key.id == id)
            .ok_or(TenancyError::NotFound("API key"))
    }
}
