//! Takes one file from where its batch stands to its end.
//!
//! A blocking thread reads, renders and checks; this task draws ids and commits chunk after chunk. Rows before the
//! batch's place are read again only to know what is a duplicate.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use domain::template::Template;
use domain::{Fault, MessageId, Money};
use store::{AcceptUnit, Accepted, Batch, BatchStep, NewMessage, RowFault, RowFaultKind, Shortfall};
use tenancy::{Actor, Caller, Terms};
use tokio::sync::mpsc;

use super::FileSettings;
use super::layout::{clean, encoding};
use super::rows::{Decoded, MAX_ROW_BYTES, reader};
use crate::Engine;
use crate::bulk::render;
use crate::decision::Decision;
use crate::dedupe::{Novelty, Seen};
use crate::plan::{Draft, Plan};
use crate::request::{MAX_FILE_ROWS, Refusal};
use crate::spool;

/// How long to wait before a chunk that could not be committed is tried again.
const AFTER_ERROR: Duration = Duration::from_millis(250);

/// Rows that go into one transaction.
struct Chunk {
    from_row: i64,
    to_row: i64,
    drafts: Vec<(i64, Draft)>,
    faults: Vec<RowFault>,
    duplicates: i64,
    done: bool,
}

/// Takes `batch` to its end, or until the engine stops.
pub(super) async fn run(engine: &Engine, batch: Batch) {
    let Some(name) = batch.spool.clone() else { return };
    let path = engine.settings.spool_dir.join(name);
    match take(engine, &batch, path.clone()).await {
        Ok(true) => spool::remove(&path),
        Ok(false) => {}
        Err(why) => {
            tracing::warn!(batch = %batch.id, %why, "a file cannot be taken any further");
            let failed = engine
                .store
                .batch_fail(batch.organization, batch.id, &why, engine.now())
                .await;
            if failed.is_ok() {
                spool::remove(&path);
            }
        }
    }
}

/// Whether the file came to its end; `Err` says why it cannot be taken any further.
async fn take(engine: &Engine, batch: &Batch, path: PathBuf) -> Result<bool, String> {
    let settings: FileSettings =
        serde_json::from_str(&batch.settings).map_err(|_| "its settings cannot be read".to_owned())?;
    let Some(caller) = caller_of(engine, batch, settings.test).await else {
        return Ok(false);
    };
    let Some(plan) = plan_of(engine, &caller, &settings).await? else {
        return Ok(false);
    };
    let (chunks, mut read) = mpsc::channel(2);
    let (chunk_rows, start) = (engine.settings.chunk_rows, batch.row);
    let reading_settings = settings.clone();
    let reading_plan = Arc::new(plan);
    let reading = tokio::task::spawn_blocking(move || {
        read_file(&path, &reading_settings, &reading_plan, (start, chunk_rows), &chunks)
    });
    while let Some(chunk) = read.recv().await {
        let Some(plan) = plan_of(engine, &caller, &settings).await? else {
            return Ok(false);
        };
        // Permits are handed out in order, so that a small file does not wait for the end of a large one.
        let Ok(_permit) = engine.files.permits.acquire().await else {
            return Ok(false);
        };
        let end = chunk.done.then_some(chunk.to_row);
        if !commit(engine, &plan, batch, chunk).await? {
            return Ok(false);
        }
        if let Some(rows) = end {
            note_total(engine, batch, rows).await;
        }
    }
    match reading.await {
        Ok(read) => read.map(|()| true),
        // The process is ending; the next one takes the file further.
        Err(ended) if ended.is_cancelled() => Ok(false),
        Err(_) => Err("the reader failed".to_owned()),
    }
}

/// Who sent the file: a test key's goes where test messages go, after a restart too.
async fn caller_of(engine: &Engine, batch: &Batch, test: bool) -> Option<Caller> {
    loop {
        match engine.store.organization_get(batch.organization).await {
            Ok(organization) => {
                let caller = Caller::system(Arc::new(organization?));
                let actor = batch.api_key.map_or(caller.actor, Actor::Key);
                let terms = Arc::new(Terms {
                    test,
                    ..Terms::default()
                });
                return Some(Caller { actor, terms, ..caller });
            }
            Err(_) => pause(engine).await?,
        }
    }
}

