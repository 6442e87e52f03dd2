//! A submit_multi is a bulk call: one text to many phones, accepted in one transaction as a batch whose id is the
//! message_id that the peer gets.
//!
//! Each destination is a message of its own, and each receipt names the common id and its own phone. What cannot go is
//! listed in the response with the status that a submit_sm would have got; the others go.

use ::smpp::address::Address;
use ::smpp::pdu::{Destination, Multi, MultiAnswer};
use ::smpp::status::Status;
use ::smpp::tlv::Tlvs;
use domain::{BatchId, Fault, MessageId};
use store::{AcceptUnit, Accepted, BatchStep, MessageFilter, MessageRow, NewMessage, RowFault, RowFaultKind};
use tenancy::Caller;

use super::live::Live;
use super::origin::{Asked, Origin, Spelling};
use super::slip::{Slip, Written};
use super::submit;
use crate::Engine;
use crate::bulk::new_batch;
use crate::decision::Decision;
use crate::dedupe::{Novelty, Seen};
use crate::plan::Plan;
use crate::request::{Dedupe, Refusal};

/// Messages of a batch that are read at a time.
const PAGE: usize = 255;
/// The most pages that are read for one batch.
const MAX_PAGES: usize = 100;

/// What the destinations became.
#[derive(Default)]
struct Composed {
    messages: Vec<NewMessage>,
    decisions: Vec<Decision>,
    /// Where the destination of each message stands in the PDU.
    places: Vec<usize>,
    faults: Vec<RowFault>,
    duplicates: i64,
    refused: Vec<(usize, Status)>,
}

/// Takes a text for many phones; answers the common id and those that it does not go to.
pub(super) async fn take(engine: &Engine, live: &Live, (multi, tlvs): (Multi, Tlvs)) -> Result<MultiAnswer, Status> {
    let addresses = addresses(multi.destinations)?;
    submit::check(&multi.message)?;
    let (slip, text) = submit::read(engine, live, (&multi.message, &tlvs))?;
    if text.part.is_some() {
        // A part has an id for its own receipt, and here one id stands for all phones.
        return Err(Status::RINVESMCLASS);
    }
    let body = text.alphabet.decode(&text.octets);
    let caller = live.caller();
    let from = submit::sender(live, &slip, &caller.organization.region);
    let options = submit::options(live, &slip, from.clone());
    let now = engine.now();
    let told = |refusal: Refusal| submit::status_of(&refusal);
    let plan = Plan::new(&caller, &options, &engine.registry, (now, true)).map_err(told)?;
    plan.measure(&body)
        .map_err(|fault| submit::status_of_field(&fault.field))?;
    let allowed = live.may_send(addresses.len());
    if allowed == 0 {
        return Err(Status::RTHROTTLED);
    }
    let batch = BatchId::new(engine.store.ids().next(now));
    let asked = slip.asked(Some(batch.get()));
    let call = Call {
        engine,
        live,
        plan: &plan,
        slip: &slip,
        from: from.as_deref().unwrap_or_default(),
        asked,
        batch,
    };
    let composed = call.compose(&addresses, &body, allowed);
    if composed.messages.is_empty() {
        let first = composed.refused.first();
        return Err(first.map_or(Status::RSUBMITFAIL, |(_, status)| *status));
    }
    let refused = call.accept(&caller, composed, addresses.len()).await.map_err(told)?;
    let unsuccessful = refused
        .into_iter()
        .filter_map(|(place, status)| Some((addresses.get(place)?.clone(), status)));
    Ok(MultiAnswer {
        message_id: batch.get().to_string(),
        unsuccessful: unsuccessful.collect(),
    })
}

/// The phones; there are no lists here that a name could stand for.
fn addresses(destinations: Vec<Destination>) -> Result<Vec<Address>, Status> {
    if destinations.is_empty() {
        return Err(Status::RINVNUMDESTS);
    }
    let each = destinations.into_iter().map(|one| match one {
        Destination::Address(address) => Ok(address),
        Destination::List(_) => Err(Status::RINVDLNAME),
    });
    each.collect()
}

/// What is the same for all destinations of a call.
struct Call<'a> {
    engine: &'a Engine,
    live: &'a Live,
    plan: &'a Plan,
    slip: &'a Slip,
    from: &'a str,
    asked: Asked,
    batch: BatchId,
}

