//! The phones behind simulated carriers, as one organization sees them: its own messages on them, and texts back.

use adapters::{Content, Handset, Inbound, Received};
use domain::phone::PhoneNumber;
use domain::{Fault, MessageId};
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
    /// The phones of simulated carriers whose newest message is the organization's, the newest first.
    ///
    /// # Errors
    /// Only the store's.
    pub async fn handsets(&self, caller: &Caller) -> Result<Vec<Handset>, Refusal> {
        let mut found = Vec::new();
        for lane in self.registry.lanes().iter().filter(|lane| may_look(caller, lane)) {
            let adapter = lane.adapter();
            let Some(phones) = adapter.handsets() else { continue };
            for phone in phones.list().into_iter().take(MAX_PHONES) {
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
        for lane in self.registry.lanes().iter().filter(|lane| may_look(caller, lane)) {
            let adapter = lane.adapter();
            let Some(phones) = adapter.handsets() else { continue };
            for received in phones.received(&number) {
                if self.is_own(caller, received.message).await? {
                    found.push(received);
                }
            }
        }
        found.sort_by_key(|one| std::cmp::Reverse(one.at));
        Ok(found)
    }

    /// A text from a phone of a simulated carrier to the organization's address `to`.
    ///
    /// # Errors
    /// `Invalid` for a bad number, address or text; `NoProvider` where no simulated carrier is there.
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
        let organization = caller.organization.id;
        let lanes = self.registry.lanes();
        let lane = lanes
            .iter()
            .find(|lane| {
                let usable = lane.provider().organization.is_none_or(|owner| owner == organization);
                // What a test phone writes would be as real as any other text, an opt-out too.
                let live = lane.id() != TEST_PROVIDER && !caller.is_test();
                live && usable && !lane.is_retired() && lane.adapter().handsets().is_some()
            })
            .ok_or(Refusal::NoProvider)?;
        let message = Inbound {
            provider: lane.id(),
            carrier_id: Some(format!("handset-{:x}", self.store.ids().next(self.now()))),
            from: number,
            to: to.to_owned(),
            content: Content::Text(body.to_owned()),
            part: None,
            opt_out: None,
            sent_at: None,
            raw: "{}".to_owned(),
        };
        let stored = inbound::store(self, vec![message], Some(organization)).await?;
        match stored.first() {
            Some(InboundStored::New(id) | InboundStored::Again(id)) => Ok(*id),
            _ => Err(Refusal::Internal),
        }
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