/// The plan as things stand now; waits while the organization has no active provider.
async fn plan_of(engine: &Engine, caller: &Caller, settings: &FileSettings) -> Result<Option<Plan>, String> {
    loop {
        match Plan::new(caller, &settings.options, &engine.registry, (engine.now(), true)) {
            Ok(plan) => return Ok(Some(plan)),
            Err(Refusal::Invalid(faults)) if faults.iter().any(|fault| fault.field != "provider") => {
                return Err(faults.first().map(ToString::to_string).unwrap_or_default());
            }
            Err(_) => {
                // Test messages have no lane until somebody asks for it; that it is not there yet is tried again.
                let _ = engine.ready_for(caller).await;
                if pause(engine).await.is_none() {
                    return Ok(None);
                }
            }
        }
    }
}

/// Notes how many rows a file had, once that is known; it is only shown to people.
async fn note_total(engine: &Engine, batch: &Batch, rows: i64) {
    if let Err(error) = engine.store.batch_total(batch.organization, batch.id, rows).await {
        tracing::warn!(%error, batch = %batch.id, "the number of a file's rows could not be noted");
    }
}

/// Waits a little; `None` when the engine stops.
async fn pause(engine: &Engine) -> Option<()> {
    tokio::select! {
        () = engine.stop.cancelled() => None,
        () = tokio::time::sleep(AFTER_ERROR) => Some(()),
    }
}

/// Commits a chunk; `false` when the engine stops or somebody else takes the file.
async fn commit(engine: &Engine, plan: &Plan, batch: &Batch, mut chunk: Chunk) -> Result<bool, String> {
    let (mut messages, decisions) = compose(engine, plan, batch, &mut chunk);
    while let Err(error) = engine.decide(&mut messages, decisions.clone(), plan.now).await {
        tracing::warn!(%error, "the decisions of a chunk could not be written yet");
        if pause(engine).await.is_none() {
            return Ok(false);
        }
    }
    let unit = AcceptUnit {
        organization: batch.organization,
        messages,
        idempotency: None,
        new_batch: None,
        batch: Some(BatchStep {
            batch: batch.id,
            from_row: chunk.from_row,
            to_row: chunk.to_row,
            faults: chunk.faults,
            duplicates: chunk.duplicates,
            done: chunk.done,
        }),
        charged: plan.is_paid(),
        quota: None,
    };
    let from_row = chunk.from_row;
    loop {
        match engine
            .commit(plan, unit.clone())
            .await
            .map(|committed| committed.accepted)
        {
            Ok(Accepted::New) => return Ok(true),
            Ok(Accepted::Short(short)) => return run_dry(engine, batch, from_row, short).await,
            Ok(_) => return Ok(false),
            Err(Refusal::Busy | Refusal::Unavailable) => {
                if pause(engine).await.is_none() {
                    return Ok(false);
                }
            }
            Err(refusal) => return Err(refusal.to_string()),
        }
    }
}

/// The balance ends in the middle of a file: what was accepted stays so, and the batch says where to go on.
async fn run_dry(engine: &Engine, batch: &Batch, from_row: i64, short: Shortfall) -> Result<bool, String> {
    let now = engine.store.batch_get(batch.organization, batch.id).await;
    if now.ok().flatten().is_some_and(|batch| batch.row != from_row) {
        // Somebody else takes the file.
        return Ok(false);
    }
    let money = |micros| Money::new(micros, short.currency);
    Err(format!(
        "the balance is short after row {from_row}: the next {} rows may cost {} and {} is left; top up and send the rest",
        short.messages,
        money(short.needed_micros),
        money(short.spendable_micros)
    ))
}

/// The messages of a chunk with their decisions; a row that has no way becomes a refused one.
fn compose(engine: &Engine, plan: &Plan, batch: &Batch, chunk: &mut Chunk) -> (Vec<NewMessage>, Vec<Decision>) {
    let ids = engine.store.ids();
    let first = ids.take(plan.now, chunk.drafts.len());
    let mut composed = (
        Vec::with_capacity(chunk.drafts.len()),
        Vec::with_capacity(chunk.drafts.len()),
    );
    for (index, (row, draft)) in chunk.drafts.iter().enumerate() {
        let id = MessageId::new(ids.nth(first, index));
        match plan.select(id, draft) {
            Ok(selection) => {
                composed
                    .0
                    .push(plan.message(id, draft, &selection, Some((batch.id, *row))));
                composed.1.push(selection.decision);
            }
            Err(fault) => chunk.faults.push(RowFault {
                row: *row,
                kind: RowFaultKind::Refused,
                fault,
            }),
        }
    }
    composed
}