impl Call<'_> {
    /// Makes a message for each of the first `allowed` destinations that can have one.
    fn compose(&self, addresses: &[Address], body: &str, allowed: usize) -> Composed {
        let ids = self.engine.store.ids();
        let first = ids.take(self.plan.now, addresses.len());
        let mut seen = Seen::new(Dedupe::default());
        let mut composed = Composed::default();
        for (place, address) in addresses.iter().enumerate() {
            let row = place as i64 + 1;
            if place >= allowed {
                let fault = Fault::new("to", "is over the account's rate", "send it again in a second");
                composed.refuse(place, Status::RTHROTTLED, fault);
                continue;
            }
            let id = MessageId::new(ids.nth(first, place));
            let drafted = self
                .plan
                .draft(&self.number(address), body)
                .and_then(|draft| Ok((self.plan.select(id, &draft)?, draft)));
            let (selection, draft) = match drafted {
                Ok(drafted) => drafted,
                Err(fault) => {
                    composed.refuse(place, submit::status_of_field(&fault.field), fault);
                    continue;
                }
            };
            if let Novelty::Duplicate(fault) = seen.look((row, "to"), draft.to.e164(), &draft.body) {
                composed.faults.push(fault);
                composed.duplicates += 1;
                composed.refused.push((place, Status::RSUBMITFAIL));
                continue;
            }
            let mut message = self.plan.message(id, &draft, &selection, Some((self.batch, row)));
            message.callback_url = self.origin(address, draft.to.e164()).callback(self.live.account.id);
            composed.decisions.push(selection.decision);
            composed.messages.push(message);
            composed.places.push(place);
        }
        composed
    }

    /// Commits the messages as a batch; answers the places that nothing goes to, and why.
    async fn accept(
        &self,
        caller: &Caller,
        mut composed: Composed,
        count: usize,
    ) -> Result<Vec<(usize, Status)>, Refusal> {
        let (plan, batch) = (self.plan, self.batch);
        let decisions = std::mem::take(&mut composed.decisions);
        self.engine.decide(&mut composed.messages, decisions, plan.now).await?;
        let total = count as i64;
        let unit = AcceptUnit {
            organization: plan.organization.id,
            messages: composed.messages,
            idempotency: None,
            new_batch: Some(new_batch(plan, caller, batch, total)),
            batch: Some(BatchStep {
                batch,
                from_row: 0,
                to_row: total,
                faults: composed.faults,
                duplicates: composed.duplicates,
                done: true,
            }),
            charged: plan.is_paid(),
            quota: None,
        };
        let committed = self.engine.commit(plan, unit).await?;
        match committed.accepted {
            Accepted::New => {}
            Accepted::Short(short) => return Err(Refusal::Short(short)),
            _ => return Err(Refusal::Internal),
        }
        let mut refused = composed.refused;
        let suppressed = committed.suppressed.iter().filter_map(|at| composed.places.get(*at));
        refused.extend(suppressed.map(|place| (*place, Status::RSUBMITFAIL)));
        refused.sort_unstable_by_key(|(place, _)| *place);
        Ok(refused)
    }

    fn number(&self, address: &Address) -> String {
        let written = Written {
            ton: address.ton,
            npi: address.npi,
            text: address.text.clone(),
        };
        written.number(&self.plan.organization.region)
    }

    /// What the receipt of one destination needs.
    fn origin(&self, address: &Address, to: &str) -> Origin {
        Origin {
            source: Spelling::of(&self.slip.source.address(), self.from),
            destination: Spelling::of(address, to),
            asked: vec![self.asked],
        }
    }
}

impl Composed {
    fn refuse(&mut self, place: usize, status: Status, fault: Fault) {
        self.refused.push((place, status));
        self.faults.push(RowFault {
            row: place as i64 + 1,
            kind: RowFaultKind::Refused,
            fault,
        });
    }
}

/// The messages of a submit_multi by the id that was given out; none where it is no batch of the organization's.
pub(super) async fn messages_of(engine: &Engine, live: &Live, id: i64) -> Result<Vec<MessageRow>, Refusal> {
    let organization = live.account.organization;
    let Some(batch) = engine.store.batch_get(organization, BatchId::new(id)).await? else {
        return Ok(Vec::new());
    };
    // Its messages were made in the millisecond in which it was: no other ids are looked at.
    let filter = MessageFilter {
        batch: Some(batch.id),
        from: Some(batch.created_at),
        until: Some(batch.created_at + 1),
        ..MessageFilter::default()
    };
    let (mut found, mut before) = (Vec::new(), None);
    for _ in 0..MAX_PAGES {
        let page = engine.store.messages_list(organization, &filter, before, PAGE).await?;
        found.extend(page.rows);
        let Some(next) = page.next else { break };
        if found.len() as i64 >= batch.accepted {
            break;
        }
        before = Some(MessageId::new(next));
    }
    Ok(found)
}
