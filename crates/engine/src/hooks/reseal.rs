//! Secrets of endpoints and callbacks, sealed anew with the current key.

use store::WebhookChange;

use super::book::{sealed_for, sealed_for_callbacks};
use super::desk::WebhookBook;
use crate::request::Refusal;

impl WebhookBook {
    /// Seals the secrets of all endpoints with the current key; answers how many had another.
    ///
    /// # Errors
    /// `Internal` where one cannot be opened with this server's keys.
    pub async fn reseal_all(&self) -> Result<usize, Refusal> {
        let mut count = 0;
        for row in self.store.webhook_list_all().await? {
            if !self.vault.needs_reseal(&row.secret) {
                continue;
            }
            let again = |sealed: &str| {
                let plain = self.vault.open(&sealed_for(row.id), sealed).ok()?;
                Some(self.vault.seal(&sealed_for(row.id), &plain))
            };
            let current = again(&row.secret).ok_or(Refusal::Internal)?;
            let previous = row.previous.as_ref();
            let previous = previous.and_then(|(sealed, until)| Some((again(sealed)?, *until)));
            let change = WebhookChange {
                resealed: Some((current, previous)),
                ..WebhookChange::default()
            };
            self.store
                .webhook_update(row.organization, row.id, change, row.updated_at)
                .await?;
            count += 1;
        }
        Ok(count)
    }

    /// Seals what organizations' callbacks are signed with by the current key; answers how many had another.
    ///
    /// # Errors
    /// `Internal` where one cannot be opened with this server's keys.
    pub async fn reseal_callbacks(&self) -> Result<usize, Refusal> {
        let mut count = 0;
        for organization in self.store.organization_list().await? {
            let id = organization.id;
            let Some(old) = organization.callback_secret else {
                continue;
            };
            if !self.vault.needs_reseal(&old) {
                continue;
            }
            let name = sealed_for_callbacks(id);
            let plain = self.vault.open(&name, &old).map_err(|_| Refusal::Internal)?;
            let new = self.vault.seal(&name, &plain);
            count += usize::from(self.store.callback_secret_reseal(id, (old, new)).await?);
        }
        Ok(count)
    }
}
