//! Inline bulk calls: up to ten thousand recipients, one transaction, one batch.

use std::collections::BTreeMap;

use domain::template::Template;
use domain::{BatchId, Fault, MessageId};
use serde::{Deserialize, Serialize};
use store::{AcceptUnit, Accepted, Batch, BatchState, BatchStep, NewMessage, RowFault, RowFaultKind};
use tenancy::Caller;

use crate::Engine;
use crate::accept::{check_key, check_metadata, remember};
use crate::decision::Decision;
use crate::dedupe::{Novelty, Seen};
use crate::plan::Plan;
use crate::request::{
    BulkRequest, BulkSent, MAX_ANSWERED_FAULTS, MAX_INLINE_RECIPIENTS, OnInvalid, Recipient, Refusal,
};

/// What the recipients of a call became.
struct Composed {
    messages: Vec<NewMessage>,
    /// The decision of each message.
    selections: Vec<Decision>,
    faults: Vec<RowFault>,
    duplicates: i64,
}

impl Engine {
    /// Accepts many messages in one transaction; the answer names the batch and what was refused.
    ///
    /// # Errors
    /// Every [`Refusal`] but `NotFound`, `TooLate` and `OptedOut`; `Invalid` for the call as a whole, or for its rows
    /// where they were to be refused together.
    pub async fn send_bulk(&self, caller: &Caller, mut request: BulkRequest) -> Result<BulkSent, Refusal> {
        self.ready_for(caller).await?;
        let now = self.now();
        request.options.unit = self.unit_of(caller, request.options.unit).await?;
        check_count(request.recipients.len())?;
        check_key(request.idempotency.as_ref())?;
        let metadata = check_metadata(request.metadata.as_ref())?;
        let template = parse_template(&request.body)?;
        let plan = Plan::new(caller, &request.options, &self.registry, (now, true))?;
        self.check_callback_host(&request.options)?;
        let batch = BatchId::new(self.store.ids().next(now));
        let total = request.recipients.len() as i64;
        let mut composed = self.compose(&plan, &request, &template, (batch, metadata));
        self.decide(&mut composed.messages, composed.selections, now).await?;
        let refused = composed
            .faults
            .iter()
            .filter(|f| f.kind == RowFaultKind::Refused)
            .count();
        if refused > 0 && request.on_invalid == OnInvalid::Reject {
            return Err(Refusal::Invalid(as_fields(composed.faults)));
        }
        let idempotency = request.idempotency.map(|key| remember(key, &batch)).transpose()?;
        let unit = AcceptUnit {
            organization: plan.organization.id,
            messages: composed.messages,
            idempotency,
            new_batch: Some(new_batch(&plan, caller, batch, total)),
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
        self.finish_bulk(caller, &plan, (unit, batch)).await
    }

    async fn finish_bulk(
        &self,
        caller: &Caller,
        plan: &Plan,
        (unit, batch): (AcceptUnit, BatchId),
    ) -> Result<BulkSent, Refusal> {
        match self.commit(plan, unit).await?.accepted {
            Accepted::New => self.batch(caller, batch).await,
            Accepted::Again(first) => {
                let batch = serde_json::from_str(&first).map_err(|_| Refusal::Internal)?;
                self.batch(caller, batch).await
            }
            Accepted::Conflict(first) => Err(Refusal::Conflict(first)),
            Accepted::Short(short) => Err(Refusal::Short(short)),
            Accepted::Stale | Accepted::OverQuota(_) => Err(Refusal::Internal),
        }
    }

    fn compose(
        &self,
        plan: &Plan,
        request: &BulkRequest,
        template: &Template,
        (batch, metadata): (BatchId, Option<String>),
    ) -> Composed {
        let ids = self.store.ids();
        let first = ids.take(plan.now, request.recipients.len());
        let mut seen = Seen::new(request.dedupe);
        let mut composed = Composed {
            messages: Vec::with_capacity(request.recipients.len()),
            selections: Vec::with_capacity(request.recipients.len()),
            faults: Vec::new(),
            duplicates: 0,
        };
        for (index, recipient) in request.recipients.iter().enumerate() {
            let row = index as i64 + 1;
            let id = MessageId::new(ids.nth(first, index));
            let drafted = render(template, &recipient.variables)
                .and_then(|text| plan.draft(&recipient.to, &text))
                .and_then(|draft| Ok((plan.select(id, &draft)?, draft)));
            let (selection, draft) = match drafted {
                Ok(drafted) => drafted,
                Err(fault) => {
                    composed.faults.push(RowFault {
                        row,
                        kind: RowFaultKind::Refused,
                        fault,
                    });
                    continue;
                }
            };
            match seen.look((row, "to"), draft.to.e164(), &draft.body) {
                Novelty::New => {}
                Novelty::Sibling(notice) => composed.faults.push(notice),
                Novelty::Duplicate(fault) => {
                    composed.faults.push(fault);
                    composed.duplicates += 1;
                    continue;
                }
            }
            let mut message = plan.message(id, &draft, &selection, Some((batch, row)));
            message.metadata.clone_from(&metadata);
            composed.selections.push(selection.decision);
            composed.messages.push(message);
        }
        composed
    }
}

/// Renders `template` with a row's values.
pub(crate) fn render(template: &Template, values: &BTreeMap<String, String>) -> Result<String, Fault> {
    template
        .render(|name| values.get(name).map(String::as_str))
        .map_err(|missing| missing.into_fault("variables"))
}

/// Reads a template.
pub(crate) fn parse_template(body: &str) -> Result<Template, Refusal> {
    Template::parse(body).map_err(|error| Refusal::of(error.into_fault("body")))
}

/// What a batch's settings say of who may know of it.
#[derive(Default, Serialize, Deserialize)]
struct TestMark {
    /// Whether a test key asked for it.
    #[serde(default)]
    test: bool,
}

impl TestMark {
    fn text(caller: &Caller) -> String {
        let mark = Self { test: caller.is_test() };
        serde_json::to_string(&mark).unwrap_or_default()
    }
}

/// Whether a test key asked for the batch.
pub fn is_test_batch(batch: &Batch) -> bool {
    serde_json::from_str::<TestMark>(&batch.settings).is_ok_and(|mark| mark.test)
}

/// A batch that has just begun.
pub(crate) fn new_batch(plan: &Plan, caller: &Caller, id: BatchId, total: i64) -> Batch {
    Batch {
        id,
        organization: plan.organization.id,
        api_key: caller.api_key(),
        unit: plan.unit(),
        state: BatchState::Running,
        spool: None,
        settings: TestMark::text(caller),
        total_rows: Some(total),
        row: 0,
        accepted: 0,
        refused: 0,
        duplicates: 0,
        failure: None,
        created_at: plan.now,
        finished_at: None,
    }
}

fn check_count(count: usize) -> Result<(), Refusal> {
    if (1..=MAX_INLINE_RECIPIENTS).contains(&count) {
        return Ok(());
    }
    Err(Refusal::of(Fault::new(
        "recipients",
        format!("has {count} entries"),
        format!("give 1 to {MAX_INLINE_RECIPIENTS} recipients a call, or upload a file"),
    )))
}

fn as_fields(faults: Vec<RowFault>) -> Vec<Fault> {
    faults
        .into_iter()
        .filter(|fault| fault.kind == RowFaultKind::Refused)
        .take(MAX_ANSWERED_FAULTS)
        .map(|RowFault { row, fault, .. }| {
            let path = format!("recipients[{}].{}", row - 1, fault.field);
            fault.at(path)
        })
        .collect()
}

impl Recipient {
    /// A recipient without variables.
    pub fn to(number: impl Into<String>) -> Self {
        Self {
            to: number.into(),
            variables: BTreeMap::new(),
        }
    }
}