fn read_file(
    path: &Path,
    settings: &FileSettings,
    plan: &Plan,
    (start, chunk_rows): (i64, usize),
    chunks: &mpsc::Sender<Chunk>,
) -> Result<(), String> {
    let template = Template::parse(&settings.body).map_err(|error| error.to_string())?;
    let file = File::open(path).map_err(|_| "the spooled file is gone".to_owned())?;
    let layout = &settings.layout;
    let mut records = reader(Decoded::new(file, encoding(&layout.encoding)), layout.separator);
    let mut record = csv::StringRecord::new();
    let mut rows = Rows {
        settings,
        plan,
        template,
        seen: Seen::new(settings.dedupe),
        chunk: Chunk::after(start),
    };
    let mut number = if layout.header { -1 } else { 0 };
    while records
        .read_record(&mut record)
        .map_err(|_| "the file cannot be read any further".to_owned())?
    {
        number += 1;
        if number == 0 {
            continue;
        }
        if number > MAX_FILE_ROWS {
            return Err(format!("the file has more than {MAX_FILE_ROWS} rows"));
        }
        rows.take(number, &record, number > start);
        if rows.chunk.is_full(chunk_rows) {
            let full = std::mem::replace(&mut rows.chunk, Chunk::after(number));
            if chunks.blocking_send(full).is_err() {
                return Ok(());
            }
        }
    }
    rows.chunk.done = true;
    // A receiver that is gone has stopped for a reason of its own.
    let _ = chunks.blocking_send(rows.chunk);
    Ok(())
}

/// The rows read so far.
struct Rows<'a> {
    settings: &'a FileSettings,
    plan: &'a Plan,
    template: Template,
    seen: Seen,
    chunk: Chunk,
}

impl Rows<'_> {
    /// Takes one row; one that was taken before (not `fresh`) only counts for duplicates.
    fn take(&mut self, row: i64, record: &csv::StringRecord, fresh: bool) {
        let drafted = self.draft(record);
        let field = self.settings.layout.phone_name();
        let novelty = drafted
            .as_ref()
            .ok()
            .map(|draft| self.seen.look((row, field), draft.to.e164(), &draft.body));
        if !fresh {
            return;
        }
        self.chunk.to_row = row;
        match (drafted, novelty) {
            (Err(fault), _) => self.chunk.faults.push(RowFault {
                row,
                kind: RowFaultKind::Refused,
                fault,
            }),
            (Ok(_), Some(Novelty::Duplicate(fault))) => {
                self.chunk.faults.push(fault);
                self.chunk.duplicates += 1;
            }
            (Ok(draft), novelty) => {
                if let Some(Novelty::Sibling(notice)) = novelty {
                    self.chunk.faults.push(notice);
                }
                self.chunk.drafts.push((row, draft));
            }
        }
    }

    fn draft(&self, record: &csv::StringRecord) -> Result<Draft, Fault> {
        let layout = &self.settings.layout;
        if record.as_slice().len() > MAX_ROW_BYTES {
            return Err(Fault::new(
                "file",
                "the row is longer than 64 KiB",
                "look for a quote that is not closed",
            ));
        }
        let mut values = BTreeMap::new();
        for name in self.template.variables() {
            let cell = layout.column(name).and_then(|index| record.get(index));
            if let Some(cell) = cell {
                values.insert(name.clone(), cell.trim().to_owned());
            }
        }
        let text = render(&self.template, &values)?;
        let cell = clean(record.get(layout.phone).unwrap_or_default());
        let named = |fault: Fault| {
            if fault.field == "to" {
                fault.at(layout.phone_name())
            } else {
                fault
            }
        };
        self.plan.draft(cell, &text).map_err(named)
    }
}

impl Chunk {
    fn after(row: i64) -> Self {
        Self {
            from_row: row,
            to_row: row,
            drafts: Vec::new(),
            faults: Vec::new(),
            duplicates: 0,
            done: false,
        }
    }

    fn is_full(&self, rows: usize) -> bool {
        self.to_row - self.from_row >= rows as i64
    }
}
