//! Long messages that come in parts: each part is answered when it is on disk, in whatever order and over whichever
//! bind they come; with the last one the whole text goes through the one door.
//!
//! A peer may wait for the answer to one part before it sends the next, so parts cannot wait for each other unanswered.
//! Each part has an id of its own, which can be asked after and has a receipt of its own. A crash between the acceptance
//! and the removal of the parts is mended by the sweep: the same idempotency key finds the message that was accepted.
//! A message whose other parts never come is stored as REJECTED and its receipts say so: half a text is never sent.

use ::smpp::status::Status;
use ::smpp::udh::Concatenation;
use domain::{MessageId, MessageState, PhoneNumber, ProviderId, SmppAccountId, segment, text};
use sha2::{Digest, Sha256};
use store::{AcceptUnit, InboundPart, NewMessage, PartKey, PartOutcome, PartSet, PartUnit, StoreError};

use super::live::Live;
use super::origin::{Asked, Origin, Spelling};
use super::slip::Slip;
use super::submit::{self, Text};
use crate::Engine;
use crate::inbound::decode_parts;
use crate::plan::{Draft, Plan};
use crate::request::{IdempotencyKey, Refusal};

/// The most octets of one part: what a short_message holds. More is no part of anything.
const MAX_PART_OCTETS: usize = 255;
/// Stands for the message of parts of which none could be made.
const NOTHING: MessageId = MessageId::new(0);
/// The detail of a message that never became whole.
const INCOMPLETE: &str = "parts of it never came: nothing was sent";

/// Keeps a part; answers its id. The last one sends the message.
pub(super) async fn take(
    engine: &Engine,
    live: &Live,
    slip: Slip,
    (text, place): (Text, Concatenation),
) -> Result<String, Status> {
    check(engine, live, &slip, (&text, place))?;
    let to = slip.destination.number(&live.caller().organization.region);
    let id = engine.next_message_id(engine.now()).get().to_string();
    let key = PartKey {
        provider: ProviderId::new(live.account.id.get()),
        from: slip.source.text.clone(),
        to,
        reference: place.reference,
        total: place.total,
    };
    let part = InboundPart {
        number: place.number,
        alphabet: text.alphabet,
        octets: text.octets.clone(),
        dedupe: id.clone(),
        raw: serde_json::to_string(&slip).map_err(|_| Status::RSYSERR)?,
        received_at: engine.now(),
        likeness: None,
    };
    let unit = PartUnit {
        key: key.clone(),
        part,
        ask: false,
    };
    let mut outcomes = engine.store.inbound_part_store(vec![unit]).await.map_err(status_of)?;
    let (parts, kept) = match outcomes.pop() {
        Some(PartOutcome::Complete(parts)) => {
            let kept = parts.iter().find(|part| part.number == place.number).cloned();
            (Some(parts), kept)
        }
        _ => (
            None,
            engine
                .store
                .submitted_part_get(key.clone(), place.number)
                .await
                .map_err(status_of)?,
        ),
    };
    // A part that comes again has the id that it had; one of another message with the same reference has to wait.
    let id = match kept {
        Some(kept) if kept.octets != text.octets => return Err(Status::RMSGQFUL),
        Some(kept) => kept.dedupe,
        None => id,
    };
    if let Some(parts) = parts {
        complete(engine, live, (&key, &parts), &slip).await?;
    }
    Ok(id)
}

/// Refuses with the first part what would be refused with the last.
fn check(engine: &Engine, live: &Live, slip: &Slip, (text, place): (&Text, Concatenation)) -> Result<(), Status> {
    let caller = live.caller();
    let region = &caller.organization.region;
    let most = caller.organization.max_segments;
    if text.octets.is_empty() || text.octets.len() > MAX_PART_OCTETS || u16::from(place.total) > most {
        return Err(Status::RINVMSGLEN);
    }
    if PhoneNumber::parse(&slip.destination.number(region), region).is_err() {
        return Err(Status::RINVDSTADR);
    }
    let options = submit::options(live, slip, submit::sender(live, slip, region));
    let plan = Plan::new(&caller, &options, &engine.registry, (engine.now(), false));
    plan.map(|_| ()).map_err(|refusal| submit::status_of(&refusal))
}

/// Sends the message of all of its parts and lets the parts go. What is refused for good is stored as REJECTED, since
/// its parts were taken.
async fn complete(
    engine: &Engine,
    live: &Live,
    (key, parts): (&PartKey, &[InboundPart]),
    slip: &Slip,
) -> Result<(), Status> {
    let body = decode_parts(key.total, parts);
    let done = match submit::send(
        engine,
        live,
        slip,
        (&body, asked(parts)),
        Some(idempotency(live, parts)),
    )
    .await
    {
        Ok(message) | Err(Refusal::OptedOut(message)) => engine.store.submitted_parts_done(key.clone(), message).await,
        Err(Refusal::Invalid(faults)) => {
            let why = faults
                .first()
                .map_or(String::new(), |fault| format!("{} {}", fault.field, fault.fault));
            refuse(engine, live, (key, parts), (slip, &why)).await
        }
        Err(refusal) => return Err(submit::status_of(&refusal)),
    };
    done.map_err(status_of)
}

