//! API keys at the desk: made, listed, changed, rotated, revoked. What changes holds at once where a server runs.

use domain::{ApiKeyId, Fault, Scope, Scopes};
use store::Organization;
use tenancy::{Caller, KeyChange, NewKey};

use super::{Desk, refused};
use crate::admin::request::{KeyCreate, KeyList, KeyRevoke, KeyRotate, KeySet};
use crate::admin::views::{CreatedKeyView, KeyView};
use crate::failure::Failure;

impl Desk {
    pub(super) async fn key_create(&self, ask: KeyCreate) -> Result<CreatedKeyView, Failure> {
        let operator = self.operator(ask.organization.as_deref()).await?;
        let new = NewKey {
            name: ask.name,
            scopes: scopes(&ask.scopes)?.unwrap_or(Scopes::MESSAGING),
            test: ask.test,
            expires_at: ask.expires_at,
            per_minute: ask.per_minute,
            per_day: ask.per_day,
            networks: ask.networks,
        };
        let (key, text) = self.tenancy.key_make(&operator, new).await?;
        Ok(CreatedKeyView {
            api_key: text,
            key: KeyView::at(&key, self.clock.now_ms()),
        })
    }

    pub(super) async fn key_set(&self, ask: KeySet) -> Result<KeyView, Failure> {
        let operator = self.operator(ask.organization.as_deref()).await?;
        let change = KeyChange {
            name: ask.name,
            scopes: scopes(&ask.scopes)?,
            expires_at: ask.expires_at.change(),
            per_minute: ask.per_minute.change(),
            per_day: ask.per_day.change(),
            networks: ask.networks,
        };
        let key = self.tenancy.key_change(&operator, named(ask.key)?, change).await?;
        Ok(KeyView::at(&key, self.clock.now_ms()))
    }

    pub(super) async fn key_rotate(&self, ask: KeyRotate) -> Result<CreatedKeyView, Failure> {
        let operator = self.operator(ask.organization.as_deref()).await?;
        let (key, text) = self
            .tenancy
            .key_rotate(&operator, named(ask.key)?, ask.overlap_ms)
            .await?;
        Ok(CreatedKeyView {
            api_key: text,
            key: KeyView::at(&key, self.clock.now_ms()),
        })
    }

    pub(super) async fn key_revoke(&self, ask: KeyRevoke) -> Result<KeyView, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let key = self.tenancy.key_revoke(organization.id, named(ask.key)?).await?;
        Ok(KeyView::at(&key, self.clock.now_ms()))
    }

    pub(super) async fn key_list(&self, ask: KeyList) -> Result<Vec<KeyView>, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let now = self.clock.now_ms();
        let keys = self.tenancy.key_list(organization.id).await?;
        Ok(keys.iter().map(|key| KeyView::at(key, now)).collect())
    }

    /// Whoever may open the data directory, acting in this organization.
    async fn operator(&self, organization: Option<&str>) -> Result<Caller, Failure> {
        let organization: Organization = self.organization(organization).await?;
        Ok(Caller::system(organization.into()))
    }
}

fn named(key: Option<ApiKeyId>) -> Result<ApiKeyId, Failure> {
    key.ok_or_else(|| refused(Fault::new("key", "is missing", "name it by its id, key_…")))
}

/// The scopes with these words; `None` where there are no words.
fn scopes(words: &[String]) -> Result<Option<Scopes>, Failure> {
    if words.is_empty() {
        return Ok(None);
    }
    let read = words.iter().map(|word| {
        Scope::parse(word).ok_or_else(|| {
            let all = Scope::ALL.map(Scope::as_str).join(", ");
            refused(Fault::new(
                "scope",
                format!("`{word}` is not a scope"),
                format!("one of {all}"),
            ))
        })
    });
    read.collect::<Result<Scopes, Failure>>().map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_words() {
        assert_eq!(scopes(&[]).ok(), Some(None));
        let read = scopes(&["sms:read".to_owned()]).expect("a scope").expect("a word");
        assert!(read.has(Scope::SmsRead) && !read.has(Scope::SmsSend));
        let failure = scopes(&["sms".to_owned()]).expect_err("no scope");
        assert_eq!(failure.faults[0].field, "scope");
    }
}
