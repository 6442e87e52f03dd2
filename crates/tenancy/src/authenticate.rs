//! From a bearer token to a [`Caller`]: a look into the cache, else one read for all who wait.
//!
//! The way of a known key takes no read and no wait. Whether a key has expired is decided at every call.

use std::sync::Arc;

use domain::Millis;
use store::{ApiKey, StoreError};

use crate::cache::{Found, Verdict};
use crate::secret::{self, KeyHash};
use crate::{Actor, AuthError, Caller, Inner, Tenancy};

/// How exact "last used" is.
const TOUCH_EVERY_MS: Millis = 60_000;

impl Tenancy {
    /// The caller whose key is `bearer` (the text after `Bearer `).
    pub async fn authenticate(&self, bearer: &str) -> Result<Arc<Caller>, AuthError> {
        let hash = secret::hash_of(bearer).ok_or(AuthError::Unknown)?;
        let now = self.inner.clock.now_ms();
        match self.inner.cache.find(&hash, now) {
            Found::Fresh(verdict) => verdict.at(now),
            Found::Aging(verdict) => {
                let inner = Arc::clone(&self.inner);
                tokio::spawn(async move { inner.read_into_cache(hash).await });
                verdict.at(now)
            }
            Found::Missing => {
                let read = self.inner.read_into_cache(hash);
                self.inner
                    .cache
                    .read_once(&hash, &*self.inner.clock, read)
                    .await
                    .at(now)
            }
        }
    }
}

impl Inner {
    async fn read_into_cache(self: &Arc<Self>, hash: KeyHash) -> Verdict {
        let read_at = self.clock.now_ms();
        let verdict = self.read(&hash, read_at).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "an API key could not be looked up");
            Verdict::Refused(AuthError::Unavailable)
        });
        self.cache.put(hash, verdict.clone(), read_at);
        verdict
    }

    async fn read(self: &Arc<Self>, hash: &KeyHash, now: Millis) -> Result<Verdict, StoreError> {
        let Some(key) = self.store.api_key_by_hash(*hash).await? else {
            return Ok(Verdict::Refused(AuthError::Unknown));
        };
        if key.revoked_at.is_some() {
            return Ok(Verdict::Refused(AuthError::Revoked));
        }
        let Some(organization) = self.store.organization_get(key.organization).await? else {
            return Ok(Verdict::Refused(AuthError::Unknown));
        };
        let terms = self.key_terms(&key, now).await?;
        self.touch(&key, now);
        let caller = Caller {
            organization: Arc::new(organization),
            actor: Actor::Key(key.id),
            permissions: key.scopes.permissions(),
            terms: Arc::new(terms),
            origin: None,
        };
        Ok(Verdict::Known {
            caller: Arc::new(caller),
            expires_at: end_of(&key, hash),
        })
    }

    /// Marks the key as used, at most about once a minute and behind the caller's back.
    fn touch(self: &Arc<Self>, key: &ApiKey, now: Millis) {
        if key.last_used_at.is_some_and(|last| now - last < TOUCH_EVERY_MS) {
            return;
        }
        let (organization, id) = (key.organization, key.id);
        self.aside("the last use of an API key", |store| async move {
            store.api_key_touch(organization, id, now).await
        });
    }
}

/// When the secret with this hash stops working by itself: with its key, and where the key was rotated, with the overlap.
fn end_of(key: &ApiKey, hash: &KeyHash) -> Option<Millis> {
    let replaced = key.previous.as_ref().filter(|previous| previous.hash == *hash);
    match (key.expires_at, replaced.map(|previous| previous.until)) {
        (Some(end), Some(until)) => Some(end.min(until)),
        (end, until) => end.or(until),
    }
}
