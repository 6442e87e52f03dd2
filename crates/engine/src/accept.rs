//! The only door into Tuma: every outbound message, whoever asks for it, is committed here.
//!
//! Memory in the lane is reserved before the commit and filled after it, by a task of its own: a caller who goes away
//! in between leaves neither a message without its place in the lane nor a place without its message.

use std::sync::Arc;

use domain::{Fault, Funds, Layer, MessageState, OrganizationId, Priority};
use store::{AcceptUnit, Accepted, Idempotency, LaneMessage, NewMessage, Store, StoreError};
use tenancy::Caller;

use crate::Engine;
use crate::agreed::used_up;
use crate::lane::Lane;
use crate::plan::{Plan, lane_message};
use crate::request::{IdempotencyKey, MAX_IDEMPOTENCY_KEY, MAX_METADATA_BYTES, Refusal, SendRequest, Sent};

/// What stands before idempotency keys of test keys' calls: a live call under the same key is another one.
const TEST_KEYS: &str = "\u{1}test:";

/// A unit as it was committed.
pub(crate) struct Committed {
    /// How.
    pub accepted: Accepted,
    /// Places in the unit of messages that were stored as REJECTED because their number opted out.
    pub suppressed: Vec<usize>,
}

impl Engine {
    /// Accepts one message; `Ok` means that it is on disk.
    ///
    /// # Errors
    /// Every [`Refusal`] but `NotFound` and `TooLate`.
    pub async fn send(&self, caller: &Caller, request: SendRequest) -> Result<Sent, Refusal> {
        let own = request.options.callback_url.clone();
        self.send_told(caller, request, own).await
    }

    /// As [`Engine::send`], with the final state told to where `target` says: to an SMPP account, which no caller may
    /// write into the request.
    pub(crate) async fn send_told(
        &self,
        caller: &Caller,
        mut request: SendRequest,
        target: Option<String>,
    ) -> Result<Sent, Refusal> {
        self.ready_for(caller).await?;
        request.options.unit = self.unit_of(caller, request.options.unit).await?;
        let now = self.now();
        let metadata = check_metadata(request.metadata.as_ref());
        let key = check_key(request.idempotency.as_ref());
        let mut plan = Plan::new(caller, &request.options, &self.registry, (now, false))?;
        self.check_callback_host(&request.options)?;
        plan.tell(target);
        let draft = plan.draft(&request.to, &request.body).map_err(Refusal::of)?;
        let id = self.next_message_id(now);
        let selection = plan.select(id, &draft).map_err(Refusal::of)?;
        let mut message = plan.message(id, &draft, &selection, None);
        message.metadata = metadata?;
        key?;
        message.decision = Some(self.decisions.id_of(&self.store, selection.decision, now).await?);
        let sent = Sent {
            message: message.id,
            state: message.state,
            to: draft.to.e164().to_owned(),
            segments: draft.segments,
            encoding: draft.encoding,
            cost_micros: message.price_micros.saturating_mul(i64::from(draft.segments)),
            currency: message.currency.to_string(),
            accepted_at: now,
            scheduled_at: plan.scheduled_at(),
            test: plan.is_test(),
        };
        let idempotency = request.idempotency.map(|key| remember(key, &sent)).transpose()?;
        let unit = AcceptUnit {
            organization: plan.organization.id,
            messages: vec![message],
            idempotency,
            batch: None,
            new_batch: None,
            charged: plan.is_paid(),
            quota: None,
        };
        let committed = self.commit(&plan, unit).await?;
        match committed.accepted {
            Accepted::New if committed.suppressed.is_empty() => Ok(sent),
            Accepted::New => Err(Refusal::OptedOut(sent.message)),
            Accepted::Again(first) => self.sent_before(caller, &first).await,
            Accepted::Conflict(first) => Err(Refusal::Conflict(first)),
            Accepted::Short(short) => Err(Refusal::Short(short)),
            Accepted::Stale | Accepted::OverQuota(_) => Err(Refusal::Internal),
        }
    }

    /// The answer that the first call with this key got.
    async fn sent_before(&self, caller: &Caller, first: &str) -> Result<Sent, Refusal> {
        let sent: Sent = serde_json::from_str(first).map_err(|_| Refusal::Internal)?;
        let message = self.store.message_get(caller.organization.id, sent.message).await?;
        // The answer was kept before the commit knew of the opt-out: such a message ended as it was accepted.
        match message {
            Some(message)
                if message.state == MessageState::Rejected && message.ended_at == Some(message.accepted_at) =>
            {
                Err(Refusal::OptedOut(sent.message))
            }
            _ => Ok(sent),
        }
    }

    /// Commits a unit of the plan, within the organization's quota; each message goes into the lane of its provider.
    pub(crate) async fn commit(&self, plan: &Plan, mut unit: AcceptUnit) -> Result<Committed, Refusal> {
        if self.is_stopping() {
            return Err(Refusal::Busy);
        }
        if plan.is_test() {
            unit.idempotency
                .iter_mut()
                .for_each(|key| key.key.insert_str(0, TEST_KEYS));
        } else {
            unit.quota = self.quota_of(plan.organization.id, plan.now);
        }
        let (quota, wanted) = (unit.quota, unit.messages.len());
        let places = self.reserve(plan, &mut unit.messages);
        let store = self.store.clone();
        let task = tokio::spawn(async move { place_after_commit(&store, places, unit).await });
        match task.await {
            Ok(done) => match (done?, quota) {
                (
                    Committed {
                        accepted: Accepted::OverQuota(used),
                        ..
                    },
                    Some(quota),
                ) => {
                    metrics::counter!("sms_rate_limit_hits_total", "layer" => Layer::Organization.as_str())
                        .increment(1);
                    Err(used_up(quota, (used, wanted), plan.now))
                }
                (done, _) => Ok(done),
            },
            // The runtime is ending: whether it was committed is for the next start to find out.
            Err(error) if error.is_cancelled() => Err(Refusal::Unavailable),
            Err(error) => {
                tracing::error!(%error, "an accept task ended early");
                Err(Refusal::Internal)
            }
        }
    }
}

