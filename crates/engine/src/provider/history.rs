//! How a provider's health changed: noted by the node that saw it, shown to whoever may see the provider.

use domain::ProviderId;
use store::HealthChange;
use tenancy::Caller;

use super::owns;
use crate::Engine;
use crate::breaker::Change;
use crate::lane::Lane;
use crate::request::Refusal;

impl Engine {
    /// Notes a change beside what goes on; one that cannot be written is lost to the log alone.
    pub(crate) fn note_health(&self, lane: &Lane, change: &Change) {
        let noted = HealthChange {
            id: 0,
            provider: lane.id(),
            node: self.store.node(),
            before: change.from.as_str().to_owned(),
            state: change.to.as_str().to_owned(),
            why: change.why.clone(),
            at: self.now(),
        };
        let store = self.store.clone();
        self.tasks.spawn(async move {
            if let Err(error) = store.provider_health_note(noted).await {
                tracing::warn!(%error, "a change of a provider's health could not be noted");
            }
        });
    }

    /// Changes of the health of a provider that the caller may use, newest first; of a shared one without the reasons,
    /// which are in its carrier's words. `before` is the number of the last one of the page before.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn provider_history(
        &self,
        caller: &Caller,
        id: ProviderId,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<HealthChange>, Refusal> {
        let row = self.store.provider_get(caller.organization.id, id).await?;
        let row = row.ok_or(Refusal::NotFound)?;
        let mut found = self.store.provider_health_list(id, before, limit).await?;
        if !owns(caller, &row) {
            found.iter_mut().for_each(|change| change.why.clear());
        }
        Ok(found)
    }
}