/// The receipts that the parts ask for, each under its own id.
fn asked(parts: &[InboundPart]) -> Vec<Asked> {
    let each = parts
        .iter()
        .filter_map(|part| Some((Slip::parse(&part.raw)?, part.dedupe.parse().ok()?)));
    each.map(|(slip, id)| slip.asked(Some(id))).collect()
}

/// The same for the same parts, however often they are found complete.
fn idempotency(live: &Live, parts: &[InboundPart]) -> IdempotencyKey {
    let first = parts.first().map_or("", |part| part.dedupe.as_str());
    let key = format!("smpp:{}:{first}", live.account.id.get());
    IdempotencyKey {
        body_hash: Sha256::digest(key.as_bytes()).into(),
        key,
    }
}

/// Whether a set of parts was handed in by an SMPP account, not sent by a phone.
pub(crate) fn was_submitted(set: &PartSet) -> bool {
    set.parts.first().is_some_and(|part| Slip::parse(&part.raw).is_some())
}

/// Ends a set of parts that has waited too long: whole, it is sent (a crash came between); else it is refused.
pub(crate) async fn give_up_waiting(engine: &Engine, set: PartSet) -> Result<(), StoreError> {
    let PartSet { key, parts } = set;
    let slip = parts.first().and_then(|part| Slip::parse(&part.raw));
    let account = engine.smpp.find(key.provider.get());
    let organization = match &account {
        Some(account) => engine.store.organization_get(account.organization).await?,
        None => None,
    };
    let (Some(slip), Some(account), Some(organization)) = (slip, account, organization) else {
        tracing::warn!(
            account = key.provider.get(),
            "parts of an SMPP account that is gone were dropped"
        );
        return engine.store.submitted_parts_done(key, NOTHING).await;
    };
    let live = Live::of(account, organization);
    let account = live.account.id;
    if parts.len() == usize::from(key.total) {
        if let Err(status) = complete(engine, &live, (&key, &parts), &slip).await {
            tracing::warn!(%status, %account, "a message could not be made of its parts yet");
        }
        return Ok(());
    }
    tracing::warn!(%account, "a message some of whose parts never came is refused");
    refuse(engine, &live, (&key, &parts), (&slip, INCOMPLETE)).await
}

/// Stores as REJECTED what came of a message, so that its receipts are written, and lets the parts go.
async fn refuse(
    engine: &Engine,
    live: &Live,
    (key, parts): (&PartKey, &[InboundPart]),
    (slip, why): (&Slip, &str),
) -> Result<(), StoreError> {
    let mut noted = NOTHING;
    if let Some(message) = rejected(engine, live, (key, parts), slip) {
        noted = message.id;
        let unit = AcceptUnit {
            organization: live.account.organization,
            messages: vec![NewMessage {
                state: MessageState::Rejected,
                detail: Some(why.to_owned()),
                ..message
            }],
            idempotency: None,
            batch: None,
            new_batch: None,
            charged: false,
            quota: None,
        };
        engine.store.accept(unit).await?;
    }
    engine.store.submitted_parts_done(key.clone(), noted).await
}

/// What came of a message, as it is stored; `None` where its organization has no provider left to name.
fn rejected(engine: &Engine, live: &Live, (key, parts): (&PartKey, &[InboundPart]), slip: &Slip) -> Option<NewMessage> {
    let caller = live.caller();
    let region = &caller.organization.region;
    let from = submit::sender(live, slip, region);
    let mut options = submit::options(live, slip, from.clone());
    options.scheduled_at = None;
    let now = engine.now();
    let mut plan = Plan::new(&caller, &options, &engine.registry, (now, false)).ok()?;
    let origin = Origin {
        source: Spelling::of(&slip.source.address(), from.as_deref().unwrap_or_default()),
        destination: Spelling::of(&slip.destination.address(), &key.to),
        asked: asked(parts),
    };
    plan.tell(origin.callback(live.account.id));
    let body = text::sanitize_body(&decode_parts(key.total, parts)).into_owned();
    let count = segment::count(&body);
    let draft = Draft {
        to: PhoneNumber::parse(&key.to, region).ok()?,
        encoding: count.encoding,
        segments: count.segments,
        body: body.into(),
    };
    let id = engine.next_message_id(now);
    let selection = plan.way(id, &draft).ok()?;
    Some(plan.message(id, &draft, &selection, None))
}

/// The message that a part went into.
pub(super) async fn message_of(
    engine: &Engine,
    account: SmppAccountId,
    part: &str,
) -> Result<Option<MessageId>, StoreError> {
    let found = engine.store.submitted_part_message(account, part).await?;
    Ok(found.filter(|message| *message != NOTHING))
}

fn status_of(error: StoreError) -> Status {
    submit::status_of(&error.into())
}
