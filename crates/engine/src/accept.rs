//! The only door into Tuma: every outbound message, whoever asks for it, is committed here.
//!
//! Memory in the lane is reserved before the commit and filled after it, by a task of its own: a caller who goes away
//! in between leaves neither a message without its place in the lane nor a place without its message.

use std::sync::Arc;

use domain::{Fault, MessageState, Priority};
use store::{AcceptUnit, Accepted, Idempotency, LaneMessage, NewMessage, Store, StoreError};
use tenancy::Caller;

use crate::Engine;
use crate::lane::Lane;
use crate::plan::{Plan, lane_message};
use crate::request::{IdempotencyKey, MAX_IDEMPOTENCY_KEY, MAX_METADATA_BYTES, Refusal, SendRequest, Sent};

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
        let now = self.now();
        let metadata = check_metadata(request.metadata.as_ref());
        let key = check_key(request.idempotency.as_ref());
        let plan = Plan::new(caller, &request.options, &self.registry, (now, false))?;
        let draft = plan.draft(&request.to, &request.body).map_err(Refusal::of)?;
        let mut message = plan.message(self.next_message_id(now), &draft, None);
        message.metadata = metadata?;
        key?;
        let sent = Sent {
            message: message.id,
            state: message.state,
            to: draft.to.e164().to_owned(),
            segments: draft.segments,
            encoding: draft.encoding,
            cost_micros: plan.cost(i64::from(draft.segments)).micros,
            currency: message.currency.to_string(),
            accepted_at: now,
            scheduled_at: plan.scheduled_at(),
        };
        let idempotency = request.idempotency.map(|key| remember(key, &sent)).transpose()?;
        let unit = AcceptUnit {
            organization: plan.organization.id,
            messages: vec![message],
            idempotency,
            batch: None,
            new_batch: None,
        };
        let committed = self.commit(&plan, unit).await?;
        match committed.accepted {
            Accepted::New if committed.suppressed.is_empty() => Ok(sent),
            Accepted::New => Err(Refusal::OptedOut(sent.message)),
            Accepted::Again(first) => self.sent_before(caller, &first).await,
            Accepted::Conflict(first) => Err(Refusal::Conflict(first)),
            Accepted::Stale => Err(Refusal::Internal),
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

    /// Commits a unit whose messages all go into the plan's lane.
    pub(crate) async fn commit(&self, plan: &Plan, mut unit: AcceptUnit) -> Result<Committed, Refusal> {
        if self.is_stopping() {
            return Err(Refusal::Busy);
        }
        let place = Place::reserve(plan, &mut unit.messages);
        let store = self.store.clone();
        let task = tokio::spawn(async move { place_after_commit(&store, place, unit).await });
        match task.await {
            Ok(done) => Ok(done?),
            // The runtime is ending: whether it was committed is for the next start to find out.
            Err(error) if error.is_cancelled() => Err(Refusal::Unavailable),
            Err(error) => {
                tracing::error!(%error, "an accept task ended early");
                Err(Refusal::Internal)
            }
        }
    }
}

/// Memory reserved in a lane for the first messages of a unit.
struct Place {
    lane: Arc<Lane>,
    priority: Priority,
    reserved: usize,
    scheduled: bool,
}

impl Place {
    fn reserve(plan: &Plan, messages: &mut [NewMessage]) -> Self {
        let reserved = if plan.scheduled || messages.is_empty() {
            0
        } else {
            plan.lane.reserve(plan.priority, plan.organization.id, messages.len())
        };
        for message in messages.iter_mut().take(reserved) {
            message.born_owned = true;
        }
        Self {
            lane: plan.lane.clone(),
            priority: plan.priority,
            reserved,
            scheduled: plan.scheduled,
        }
    }
}

async fn place_after_commit(store: &Store, place: Place, unit: AcceptUnit) -> Result<Committed, StoreError> {
    let organization = unit.organization;
    let count = unit.messages.len();
    let mut held: Vec<LaneMessage> = unit.messages[..place.reserved]
        .iter()
        .map(|m| lane_message(m, 0))
        .collect();
    let committed = match store.accept(unit).await {
        Ok(committed) => committed,
        Err(error) => {
            place.lane.unreserve(place.priority, organization, place.reserved);
            return Err(error);
        }
    };
    if committed.accepted != Accepted::New {
        place.lane.unreserve(place.priority, organization, place.reserved);
        return Ok(Committed {
            accepted: committed.accepted,
            suppressed: Vec::new(),
        });
    }
    let mut index = 0;
    held.retain_mut(|message| {
        message.bucket = committed.bucket;
        index += 1;
        committed.suppressed.binary_search(&(index - 1)).is_err()
    });
    place
        .lane
        .unreserve(place.priority, organization, place.reserved - held.len());
    place.lane.push(held);
    if place.reserved < count && !place.scheduled {
        place.lane.call_claimer(place.priority);
    }
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