/// Memory reserved in the lanes of a unit's messages.
struct Places {
    priority: Priority,
    organization: OrganizationId,
    scheduled: bool,
    lanes: Vec<Place>,
}

/// Memory reserved in one lane.
struct Place {
    lane: Arc<Lane>,
    /// How many of the unit's messages go there.
    wanted: usize,
    /// For how many of them, the first ones, there is room.
    reserved: usize,
}

impl Engine {
    /// Reserves room for the messages that are due, and marks those that got it as born owned.
    fn reserve(&self, plan: &Plan, messages: &mut [NewMessage]) -> Places {
        let mut places = Places {
            priority: plan.priority,
            organization: plan.organization.id,
            scheduled: plan.scheduled,
            lanes: Vec::new(),
        };
        // What a suspended organization still brings in (the rest of a file) waits in the database.
        if plan.scheduled || self.standing.is_suspended(plan.organization.id) {
            return places;
        }
        for message in messages.iter() {
            if let Some(place) = places.lanes.iter_mut().find(|p| p.lane.id() == message.provider) {
                place.wanted += 1;
            } else if let Some(lane) = self.registry.lane(message.provider) {
                places.lanes.push(Place {
                    lane,
                    wanted: 1,
                    reserved: 0,
                });
            }
        }
        for place in &mut places.lanes {
            place.reserved = place.lane.reserve(places.priority, places.organization, place.wanted);
            let own = messages
                .iter_mut()
                .filter(|message| message.provider == place.lane.id());
            own.take(place.reserved).for_each(|message| message.born_owned = true);
        }
        places
    }
}

impl Places {
    /// Gives all of it back.
    fn give_back(&self) {
        for place in &self.lanes {
            place.lane.unreserve(self.priority, self.organization, place.reserved);
        }
    }

    /// Puts committed messages into the room reserved for them; the claimers bring the others.
    fn fill(&self, held: Vec<LaneMessage>) {
        for place in &self.lanes {
            let own: Vec<LaneMessage> = held.iter().filter(|m| m.provider == place.lane.id()).cloned().collect();
            let unused = place.reserved - own.len();
            place.lane.unreserve(self.priority, self.organization, unused);
            place.lane.push(own);
            if place.reserved < place.wanted && !self.scheduled {
                place.lane.call_claimer(self.priority);
            }
        }
    }
}

async fn place_after_commit(store: &Store, places: Places, unit: AcceptUnit) -> Result<Committed, StoreError> {
    let mut held: Vec<(usize, i64, LaneMessage)> = unit
        .messages
        .iter()
        .enumerate()
        .filter(|(_, message)| message.born_owned)
        .map(|(place, message)| (place, message.hold_micros, lane_message(message, 0)))
        .collect();
    let committed = match store.accept(unit).await {
        Ok(committed) => committed,
        Err(error) => {
            places.give_back();
            return Err(error);
        }
    };
    if committed.accepted != Accepted::New {
        places.give_back();
        return Ok(Committed {
            accepted: committed.accepted,
            suppressed: Vec::new(),
        });
    }
    held.retain_mut(|(place, hold, message)| {
        message.bucket = committed.bucket;
        if let Some(terms) = committed.terms {
            message.funds = Funds::held(terms, *hold);
        }
        committed.suppressed.binary_search(place).is_err()
    });
    places.fill(held.into_iter().map(|(.., message)| message).collect());
    Ok(Committed {
        accepted: committed.accepted,
        suppressed: committed.suppressed,
    })
}

/// The caller's metadata as it is stored.
pub(crate) fn check_metadata(metadata: Option<&serde_json::Value>) -> Result<Option<String>, Refusal> {
    let Some(metadata) = metadata else { return Ok(None) };
    let text = metadata.to_string();
    if !metadata.is_object() || text.len() > MAX_METADATA_BYTES {
        return Err(Refusal::of(Fault::new(
            "metadata",
            format!("is not a JSON object of at most {MAX_METADATA_BYTES} bytes"),
            "send an object such as {\"studentId\": 42}, or less of it",
        )));
    }
    Ok(Some(text))
}

/// Refuses an idempotency key that cannot be kept.
pub(crate) fn check_key(key: Option<&IdempotencyKey>) -> Result<(), Refusal> {
    let Some(key) = key else { return Ok(()) };
    let length = key.key.chars().count();
    if (1..=MAX_IDEMPOTENCY_KEY).contains(&length) {
        return Ok(());
    }
    Err(Refusal::of(Fault::new(
        "idempotencyKey",
        format!("has {length} characters"),
        format!("give 1 to {MAX_IDEMPOTENCY_KEY} characters"),
    )))
}

/// The key with the answer to give again.
pub(crate) fn remember<T: serde::Serialize>(key: IdempotencyKey, answer: &T) -> Result<Idempotency, Refusal> {
    let answer = serde_json::to_string(answer).map_err(|_| Refusal::Internal)?;
    Ok(Idempotency {
        key: key.key,
        body_hash: key.body_hash,
        answer,
    })
}
