//! The phones behind simulated carriers, in this process and in others, as one organization sees them: its own messages on
//! them, and texts back.

use std::sync::Arc;

use adapters::{Adapter, AskError, Content, Handset, Inbound, Received, Written};
use domain::phone::PhoneNumber;
use domain::{Fault, MessageId, Millis, ProviderId};
use store::InboundStored;
use tenancy::Caller;

use crate::lane::Lane;
use crate::request::Refusal;
use crate::test_lane::TEST_PROVIDER;
use crate::{Engine, inbound};

/// The most phones of one list.
const MAX_PHONES: usize = 200;
/// The longest text from a phone, in characters.
const MAX_TEXT: usize = 1_600;

impl Engine {
    /// The phones of simulated carriers whose newest message is the organization's, the newest first. Those behind a
    /// carrier process that does not answer are left out.
    ///
    /// # Errors
    /// Only the store's.
    pub async fn handsets(&self, caller: &Caller) -> Result<Vec<Handset>, Refusal> {
        let mut found = Vec::new();
        for adapter in self.with_handsets(caller) {
            let Some(phones) = adapter.handsets() else { continue };
            let listed = answered(phones.list().await);
            for phone in listed.into_iter().take(MAX_PHONES) {
                if self.is_own(caller, phone.last.message).await? {
                    found.push(phone);
                }
            }
        }
        found.sort_by_key(|phone| std::cmp::Reverse(phone.last.at));
        Ok(found)
    }

    /// What arrived of the organization's on one phone, newest first.
    ///
    /// # Errors
    /// `Invalid` for a bad number.
    pub async fn handset(&self, caller: &Caller, number: &str) -> Result<Vec<Received>, Refusal> {
        let number = self.phone_of(caller, number)?;
        let mut found = Vec::new();
        for adapter in self.with_handsets(caller) {
            let Some(phones) = adapter.handsets() else { continue };
            for received in answered(phones.received(&number).await) {
                if self.is_own(caller, received.message).await? {
                    found.push(received);
                }
            }
        }
        found.sort_by_key(|one| std::cmp::Reverse(one.at));
        Ok(found)
    }

    /// A text from a phone of a simulated carrier to the organization's address `to`: from the carrier whose message is
    /// the newest on that phone, else from the first.
    ///
    /// # Errors
    /// `Invalid` for a bad number, address or text, and where the carrier does not answer; `NoProvider` where no
    /// simulated carrier is there.
    pub async fn handset_text(
        &self,
        caller: &Caller,
        (number, to): (&str, &str),
        body: &str,
    ) -> Result<MessageId, Refusal> {
        let number = self.phone_of(caller, number)?;
        if body.trim().is_empty() || body.chars().count() > MAX_TEXT {
            let fault = Fault::new("body", "is empty or too long", "give 1 to 1,600 characters");
            return Err(Refusal::of(fault));
        }
        if to.trim().is_empty() || to.chars().count() > 20 {
            let fault = Fault::new("to", "is no address", "give a number, a shortcode or a sender");
            return Err(Refusal::of(fault));
        }
        let (provider, adapter) = self.carrier_of(caller, &number).await?;
        let text = Written {
            id: format!("handset-{:x}", self.store.ids().next(self.now())),
            from: number.as_str().into(),
            to: to.into(),
            body: body.into(),
        };
        let message = Inbound {
            provider,
            carrier_id: Some(text.id.clone()),
            from: number,
            to: to.to_owned(),
            content: Content::Text(body.to_owned()),
            part: None,
            opt_out: None,
            sent_at: None,
            likeness: None,
            raw: "{}".to_owned(),
        };
        if let Some(phones) = adapter.handsets() {
            phones.write(text).await.map_err(silent)?;
        }
        let stored = inbound::store(self, vec![message], Some(caller.organization.id)).await?;
        match stored.first() {
            Some(InboundStored::New(id) | InboundStored::Again(id)) => Ok(*id),
            _ => Err(Refusal::Internal),
        }
    }

    /// The adapters of simulated carriers that the organization may use.
    fn with_handsets(&self, caller: &Caller) -> Vec<Arc<dyn Adapter>> {
        self.simulated(caller).into_iter().map(|(_, adapter)| adapter).collect()
    }

    fn simulated(&self, caller: &Caller) -> Vec<(ProviderId, Arc<dyn Adapter>)> {
        let organization = caller.organization.id;
        let lanes = self.registry.lanes();
        let usable = lanes.iter().filter(|lane| {
            let ours = lane.provider().organization.is_none_or(|owner| owner == organization);
            ours && !lane.is_retired() && may_look(caller, lane)
        });
        usable
            .map(|lane| (lane.id(), lane.adapter()))
            .filter(|(_, adapter)| adapter.handsets().is_some())
            .collect()
    }

    /// The carrier that a phone's text goes through.
    async fn carrier_of(&self, caller: &Caller, number: &str) -> Result<(ProviderId, Arc<dyn Adapter>), Refusal> {
        let mut all = self.simulated(caller);
        // What a test phone writes would be as real as any other text, an opt-out too.
        all.retain(|(id, _)| *id != TEST_PROVIDER && !caller.is_test());
        let mut newest = (0, Millis::MIN);
        for (place, (_, adapter)) in all.iter().enumerate().filter(|_| all.len() > 1) {
            let Some(phones) = adapter.handsets() else { continue };
            for received in answered(phones.received(number).await) {
                if received.at > newest.1 && self.is_own(caller, received.message).await? {
                    newest = (place, received.at);
                }
            }
        }
        if all.is_empty() {
            return Err(Refusal::NoProvider);
        }
        Ok(all.swap_remove(newest.0))
    }

    async fn is_own(&self, caller: &Caller, message: MessageId) -> Result<bool, Refusal> {
        Ok(self.store.message_get(caller.organization.id, message).await?.is_some())
    }

    fn phone_of(&self, caller: &Caller, number: &str) -> Result<String, Refusal> {
        PhoneNumber::parse(number, &caller.organization.region)
            .map(|number| number.e164().to_owned())
            .map_err(|fault| Refusal::of(fault.into_fault("number")))
    }
}

/// A test key sees the phones of test messages alone.
fn may_look(caller: &Caller, lane: &Lane) -> bool {
    !caller.is_test() || lane.id() == TEST_PROVIDER
}

/// What a carrier said of its phones; nothing where it does not answer.
fn answered<T>(said: Result<Vec<T>, AskError>) -> Vec<T> {
    said.unwrap_or_else(|why| {
        tracing::debug!(%why, "a simulated carrier does not tell of its phones");
        Vec::new()
    })
}

fn silent(why: AskError) -> Refusal {
    let mend = "start it (`tuma simulate carrier`), or correct the provider's `connect`";
    Refusal::of(Fault::new(
        "number",
        format!("its simulated carrier cannot be asked: {why}"),
        mend,
    ))
}
