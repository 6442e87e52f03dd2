//! Events that are no message's state: a low balance, a provider's health, what concerns safety.
//!
//! [`Txn::emit`] is for units that change what the event tells, so that both are kept or neither; [`Store::hook_emit`]
//! for whoever has nothing to write beside it.

use domain::{HookEvent, OrganizationId, WebhookId};

use super::{Extra, HookNotice};
use crate::Store;
use crate::error::Result;
use crate::journal::Side;
use crate::txn::Txn;
use crate::types::Emission;

impl Txn {
    /// Tells every endpoint that asked for it but `except`; answers how many.
    pub(crate) fn emit(&mut self, emission: &Emission, except: Option<WebhookId>) -> usize {
        let audience = std::sync::Arc::clone(&self.audience);
        let mut organizations = match emission.organization {
            Some(organization) => vec![organization],
            None => audience.listening(emission.event),
        };
        if let Some(only) = &emission.only {
            organizations.retain(|organization| only.contains(organization));
        }
        let mut told = 0;
        for organization in organizations {
            let targets = audience.told(organization, emission.event);
            for target in targets.filter(|target| except.is_none_or(|one| one.get() != *target)) {
                self.hooks.push(notice_of(target, organization, emission));
                told += 1;
            }
        }
        told
    }
}

fn notice_of(target: i64, organization: OrganizationId, emission: &Emission) -> HookNotice {
    let name = emission.name.clone().filter(|_| emission.event == HookEvent::Security);
    HookNotice {
        target,
        organization,
        message: 0,
        event: emission.event,
        state: 0,
        extra: Some(Box::new(Extra {
            name,
            data: Some(emission.data.clone()),
            ..Extra::default()
        })),
    }
}

impl Store {
    /// Tells every endpoint that asked for it; answers how many. `Ok` means that it is on disk.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn hook_emit(&self, emission: Emission) -> Result<usize> {
        self.write(Side::Back, async move |txn| Ok(txn.emit(&emission, None)))
            .await
    }
}
