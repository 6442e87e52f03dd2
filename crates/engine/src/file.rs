//! Files of recipients: recorded as a batch, then taken in chunks, each chunk one transaction with the batch's step.
//!
//! The file lies in the spool until its last row is taken. A chunk is accepted only if the batch stands where the
//! chunk begins, so that a row becomes a message once, however often the process is killed in between.

pub(crate) mod layout;
pub(crate) mod rows;
mod worker;

use std::collections::HashMap;
use std::time::Duration;

use domain::{BatchId, Fault};
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use store::{AcceptUnit, Accepted, Batch, StoreError};
use tenancy::Caller;
use tokio::sync::{Semaphore, watch};

use crate::Engine;
use crate::accept::{check_key, remember};
use crate::bulk::{new_batch, parse_template};
use crate::plan::Plan;
use crate::request::{BulkSent, Dedupe, FileRequest, Refusal, SendOptions};
use crate::spool;
use layout::Layout;

/// The workers that take files.
pub(crate) struct Workers {
    permits: Semaphore,
    ended: Mutex<HashMap<BatchId, watch::Receiver<bool>>>,
}

/// What a batch's row keeps so that its file can be taken further after a restart.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct FileSettings {
    layout: Layout,
    body: String,
    options: SendOptions,
    dedupe: Dedupe,
    /// Whether a test key sent it.
    #[serde(default)]
    test: bool,
}

impl Workers {
    /// At most `count` chunks at a time; files take turns.
    pub(crate) fn new(count: usize) -> Self {
        Self {
            permits: Semaphore::new(count.max(1)),
            ended: Mutex::default(),
        }
    }
}

impl Engine {
    /// Records a spooled file as a batch and begins to take it; waits up to `wait` for its last row and answers as the
    /// batch stands then.
    ///
    /// # Errors
    /// `Invalid` for a file, column, text or option that cannot be used; the spooled file is removed then.
    pub async fn send_file(&self, caller: &Caller, request: FileRequest, wait: Duration) -> Result<BulkSent, Refusal> {
        let path = request.spool.path.clone();
        let (engine, owner) = (self.clone(), caller.clone());
        // A task of its own: a caller who hangs up must not leave a recorded file that nobody takes.
        let recorded = tokio::spawn(async move { engine.record_file(&owner, request).await });
        // Only a runtime that ends takes the task down; the file stays for the next start then.
        let Ok(recorded) = recorded.await else {
            return Err(Refusal::Internal);
        };
        match recorded {
            Ok((batch, true)) => {
                self.await_batch(batch, wait).await;
                self.batch(caller, batch).await
            }
            Ok((earlier, false)) => {
                spool::remove(&path);
                self.batch(caller, earlier).await
            }
            Err(refusal) => {
                spool::remove(&path);
                Err(refusal)
            }
        }
    }

    /// The batch's id, and whether it is a new one.
    async fn record_file(&self, caller: &Caller, mut request: FileRequest) -> Result<(BatchId, bool), Refusal> {
        self.ready_for(caller).await?;
        let now = self.now();
        check_key(request.idempotency.as_ref())?;
        request.options.unit = self.unit_of(caller, request.options.unit).await?;
        let template = parse_template(&request.body)?;
        let plan = Plan::new(caller, &request.options, &self.registry, (now, true))?;
        self.check_callback_host(&request.options)?;
        let region = request
            .options
            .region
            .clone()
            .unwrap_or_else(|| plan.organization.region.clone());
        let (path, column) = (request.spool.path.clone(), request.phone_column.clone());
        let layout = tokio::task::spawn_blocking(move || layout::detect(&path, column.as_deref(), &region))
            .await
            .map_err(|_| Refusal::Internal)?
            .map_err(Refusal::of)?;
        check_variables(template.variables(), &layout)?;
        let settings = FileSettings {
            layout,
            body: request.body,
            options: request.options,
            dedupe: request.dedupe,
            test: caller.is_test(),
        };
        let id = BatchId::new(self.store.ids().next(now));
        let mut batch = new_batch(&plan, caller, id, 0);
        batch.total_rows = None;
        batch.spool = Some(request.spool.name);
        batch.settings = serde_json::to_string(&settings).map_err(|_| Refusal::Internal)?;
        let unit = AcceptUnit {
            organization: plan.organization.id,
            messages: Vec::new(),
            idempotency: request.idempotency.map(|key| remember(key, &id)).transpose()?,
            batch: None,
            new_batch: Some(batch.clone()),
            charged: false,
            quota: None,
        };
        match self.commit(&plan, unit).await?.accepted {
            Accepted::New => {
                self.take_file(batch);
                Ok((id, true))
            }
            Accepted::Again(first) => Ok((serde_json::from_str(&first).map_err(|_| Refusal::Internal)?, false)),
            Accepted::Conflict(first) => Err(Refusal::Conflict(first)),
            Accepted::Stale | Accepted::Short(_) | Accepted::OverQuota(_) => Err(Refusal::Internal),
        }
    }

    fn take_file(&self, batch: Batch) {
        let (tell, ended) = watch::channel(false);
        let id = batch.id;
        self.files.ended.lock().insert(id, ended);
        let engine = self.clone();
        self.tasks.spawn(async move {
            worker::run(&engine, batch).await;
            engine.files.ended.lock().remove(&id);
            tell.send_replace(true);
        });
    }

    async fn await_batch(&self, batch: BatchId, wait: Duration) {
        let waiting = self.files.ended.lock().get(&batch).cloned();
        if let Some(mut ended) = waiting {
            // Either end is fine: the answer shows how far the batch has come.
            let _ = tokio::time::timeout(wait, ended.wait_for(|ended| *ended)).await;
        }
    }
}

/// Takes the files further that an earlier process left.
pub(crate) async fn resume(engine: &Engine) -> Result<(), StoreError> {
    let running = engine.store.batches_running_all().await?;
    let kept: Vec<&str> = running.iter().filter_map(|batch| batch.spool.as_deref()).collect();
    spool::sweep(&engine.settings.spool_dir, &kept);
    for batch in running {
        if batch.spool.is_some() {
            tracing::info!(batch = %batch.id, row = batch.row, "takes a file further");
            engine.take_file(batch);
        }
    }
    Ok(())
}

fn check_variables(variables: &[String], layout: &Layout) -> Result<(), Refusal> {
    let missing: Vec<&str> = variables
        .iter()
        .map(String::as_str)
        .filter(|name| layout.column(name).is_none())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Refusal::of(Fault::new(
        "body",
        format!("names {}, which the file has no column for", missing.join(", ")),
        format!("the columns are: {}", layout.columns.join(", ")),
    )))
}
